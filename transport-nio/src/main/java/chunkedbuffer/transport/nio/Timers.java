package chunkedbuffer.transport.nio;

import java.util.TreeSet;

/**
 * What an {@link EventLoop} has to do later, by deadline. Belongs to the loop's thread.
 *
 * <p>A tree, so that the time-out of a connection attempt, which is cancelled nearly always, leaves nothing behind.
 */
final class Timers {

    /** Longer than anybody waits, and short enough for deadlines to be compared by their difference: 146 years. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    private final TreeSet<Timer> queue = new TreeSet<>();
    private long scheduled;

    /** One thing to do later. */
    static final class Timer implements Comparable<Timer> {
        private final long deadline;
        private final long number;
        private final Runnable task;

        private Timer(long deadline, long number, Runnable task) {
            this.deadline = deadline;
            this.number = number;
            this.task = task;
        }

        @Override
        public int compareTo(Timer other) {
            // nanoTime may wrap around: differences compare, values do not
            long difference = deadline - other.deadline;
            return difference != 0 ? Long.signum(difference) : Long.compare(number, other.number);
        }

        @Override
        @SuppressWarnings("EqualsUnsafeCast") // identity
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }

    Timer schedule(long delayNanos, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + Math.min(delayNanos, LONGEST), scheduled++, task);
        queue.add(timer);
        return timer;
    }

    /** Without effect for a timer that has run. */
    void cancel(Timer timer) {
        queue.remove(timer);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Nanoseconds until the first deadline, 0 if it has passed; {@link Long#MAX_VALUE} without a timer. */
    long untilNext() {
        return queue.isEmpty() ? Long.MAX_VALUE : Math.max(0, queue.first().deadline - System.nanoTime());
    }

    /** Takes out the first task that is due. */
    @org.jspecify.annotations.Nullable
    Runnable pollDue() {
        if (queue.isEmpty() || queue.first().deadline - System.nanoTime() > 0) {
            return null;
        }
        Timer first = queue.first();
        queue.remove(first);
        return first.task;
    }
}
