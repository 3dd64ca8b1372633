package chunkedbuffer.core;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The magazine of one platform thread: a rack of slots a size, used as a stack.
 *
 * <p>A slot below its rack's {@code top} holds an idle chunk, or null where another thread took that out. The owner puts and
 * takes at the top; {@code top}, {@code limit} and {@code unused} are its own, {@code top} is read by others.
 *
 * <h2>A pool without a bound</h2>
 * The owner takes and puts by plain accesses, made opaque so that none is left out or moved out of a loop. Others only ever set
 * slots to null, to trim, and never hand out what was there: what they took away is garbage. So it does no harm when the owner
 * takes a chunk at the same moment; then it was in use, and trimming has missed it. Nobody but the owner gets a chunk from here,
 * and the owner never gets one twice: the top goes below it, and comes back above it only with what was put. A chunk that is put
 * while others trim may be lost to them; that is trimming too.
 *
 * <p>A slot at or above {@code top} keeps the reference to what it held last: to take one chunk and put it back, again and again,
 * stores none, which would cost the barrier of a garbage collector. It may keep a chunk reachable that its user lost, until the
 * rack runs empty or is trimmed.
 *
 * <h2>A pool with a bound</h2>
 * Here others do hand out what they take ({@link #steal}), and each chunk must go to one of the two: who takes one, owner or
 * thief, exchanges the slot with null. Slots at and above {@code top} are null.
 *
 * <h2>The end</h2>
 * When the thread has ended, all it did is seen, and {@code steal} may take what is left in either kind.
 *
 * <p>{@code shortcut} allows the shortest way, {@link Rack#takeQuickly} and {@link Rack#putQuickly}: it refers to the owner if
 * there is no bound, nothing is watched for leaks and the pool is open. It is cleared when the pool is closed.
 *
 * <p><b>The budget</b> is divided among the racks: {@code unused} and each {@code limit} times the size add up to it. A rack that
 * is full gets from the others what they do not need at that moment.
 */
final class OwnMagazine extends Magazine {

    /** How much comes from the depot at once, and by how much a rack grows. */
    private static final int STEP_BYTES = 64 << 10;

    private final WeakReference<Thread> owner;
    private final Rack[] racks = new Rack[SizeClass.COUNT];
    private final int budget;
    private final boolean exact;
    private final WeakReference<Thread> shortcut;
    private int unused;

    /**
     * A magazine for the calling thread.
     *
     * @param budget room for one chunk of each size at least, booked in the depot's account
     * @param exact whether others may take chunks from here to hand them out
     * @param quick whether the shortest way is allowed; not if {@code exact}
     */
    OwnMagazine(Depot depot, int budget, boolean exact, boolean quick) {
        super(depot);
        owner = new WeakReference<>(Thread.currentThread());
        this.budget = budget;
        this.exact = exact;
        shortcut = new WeakReference<>(quick ? Thread.currentThread() : null);
        unused = budget;
        for (int i = 0; i < racks.length; i++) {
            racks[i] = new Rack(SizeClass.bytes(i), budget / SizeClass.bytes(i), shortcut);
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

    /** The pool is closed: no more shortcut. On any thread. */
    void noLongerQuick() {
        shortcut.clear();
    }

    @Override
    Rack rack(int sizeClass) {
        return racks[sizeClass];
    }

    @Override
    @Nullable
    SlabChunk take(int sizeClass) {
        Rack rack = racks[sizeClass];
        for (int top = rack.top - 1; top >= 0; top--) {
            rack.top(top);
            SlabChunk chunk = takeOut(rack, top);
            if (chunk != null) {
                return chunk;
            }
        }
        return null;
    }

    private @Nullable SlabChunk takeOut(Rack rack, int slot) {
        return exact ? rack.exchange(slot) : rack.takeOut(slot);
    }

    @Override
    @Nullable
    SlabChunk refill(int sizeClass) {
        Rack rack = racks[sizeClass];
        rack.forgetWhatIsOut();
        SlabChunk first = depot.take(sizeClass, 1 + roomFor(rack, STEP_BYTES / rack.size));
        for (SlabChunk each = first == null ? null : first.next(); each != null; ) {
            SlabChunk next = each.next();
            each.next(null);
            rack.put(each);
            each = next;
        }
        if (first != null) {
            first.next(null);
        }
        return first;
    }

    @Override
    void put(SlabChunk chunk) {
        Rack rack = racks[chunk.sizeClass];
        if (rack.top == rack.limit) {
            int step = Math.max(1, STEP_BYTES / rack.size);
            if (roomFor(rack, step) == 0) {
                unload();
                if (roomFor(rack, step) == 0) {
                    depot.give(chunk);
                    return;
                }
            }
        }
        rack.put(chunk);
    }

    /** Makes room for so many more chunks on a rack, or for fewer; returns for how many there is room now. */
    private int roomFor(Rack rack, int wanted) {
        int missing = wanted - (rack.limit - rack.top);
        if (missing > 0) {
            if (unused / rack.size < missing) {
                for (Rack each : racks) {
                    unused += (each.limit - each.top) * each.size;
                    each.limit = each.top;
                }
                missing = wanted;
            }
            int more = Math.min(missing, unused / rack.size);
            unused -= more * rack.size;
            rack.limit += more;
        }
        return rack.limit - rack.top;
    }

    /** The rack that holds most gives the half of it that was idle longest to the depot. */
    private void unload() {
        Rack fullest = racks[0];
        for (Rack each : racks) {
            if (each.top * each.size > fullest.top * fullest.size) {
                fullest = each;
            }
        }
        giveHalf(fullest);
    }

    /** Those put first go, the others move down. Each is taken out before it is put elsewhere: a thief may come. */
    private void giveHalf(Rack rack) {
        int most = (rack.top + 1) / 2;
        int given = 0;
        int kept = 0;
        SlabChunk first = null;
        SlabChunk last = null;
        int top = rack.top;
        for (int i = 0; i < top; i++) {
            SlabChunk chunk = takeOut(rack, i);
            if (chunk == null) {
                continue;
            }
            if (given == most) {
                rack.slot(kept++, chunk);
                continue;
            }
            chunk.next(first);
            first = chunk;
            last = last == null ? chunk : last;
            given++;
        }
        rack.top(kept);
        if (first != null && last != null) {
            depot.give(first, last, given);
        }
    }

    @Override
    @Nullable
    SlabChunk steal(int sizeClass) {
        Rack rack = racks[sizeClass];
        for (int i = 0, end = end(rack); i < end; i++) {
            SlabChunk chunk = rack.slot(i) == null ? null : rack.exchange(i);
            if (chunk != null) {
                return chunk;
            }
        }
        return null;
    }

    @Override
    void trim(Memory memory, boolean onlyCold) {
        for (Rack rack : racks) {
            for (int i = 0, end = onlyCold ? end(rack) : rack.length(); i < end; i++) {
                SlabChunk chunk = rack.slot(i);
                if (chunk != null && (!onlyCold || chunk.record.isCold()) && rack.empty(i, chunk) && exact) {
                    memory.drop(chunk);
                }
            }
        }
    }

    @Override
    long idleBytes() {
        long sum = 0;
        for (Rack rack : racks) {
            for (int i = 0, end = end(rack); i < end; i++) {
                if (rack.slot(i) != null) {
                    sum += rack.size;
                }
            }
        }
        return sum;
    }

    /** The slot after the last that may hold an idle chunk, for others than the owner. */
    private int end(Rack rack) {
        return exact ? rack.length() : rack.top();
    }

    @Override
    int booked() {
        return budget;
    }
}
