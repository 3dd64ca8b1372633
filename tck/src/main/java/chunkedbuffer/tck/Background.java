package chunkedbuffer.tck;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Something that a test does on another thread.
 *
 * @param <T> what comes of it
 */
final class Background<T> {
    /** Far more than anything takes: only a test that fails waits that long. */
    static final int PATIENCE_SECONDS = 20;

    private final CompletableFuture<@Nullable T> result = new CompletableFuture<>();
    private final Thread thread;

    private Background(Callable<@Nullable T> work) {
        thread = new Thread(() -> run(work), "background");
        thread.setDaemon(true);
    }

    static <T> Background<T> start(Callable<@Nullable T> work) {
        Background<T> background = new Background<>(work);
        background.thread.start();
        return background;
    }

    @SuppressWarnings("CatchingUnchecked")
    private void run(Callable<@Nullable T> work) {
        try {
            result.complete(work.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Returns when the thread waits for something, or has ended. */
    @SuppressWarnings("ThreadPriorityCheck")
    Background<T> untilItWaits() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!result.isDone()) {
            Thread.State state = thread.getState();
            if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
                break;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("The thread did not come to wait: it is " + state);
            }
            Thread.yield();
        }
        return this;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** What came of it; what it threw is thrown as it was. */
    @Nullable
    T join() throws Exception {
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        } catch (TimeoutException e) {
            AssertionError error = new AssertionError("The thread did not end in " + PATIENCE_SECONDS + " seconds");
            error.setStackTrace(thread.getStackTrace());
            throw error;
        }
    }
}
