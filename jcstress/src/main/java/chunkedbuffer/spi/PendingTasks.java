package chunkedbuffer.spi;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A timer in a stress test: what it is given waits until the test runs it. */
final class PendingTasks implements LeakTracker.Timer {

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public synchronized void after(Duration delay, Runnable task) {
        tasks.add(task);
    }

    synchronized int count() {
        return tasks.size();
    }

    /** The first of those that wait. */
    synchronized Runnable take() {
        return tasks.remove();
    }
}
