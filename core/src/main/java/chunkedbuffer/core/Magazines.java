package chunkedbuffer.core;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
 * the list: its chunks go to the depot, its counters are added up here.
 */
final class Magazines {

    /** How much each magazine may hold: enough for 64 chunks of 8 KiB, and for two of the largest. */
    static final int BUDGET = 512 << 10;

    /** Below this, magazines would take too large a part of the idle memory away from each other. */
    private static final int FEWEST = 4;

    private final Depot depot;
    private final ChunkTable table;

    /** Told, outside of the lock, when chunks were moved for a thread that came. */
    private final Runnable moved;

    /** How many magazines may have a budget: they get half of the idle memory at most, or none of little. */
    private final long mostBudgets;

    /** Not static: each pool has its own. What stays with a thread once the pool is gone is an empty entry. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable WeakReference<Magazine>> ofThread = new ThreadLocal<>();

    /** Set under the lock, read without. */
    private final AtomicReferenceArray<@Nullable SharedMagazine> shared;

    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock, as everything below:
    private final List<OwnMagazine> owned = new ArrayList<>();
    private final long[] formerAcquired = new long[SizeClass.COUNT];
    private final long[] formerReleased = new long[SizeClass.COUNT];
    private long budgets;

    Magazines(long maxIdleBytes, Depot depot, ChunkTable table, Runnable moved) {
        this.depot = depot;
        this.table = table;
        this.moved = moved;
        long half = maxIdleBytes / 2 / BUDGET;
        mostBudgets = half < FEWEST ? 0 : half;
        int processors = Runtime.getRuntime().availableProcessors();
        shared = new AtomicReferenceArray<>(Math.min(64, Integer.highestOneBit(2 * processors - 1)));
    }

    /** The magazine for the calling thread. */
    Magazine current() {
        Thread thread = Thread.currentThread();
        if (VirtualThreads.isVirtual(thread)) {
            return shared(thread);
        }
        WeakReference<Magazine> known = ofThread.get();
        Magazine magazine = known == null ? null : known.get();
        return magazine != null ? magazine : join(thread);
    }

    private Magazine join(Thread thread) {
        Magazine magazine = own(thread);
        if (magazine == null) {
            magazine = shared(thread);
        }
        ofThread.set(new WeakReference<>(magazine));
        moved.run();
        return magazine;
    }

    private @Nullable Magazine own(Thread thread) {
        lock.lock();
        try {
            giveUpAbandoned();
            for (OwnMagazine each : owned) {
                if (each.isOwnedBy(thread)) {
                    return each; // somebody cleared the thread's locals
                }
            }
            if (!takeBudget()) {
                return null;
            }
            OwnMagazine magazine = new OwnMagazine(depot, BUDGET);
            owned.add(magazine);
            return magazine;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("deprecation") // threadId() came with 19
    private SharedMagazine shared(Thread thread) {
        int index = (int) thread.getId() & (shared.length() - 1);
        SharedMagazine magazine = shared.getAcquire(index);
        return magazine != null ? magazine : share(index);
    }

    private SharedMagazine share(int index) {
        SharedMagazine magazine;
        lock.lock();
        try {
            magazine = shared.get(index);
            if (magazine == null) {
                magazine = new SharedMagazine(depot, takeBudget() ? BUDGET : 0, table);
                shared.setRelease(index, magazine);
            }
        } finally {
            lock.unlock();
        }
        moved.run();
        return magazine;
    }

    private boolean takeBudget() {
        if (budgets == mostBudgets || !depot.bookBudget(BUDGET)) {
            return false;
        }
        budgets++;
        return true;
    }

    private void giveUpAbandoned() {
        for (Iterator<OwnMagazine> all = owned.iterator(); all.hasNext(); ) {
            OwnMagazine magazine = all.next();
            if (!magazine.isAbandoned()) {
                continue;
            }
            all.remove();
            depot.unbook(BUDGET);
            budgets--;
            for (int i = 0; i < SizeClass.COUNT; i++) {
                for (SlabChunk chunk = magazine.steal(i); chunk != null; chunk = magazine.steal(i)) {
                    depot.give(chunk);
                }
                formerAcquired[i] += magazine.acquired(i);
                formerReleased[i] += magazine.released(i);
            }
        }
    }

    /** Takes an idle chunk of one size, wherever it lies. */
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

    /** Takes idle chunks, wherever they lie, large ones first, and gives each away, until it is told that it was the last. */
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

    private List<Magazine> all() {
        List<Magazine> all = new ArrayList<>(owned);
        for (int i = 0; i < shared.length(); i++) {
            SharedMagazine magazine = shared.get(i);
            if (magazine != null) {
                all.add(magazine);
            }
        }
        return all;
    }

    long idleBytes() {
        lock.lock();
        try {
            long sum = depot.booked() - budgets * BUDGET;
            for (Magazine each : all()) {
                sum += each.idleBytes();
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    /** Adds the counters of all magazines up, by size. */
    void count(long[] acquired, long[] released) {
        lock.lock();
        try {
            giveUpAbandoned();
            List<Magazine> all = all();
            for (int i = 0; i < SizeClass.COUNT; i++) {
                released[i] = formerReleased[i];
                for (Magazine each : all) {
                    released[i] += each.released(i);
                }
            }
            // After all of the released: what was released by then had been acquired.
            for (int i = 0; i < SizeClass.COUNT; i++) {
                acquired[i] = formerAcquired[i];
                for (Magazine each : all) {
                    acquired[i] += each.acquired(i);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
