package chunkedbuffer.tck.memory;

import chunkedbuffer.spi.EventLoops;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a network and the row of what is to happen. All of a network's state belongs to whoever runs the events, one at
 * a time, in the order of their time and then of their making; that thread counts as an event loop.
 */
abstract class Wire {

    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();

    /** Under the lock, as is what follows. */
    private final PriorityQueue<Event> events = new PriorityQueue<>();

    private long number;
    private int transports;

    /** Something that is to happen. */
    static final class Event implements Comparable<Event> {
        private final long due;
        private final long number;
        private final Runnable task;

        private Event(long due, long number, Runnable task) {
            this.due = due;
            this.number = number;
            this.task = task;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(due - other.due, 0); // as System.nanoTime() may run over
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** Nanoseconds since whenever. Under the lock. */
    abstract long now();

    /** A transport is opened: there will be events. */
    void opened() {
        lock.lock();
        try {
            if (transports++ == 0) {
                begin();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A transport is closed. What is left to happen after the last one concerns nobody. */
    void closed() {
        lock.lock();
        try {
            if (--transports == 0) {
                events.clear();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The first transport. Under the lock. */
    abstract void begin();

    boolean isIdle() {
        return transports == 0;
    }

    /** Waits for something that an event brings, on a thread that runs none. */
    abstract void await(CountDownLatch latch);

    final void execute(Runnable task) {
        schedule(0, task);
    }

    final Event schedule(long delay, Runnable task) {
        lock.lock();
        try {
            Event event = new Event(now() + delay, number++, task);
            events.add(event);
            changed.signalAll();
            return event;
        } finally {
            lock.unlock();
        }
    }

    /** Not before a given time, as {@link #time} tells it; gives the time. */
    final long scheduleInOrder(long delay, long notBefore, Runnable task) {
        lock.lock();
        try {
            long soonest = now() + delay;
            long due = soonest - notBefore > 0 ? soonest : notBefore;
            events.add(new Event(due, number++, task));
            changed.signalAll();
            return due;
        } finally {
            lock.unlock();
        }
    }

    final long time() {
        lock.lock();
        try {
            return now();
        } finally {
            lock.unlock();
        }
    }

    final void cancel(@Nullable Event event) {
        if (event != null) {
            lock.lock();
            try {
                events.remove(event);
            } finally {
                lock.unlock();
            }
        }
    }

    /** The time of the next event. Under the lock. */
    final @Nullable Long nextDue() {
        Event next = events.peek();
        return next == null ? null : next.due;
    }

    /** Takes the next event off. Under the lock. */
    final Runnable next() {
        return events.remove().task;
    }

    final void run(Runnable task) {
        boolean nested = EventLoops.isLoop();
        EventLoops.enter();
        try {
            task.run();
        } finally {
            if (!nested) {
                EventLoops.exit();
            }
        }
    }
}
