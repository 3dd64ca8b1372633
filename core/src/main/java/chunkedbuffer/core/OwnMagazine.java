package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The magazine of one platform thread: a rack of slots a size, used as a stack.
 *
 * <p><b>Who writes what.</b> {@code bytes}, and each rack's {@code top} and counters, belong to the owner; the counters are
 * read by others. A slot goes from null to a chunk by the owner alone, by a release store, and from a chunk to null by an
 * exchange of anybody: the owner who takes it, or another thread that steals it (when the pool is trimmed or at its bound).
 * The exchange gives the chunk to one of them.
 *
 * <p><b>Invariants,</b> as the owner sees them between two calls: slots at and above {@code top} are null; slots below it
 * hold a chunk, or null where it was stolen; {@code bytes} is the sum of {@code top} times size, so at least what is here,
 * and at most the budget. Therefore no slot outside of a rack is ever needed, and putting never overwrites a chunk.
 */
final class OwnMagazine extends Magazine {

    /** How much comes from the depot at once. */
    private static final int REFILL_BYTES = 64 << 10;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(SlabChunk[].class);

    private final WeakReference<Thread> owner;
    private final Rack[] racks = new Rack[SizeClass.COUNT];
    private int bytes;

    /** A magazine for the calling thread, with a budget that has room for one chunk of each size at least. */
    OwnMagazine(Depot depot, int budget) {
        super(depot, budget);
        owner = new WeakReference<>(Thread.currentThread());
        for (int i = 0; i < racks.length; i++) {
            racks[i] = new Rack(SizeClass.bytes(i), budget / SizeClass.bytes(i));
        }
    }

    boolean isOwnedBy(Thread thread) {
        return owner.refersTo(thread);
    }

    /** Whether its thread has ended, so that nobody puts anything here any more. */
    boolean isAbandoned() {
        Thread thread = owner.get();
        return thread == null || !thread.isAlive();
    }

    @Override
    @Nullable
    SlabChunk take(int sizeClass) {
        Rack rack = racks[sizeClass];
        while (rack.top > 0) {
            int slot = --rack.top;
            bytes -= rack.size;
            SlabChunk chunk = (SlabChunk) SLOTS.getAndSet(rack.slots, slot, null);
            if (chunk != null) {
                return chunk;
            }
        }
        return null;
    }

    @Override
    @Nullable
    SlabChunk refill(int sizeClass) {
        int size = SizeClass.bytes(sizeClass);
        SlabChunk first = depot.take(sizeClass, 1 + Math.min(budget - bytes, REFILL_BYTES) / size);
        for (SlabChunk each = first == null ? null : first.next(); each != null; ) {
            SlabChunk next = each.next();
            store(each);
            each = next;
        }
        return first;
    }

    @Override
    void put(SlabChunk chunk) {
        if (bytes + SizeClass.bytes(chunk.sizeClass) > budget) {
            makeRoom();
            if (bytes + SizeClass.bytes(chunk.sizeClass) > budget) {
                depot.give(chunk);
                return;
            }
        }
        store(chunk);
    }

    private void store(SlabChunk chunk) {
        Rack rack = racks[chunk.sizeClass];
        SLOTS.setRelease(rack.slots, rack.top++, chunk);
        bytes += rack.size;
    }

    /** The rack that holds most gives the half of it that was idle longest to the depot. */
    private void makeRoom() {
        Rack fullest = racks[0];
        for (Rack each : racks) {
            if (each.top * each.size > fullest.top * fullest.size) {
                fullest = each;
            }
        }
        bytes -= fullest.top * fullest.size;
        fullest.giveHalf(depot);
        bytes += fullest.top * fullest.size;
    }

    @Override
    @Nullable
    SlabChunk steal(int sizeClass) {
        SlabChunk[] slots = racks[sizeClass].slots;
        for (int i = 0; i < slots.length; i++) {
            if (SLOTS.getOpaque(slots, i) != null) {
                SlabChunk chunk = (SlabChunk) SLOTS.getAndSet(slots, i, null);
                if (chunk != null) {
                    return chunk;
                }
            }
        }
        return null;
    }

    @Override
    long idleBytes() {
        long sum = 0;
        for (Rack rack : racks) {
            for (int i = 0; i < rack.slots.length; i++) {
                if (SLOTS.getAcquire(rack.slots, i) != null) {
                    sum += rack.size;
                }
            }
        }
        return sum;
    }

    @Override
    void countAcquired(int sizeClass) {
        Rack rack = racks[sizeClass];
        Rack.ACQUIRED.setRelease(rack, rack.acquired + 1);
    }

    @Override
    void countReleased(int sizeClass) {
        Rack rack = racks[sizeClass];
        Rack.RELEASED.setRelease(rack, rack.released + 1);
    }

    @Override
    long acquired(int sizeClass) {
        return (long) Rack.ACQUIRED.getAcquire(racks[sizeClass]);
    }

    @Override
    long released(int sizeClass) {
        return (long) Rack.RELEASED.getAcquire(racks[sizeClass]);
    }

    /** The chunks of one size. */
    private static final class Rack {

        static final VarHandle ACQUIRED;
        static final VarHandle RELEASED;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                ACQUIRED = lookup.findVarHandle(Rack.class, "acquired", long.class);
                RELEASED = lookup.findVarHandle(Rack.class, "released", long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        final int size;
        final SlabChunk[] slots;
        int top;
        long acquired;
        long released;

        Rack(int size, int slots) {
            this.size = size;
            this.slots = new SlabChunk[slots];
        }

        /** Those put first go, the others move down. Each is taken out before it is put elsewhere: a thief may come. */
        void giveHalf(Depot depot) {
            int most = (top + 1) / 2;
            int given = 0;
            int kept = 0;
            SlabChunk first = null;
            SlabChunk last = null;
            for (int i = 0; i < top; i++) {
                SlabChunk chunk = (SlabChunk) SLOTS.getAndSet(slots, i, null);
                if (chunk == null) {
                    continue;
                }
                if (given == most) {
                    SLOTS.setRelease(slots, kept++, chunk);
                    continue;
                }
                chunk.next(first);
                first = chunk;
                last = last == null ? chunk : last;
                given++;
            }
            top = kept;
            if (first != null && last != null) {
                depot.give(first, last, given);
            }
        }
    }
}
