package chunkedbuffer.benchmarks;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The second thread of a benchmark: does its part each time that it is told to. */
public final class Mate {
    private final Semaphore starts = new Semaphore(0);
    private final Semaphore ends = new Semaphore(0);
    private final Thread thread;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    /**
     * Starts the thread, which waits.
     *
     * @param part what it does each time
     */
    public Mate(Part part) {
        thread = new FastThreadLocalThread(() -> run(part), "mate");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Part part) {
        try {
            starts.acquire();
            while (!over) {
                part.run();
                ends.release();
                starts.acquire();
            }
        } catch (Throwable e) {
            failure = e;
            ends.release();
        }
    }

    /** Tells it to begin. */
    public void go() {
        starts.release();
    }

    /**
     * Waits until it is done.
     *
     * @throws InterruptedException never
     */
    public void join() throws InterruptedException {
        ends.acquire();
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("the second thread failed", cause);
        }
    }

    /**
     * Ends the thread, which is waiting.
     *
     * @throws InterruptedException never
     */
    public void end() throws InterruptedException {
        over = true;
        starts.release();
        thread.join();
    }

    /** What the second thread does. */
    @FunctionalInterface
    public interface Part {
        /**
         * Does it.
         *
         * @throws Exception if it goes wrong
         */
        void run() throws Exception;
    }
}
