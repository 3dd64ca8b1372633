package chunkedbuffer.tck;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** A part of a test that runs on a thread of its own. Every wait for it is bounded. */
final class Running<T> {

    private static final long PATIENCE_SECONDS = 30;

    final Thread thread;
    private final FutureTask<T> task;

    private Running(FutureTask<T> task) {
        this.task = task;
        thread = new Thread(task, "part of a test");
        thread.setDaemon(true);
    }

    static <T> Running<T> start(Callable<T> part) {
        Running<T> running = new Running<>(new FutureTask<>(part));
        running.thread.start();
        return running;
    }

    /** What it returned, when the thread has ended too. */
    T get() throws InterruptedException, TimeoutException, ExecutionException {
        T result = task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return result;
    }

    /** What it threw. */
    @Nullable
    Throwable failure() {
        return Assertions.assertThrows(ExecutionException.class, this::get).getCause();
    }
}
