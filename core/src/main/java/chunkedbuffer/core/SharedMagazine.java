package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The magazine that many threads share: virtual threads, of which there are too many for one each, and the platform threads
 * that come when the budget for magazines is used up.
 *
 * <p>It has spots, each of which holds one chunk of each size. A thread goes to the spot that its id says, and to the one beside
 * it: the few that run at the same moment rarely meet there, and what one has put is near when it comes again. Where there is
 * nothing, or no room, the depot is next.
 *
 * <p><b>A spot</b>, for one size, changes by compare-and-set alone, between three states: a chunk; {@link #VACANT}, none, but
 * room for one is booked; or null, nothing is booked. So to put and to take is one atomic step each, without an account: room is
 * booked once, when a spot is first used, and unbooked when it is trimmed.
 */
final class SharedMagazine extends Magazine {

    private static final VarHandle SPOTS = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final Object VACANT = new Object();

    /** Places from one spot to the next, so that no two share a cache line. */
    private static final int DISTANCE = 32;

    private static final int MOST_SPOTS = 256;

    private final Object[][] spots = new Object[SizeClass.COUNT][];
    private final int mask;
    private final long mostBooked;
    private final AtomicLong booked = new AtomicLong();

    /**
     * One without chunks.
     *
     * @param mostBooked how many bytes of the depot's account it may book; 0 makes it a mere passage to the depot
     */
    SharedMagazine(Depot depot, long mostBooked) {
        this(
                depot,
                mostBooked,
                Math.min(MOST_SPOTS, 16 * powerOfTwo(Runtime.getRuntime().availableProcessors())));
    }

    /** One with so many spots, a power of two. */
    SharedMagazine(Depot depot, long mostBooked, int count) {
        super(depot);
        this.mostBooked = mostBooked;
        mask = count - 1;
        for (int i = 0; i < spots.length; i++) {
            spots[i] = new Object[count * DISTANCE];
        }
    }

    private static int powerOfTwo(int atLeast) {
        return Integer.highestOneBit(2 * atLeast - 1);
    }

    @SuppressWarnings("deprecation") // threadId() came with 19
    private static int spot() {
        return (int) Thread.currentThread().getId();
    }

    @Override
    @Nullable
    SlabChunk take(int sizeClass) {
        Object[] places = spots[sizeClass];
        int spot = spot();
        SlabChunk chunk = takeFrom(places, (spot & mask) * DISTANCE);
        return chunk != null ? chunk : takeFrom(places, ((spot ^ 1) & mask) * DISTANCE);
    }

    private static @Nullable SlabChunk takeFrom(Object[] places, int place) {
        Object there = SPOTS.getAcquire(places, place);
        return there instanceof SlabChunk chunk && SPOTS.compareAndSet(places, place, there, VACANT) ? chunk : null;
    }

    @Override
    @Nullable
    SlabChunk refill(int sizeClass) {
        return depot.take(sizeClass);
    }

    @Override
    void put(SlabChunk chunk) {
        Object[] places = spots[chunk.sizeClass];
        int spot = spot();
        if (!putAt(places, (spot & mask) * DISTANCE, chunk) && !putAt(places, ((spot ^ 1) & mask) * DISTANCE, chunk)) {
            depot.give(chunk);
        }
    }

    private boolean putAt(Object[] places, int place, SlabChunk chunk) {
        Object there = SPOTS.getAcquire(places, place);
        if (there == VACANT) {
            return SPOTS.compareAndSet(places, place, VACANT, chunk);
        }
        if (there != null || !book(chunk.capacity())) {
            return false;
        }
        if (SPOTS.compareAndSet(places, place, null, chunk)) {
            return true;
        }
        unbook(chunk.capacity());
        return false;
    }

    private boolean book(int bytes) {
        if (booked.get() + bytes > mostBooked) {
            return false;
        }
        if (booked.addAndGet(bytes) > mostBooked || !depot.book(bytes)) {
            booked.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    private void unbook(int bytes) {
        depot.unbook(bytes);
        booked.addAndGet(-bytes);
    }

    @Override
    @Nullable
    SlabChunk steal(int sizeClass) {
        Object[] places = spots[sizeClass];
        for (int place = 0; place < places.length; place += DISTANCE) {
            SlabChunk chunk = takeFrom(places, place);
            if (chunk != null) {
                return chunk;
            }
        }
        return null;
    }

    @Override
    void trim(Memory memory, boolean onlyCold) {
        for (int i = 0; i < spots.length; i++) {
            for (int place = 0; place < spots[i].length; place += DISTANCE) {
                Object there = SPOTS.getAcquire(spots[i], place);
                if (there == null
                        || (onlyCold && there instanceof SlabChunk chunk && !chunk.record.isCold())
                        || !SPOTS.compareAndSet(spots[i], place, there, null)) {
                    continue;
                }
                unbook(SizeClass.bytes(i));
                if (there instanceof SlabChunk chunk) {
                    memory.drop(chunk);
                }
            }
        }
    }

    @Override
    long idleBytes() {
        long sum = 0;
        for (int i = 0; i < spots.length; i++) {
            for (int place = 0; place < spots[i].length; place += DISTANCE) {
                if (SPOTS.getAcquire(spots[i], place) instanceof SlabChunk) {
                    sum += SizeClass.bytes(i);
                }
            }
        }
        return sum;
    }

    @Override
    long booked() {
        return booked.get();
    }
}
