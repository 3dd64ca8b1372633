package chunkedbuffer.tck;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An executor that runs what it was given when the test says so, on the test's thread. */
final class HandExecutor implements Executor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable task) {
        tasks.addLast(task);
    }

    synchronized int waiting() {
        return tasks.size();
    }

    /** Runs all that waits, also what joins meanwhile; the number that ran. */
    int runAll() {
        int ran = 0;
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
            ran++;
        }
        return ran;
    }

    private synchronized @Nullable Runnable next() {
        return tasks.pollFirst();
    }
}
