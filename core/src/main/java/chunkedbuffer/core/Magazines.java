package chunkedbuffer.core;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All magazines of a pool: finds that of the calling thread, and goes through all of them to count or to take.
 *
 * <p>The list of magazines is under a lock, which is taken when a thread comes for the first time and to go through all, and
 * never to acquire or release. Within it, nothing waits but for the lock of the {@link ChunkTable}.
 *
 * <p>A thread's reference to its magazine is weak, so that a pool that nobody uses any more can be collected while the
 * thread lives; the list keeps the magazine. A magazine whose thread has ended is given up the next time anybody looks at
 * the list: its chunks go to the depot.
 *
 * <p>{@code near} finds the magazine of most threads without a thread-local: at the place that the thread's id says, if that
 * is where its own is. It is read and written without any order: only the owner, who made the magazine, takes it for its own.
 */
final class Magazines {

    /** How much each magazine may hold: enough for 64 chunks of 8 KiB, and for two of the largest. */
    static final int BUDGET = 512 << 10;

    /** Below this, magazines would take too large a part of the idle memory away from each other. */
    private static final int FEWEST = 4;

    private static final int NEAR = 128;

    private final Depot depot;
    private final Memory memory;
    private final boolean bounded;
    private final boolean quick;

    /** Told, outside of the lock, when chunks were moved for a thread that came. */
    private final Runnable moved;

    /** How many magazines may have a budget: they get half of the idle memory at most, or none of little. */
    private final long mostBudgets;

    /** Has its budget, or none of little idle memory, once somebody needs it. */
    private volatile @Nullable SharedMagazine shared;

    /** The same, as long as the shortest way is allowed. */
    private volatile @Nullable SharedMagazine nearShared;

    private final long mostShared;

    private final @Nullable Rack[] near = new Rack[NEAR * SizeClass.COUNT];

    /** Not static: each pool has its own. What stays with a thread once the pool is gone is an empty entry. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable WeakReference<Magazine>> ofThread = new ThreadLocal<>();

    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock, as everything below:
    private final List<OwnMagazine> owned = new ArrayList<>();
    private boolean closed;

    /**
     * No magazine yet.
     *
     * @param bounded whether chunks may be taken from one thread's magazine for another thread
     * @param quick whether threads may use the shortest way to their own magazine; not if {@code bounded}
     */
    Magazines(long maxIdleBytes, Depot depot, Memory memory, boolean bounded, boolean quick, Runnable moved) {
        this.depot = depot;
        this.memory = memory;
        this.bounded = bounded;
        this.quick = quick;
        this.moved = moved;
        long half = maxIdleBytes / 2 / BUDGET;
        mostBudgets = half < FEWEST ? 0 : half;
        mostShared = mostBudgets == 0 ? 0 : maxIdleBytes / 4;
    }

    /** A rack in the calling thread's own magazine, if the shortest way to it is allowed and known. */
    @Nullable
    Rack near(Thread thread, int sizeClass) {
        Rack rack = near[place(thread) + sizeClass];
        return rack != null && rack.isShortcutFor(thread) ? rack : null;
    }

    /** The shared magazine, if it is for the calling thread, and the shortest way to it is allowed. */
    @Nullable
    SharedMagazine nearShared(Thread thread) {
        SharedMagazine magazine = nearShared;
        return magazine != null && VirtualThreads.isVirtual(thread) ? magazine : null;
    }

    @SuppressWarnings("deprecation") // threadId() came with 19
    private static int place(Thread thread) {
        return ((int) thread.getId() & (NEAR - 1)) * SizeClass.COUNT;
    }

    /** The magazine for the calling thread. */
    Magazine current() {
        Thread thread = Thread.currentThread();
        if (VirtualThreads.isVirtual(thread)) {
            return shared();
        }
        WeakReference<Magazine> known = ofThread.get();
        Magazine magazine = known == null ? null : known.get();
        return magazine != null ? magazine : join(thread);
    }

    private Magazine join(Thread thread) {
        Magazine magazine = own(thread);
        if (magazine == null) {
            magazine = shared();
        }
        ofThread.set(new WeakReference<>(magazine));
        moved.run();
        return magazine;
    }

