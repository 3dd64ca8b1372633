package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The magazine that many threads share: virtual threads, of which there are too many for one each, and the platform threads
 * that come when the budget for magazines is used up.
 *
 * <p>It has spots, each of which has room for one chunk of each size. A thread goes to the spot that its id says, and to the one
 * beside it: the few that run at the same moment rarely meet there, and what one has put is near when it comes again. Where
 * there is nothing, or no room, the depot is next.
 *
 * <p><b>A place</b>, the room for one size at one spot, holds a chunk or null. From a chunk to null it goes by compare-and-set
 * alone, so that only one thread gets the chunk. From null to a chunk it goes in the same way in a pool with a bound. In one without,
 * it goes by a plain release store, which costs a quarter: when two threads put at one place at the same moment, the pool forgets one
 * of their chunks, and the garbage collector takes it.
 */
final class SharedMagazine extends Magazine {

    private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(SlabChunk[].class);

    /** From one place to the next: no two share a cache line. */
    private static final int DISTANCE = 16;

    private static final int MOST_SPOTS = 256;

    private final SlabChunk[][] places = new SlabChunk[SizeClass.COUNT][];
    private final boolean exact;
    private int budget;

    /**
     * One without chunks.
     *
     * @param mostBytes how much it may hold, in equal parts of each size; what it needs is {@link #booked()} by whoever made it
     * @param exact whether no chunk may be forgotten
     */
    SharedMagazine(Depot depot, long mostBytes, boolean exact) {
        this(
                depot,
                mostBytes,
                exact,
                Math.min(MOST_SPOTS, 16 * Runtime.getRuntime().availableProcessors()));
    }

    /** One with so many spots at most. */
    SharedMagazine(Depot depot, long mostBytes, boolean exact, int mostSpots) {
        super(depot);
        this.exact = exact;
        for (int i = 0; i < places.length; i++) {
            long room = mostBytes / SizeClass.COUNT / SizeClass.bytes(i);
            int spots = Integer.highestOneBit((int) Math.min(mostSpots, room));
            places[i] = new SlabChunk[spots * DISTANCE];
            budget += spots * SizeClass.bytes(i);
        }
    }

    @Override
    @Nullable
    SlabChunk take(int sizeClass) {
        return take(Thread.currentThread(), sizeClass);
    }

    @Nullable
    SlabChunk take(Thread thread, int sizeClass) {
        SlabChunk[] all = places[sizeClass];
        int place = place(thread, all);
        SlabChunk chunk = takeFrom(all, place);
        return chunk != null ? chunk : takeFrom(all, place ^ DISTANCE);
    }

    /** May be none, where there are no places at all. */
    @SuppressWarnings("deprecation") // threadId() came with 19
    private static int place(Thread thread, SlabChunk[] all) {
        return ((int) thread.getId() * DISTANCE) & (all.length - 1);
    }

    private static @Nullable SlabChunk takeFrom(SlabChunk[] all, int place) {
        if (place >= all.length || place < 0) {
            return null;
        }
        SlabChunk there = (SlabChunk) PLACES.getAcquire(all, place);
        return there != null && PLACES.compareAndSet(all, place, there, null) ? there : null;
    }

    @Override
    @Nullable
    SlabChunk refill(int sizeClass) {
        return depot.take(sizeClass);
    }

    @Override
    void put(SlabChunk chunk) {
        put(Thread.currentThread(), chunk);
    }

    void put(Thread thread, SlabChunk chunk) {
        SlabChunk[] all = places[chunk.sizeClass];
        int place = place(thread, all);
        if (!putAt(all, place, chunk) && !putAt(all, place ^ DISTANCE, chunk)) {
            depot.give(chunk);
        }
    }

    private boolean putAt(SlabChunk[] all, int place, SlabChunk chunk) {
        if (place >= all.length || place < 0 || PLACES.getOpaque(all, place) != null) {
            return false;
        }
        if (exact) {
            return PLACES.compareAndSet(all, place, null, chunk);
        }
        PLACES.setRelease(all, place, chunk);
        return true;
    }

    @Override
    @Nullable
    SlabChunk steal(int sizeClass) {
        SlabChunk[] all = places[sizeClass];
        for (int place = 0; place < all.length; place += DISTANCE) {
            SlabChunk chunk = takeFrom(all, place);
            if (chunk != null) {
                return chunk;
            }
        }
        return null;
    }

    @Override
    void trim(Memory memory, boolean onlyCold) {
        for (SlabChunk[] all : places) {
            for (int place = 0; place < all.length; place += DISTANCE) {
                SlabChunk there = (SlabChunk) PLACES.getAcquire(all, place);
                if (there != null
                        && (!onlyCold || there.record.isCold())
                        && PLACES.compareAndSet(all, place, there, null)) {
                    memory.drop(there);
                }
            }
        }
    }

    @Override
    long idleBytes() {
        long sum = 0;
        for (int i = 0; i < places.length; i++) {
            for (int place = 0; place < places[i].length; place += DISTANCE) {
                if (PLACES.getAcquire(places[i], place) != null) {
                    sum += SizeClass.bytes(i);
                }
            }
        }
        return sum;
    }

    @Override
    int booked() {
        return budget;
    }
}
