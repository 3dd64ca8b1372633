package chunkedbuffer.core;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a pool's idle memory once in each {@code maxIdleTime}: what was idle at one look and ever since is given up at the
 * next.
 *
 * <p>It costs acquire and release nothing: at each look the counters of the chunks tell which of them were out meanwhile. It has
 * no thread: the JDK's own timer calls it. It begins with the first chunk and ends when there is none left, in the pool or out of
 * it, and it does not keep the pool from being collected.
 */
final class IdleWatch {

    /** Calls back once, later. */
    @FunctionalInterface
    interface Timer {
        void after(Duration delay, Runnable task);
    }

    static final Timer OF_THE_JDK =
            (delay, task) -> CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(task);

    /** More often, looking would be work. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Duration interval;
    private final Timer timer;
    private final Pool pool;
    private final AtomicBoolean running = new AtomicBoolean();

    /** What it looks after. */
    interface Pool {

        /** Gives up what lay idle since this was last called. */
        void trimCold();

        boolean hasChunks();
    }

    IdleWatch(Duration interval, Timer timer, Pool pool) {
        this.interval = interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
        this.timer = timer;
        this.pool = pool;
    }

    /** To be called when there is a new chunk. */
    void begin() {
        if (!running.get() && running.compareAndSet(false, true)) {
            again();
        }
    }

    private void again() {
        timer.after(interval, new Look(this));
    }

    private void look() {
        pool.trimCold();
        if (pool.hasChunks()) {
            again();
            return;
        }
        running.set(false);
        if (pool.hasChunks()) {
            begin(); // it came after the first question, and before the end of the watch
        }
    }

    private static final class Look implements Runnable {

        private final WeakReference<IdleWatch> watch;

        Look(IdleWatch watch) {
            this.watch = new WeakReference<>(watch);
        }

        @Override
        public void run() {
            @Nullable IdleWatch found = watch.get();
            if (found != null) {
                found.look();
            }
        }
    }
}