    private @Nullable OwnMagazine own(Thread thread) {
        lock.lock();
        try {
            giveUpAbandoned();
            for (OwnMagazine each : owned) {
                if (each.isOwnedBy(thread)) {
                    return each; // somebody cleared the thread's locals
                }
            }
            if (owned.size() == mostBudgets || !depot.bookBudget(BUDGET)) {
                return null;
            }
            OwnMagazine magazine = new OwnMagazine(depot, BUDGET, bounded, quick && !closed);
            owned.add(magazine);
            int place = place(thread);
            for (int i = 0; i < SizeClass.COUNT && near[place + i] == null; i++) {
                near[place + i] = magazine.rack(i);
            }
            return magazine;
        } finally {
            lock.unlock();
        }
    }

    private SharedMagazine shared() {
        SharedMagazine magazine = shared;
        return magazine != null ? magazine : share();
    }

    private SharedMagazine share() {
        SharedMagazine magazine;
        lock.lock();
        try {
            magazine = shared;
            if (magazine == null) {
                magazine = new SharedMagazine(depot, mostShared, bounded);
                if (!depot.bookBudget(magazine.booked())) {
                    magazine = new SharedMagazine(depot, 0, bounded);
                }
                shared = magazine;
                nearShared = quick && !closed ? magazine : null;
            }
        } finally {
            lock.unlock();
        }
        moved.run();
        return magazine;
    }

    private void giveUpAbandoned() {
        for (Iterator<OwnMagazine> all = owned.iterator(); all.hasNext(); ) {
            OwnMagazine magazine = all.next();
            if (!magazine.isAbandoned()) {
                continue;
            }
            all.remove();
            depot.unbook(magazine.booked());
            for (int i = 0; i < SizeClass.COUNT; i++) {
                for (int place = i; place < near.length; place += SizeClass.COUNT) {
                    if (near[place] == magazine.rack(i)) {
                        near[place] = null;
                    }
                }
                for (SlabChunk chunk = magazine.steal(i); chunk != null; chunk = magazine.steal(i)) {
                    depot.give(chunk);
                }
            }
        }
    }

    /** Takes an idle chunk of one size, wherever it lies. For a pool with a bound. */
    @Nullable
    SlabChunk steal(int sizeClass) {
        List<SlabChunk> one = new ArrayList<>(1);
        lock.lock();
        try {
            giveUpAbandoned();
            stealAll(sizeClass, one::add);
        } finally {
            lock.unlock();
        }
        return one.isEmpty() ? null : one.get(0);
    }

    /**
     * Takes idle chunks, wherever they lie, large ones first, and gives each away, until it is told that it was the last. For a
     * pool with a bound.
     */
    void stealAll(Predicate<SlabChunk> isLast) {
        lock.lock();
        try {
            giveUpAbandoned();
            int sizeClass = SizeClass.COUNT - 1;
            while (sizeClass >= 0 && stealAll(sizeClass, isLast)) {
                sizeClass--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns false after the last one. */
    private boolean stealAll(int sizeClass, Predicate<SlabChunk> isLast) {
        for (SlabChunk chunk = depot.take(sizeClass); chunk != null; chunk = depot.take(sizeClass)) {
            if (isLast.test(chunk)) {
                return false;
            }
        }
        for (Magazine magazine : all()) {
            for (SlabChunk chunk = magazine.steal(sizeClass); chunk != null; chunk = magazine.steal(sizeClass)) {
                if (isLast.test(chunk)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Lets go of all that is idle now, or of what was idle already when this was last called and ever since. */
    void trim(boolean onlyCold) {
        lock.lock();
        try {
            giveUpAbandoned();
            depot.trim(onlyCold);
            for (Magazine each : all()) {
                each.trim(memory, onlyCold);
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on every acquire and release looks whether the pool is closed. */
    void close() {
        lock.lock();
        try {
            closed = true;
            owned.forEach(OwnMagazine::noLongerQuick);
            nearShared = null;
        } finally {
            lock.unlock();
        }
    }

    private List<Magazine> all() {
        List<Magazine> all = new ArrayList<>(owned);
        SharedMagazine magazine = shared;
        if (magazine != null) {
            all.add(magazine);
        }
        return all;
    }

    long idleBytes() {
        lock.lock();
        try {
            long inDepot = depot.booked();
            long inMagazines = 0;
            for (Magazine each : all()) {
                inDepot -= each.booked();
                inMagazines += each.idleBytes();
            }
            return inDepot + inMagazines;
        } finally {
            lock.unlock();
        }
    }
}
