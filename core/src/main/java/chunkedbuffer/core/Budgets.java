package chunkedbuffer.core;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How the magazines of threads share the half of the idle memory that is theirs: in budgets of {@value #BYTES} bytes, each booked
 * in the {@link Depot}'s account.
 *
 * <p>The first one of a thread may be the last there is. Further ones, for threads that need them, leave half of all for threads
 * to come.
 */
final class Budgets {

    /** Enough for 64 chunks of 8 KiB, and for two of the largest. */
    static final int BYTES = 512 << 10;

    /** Below this, magazines would take too large a part of the idle memory away from each other. */
    private static final int FEWEST = 4;

    private final Depot depot;
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Budgets(long maxIdleBytes, Depot depot) {
        this.depot = depot;
        long half = maxIdleBytes / 2 / BYTES;
        most = half < FEWEST ? 0 : half;
    }

    /** Whether there is so little idle memory that nobody has any of his own. */
    boolean isNone() {
        return most == 0;
    }

    /** A thread's first one, for which what lies in the depot makes way. */
    boolean takeFirst() {
        if (!take(most)) {
            return false;
        }
        if (depot.bookBudget(BYTES)) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    boolean takeFurther() {
        if (!take(most / 2)) {
            return false;
        }
        if (depot.book(BYTES)) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    private boolean take(long limit) {
        for (; ; ) {
            long before = taken.get();
            if (before >= limit) {
                return false;
            }
            if (taken.compareAndSet(before, before + 1)) {
                return true;
            }
        }
    }

    /** Gives all of a magazine's back. */
    void giveBack(int bytes) {
        depot.unbook(bytes);
        taken.addAndGet(-bytes / BYTES);
    }
}
