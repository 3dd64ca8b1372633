package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pipe's listener: once after each signal or once after several, never twice at the same time and never nested.
 *
 * <p>{@link #signals} counts what has not been answered. Whoever raises it from 0 runs the listener, and goes on until it has
 * brought it back to 0; everybody else, the listener itself among them, only counts.
 */
final class Listening implements Runnable {
    private static final VarHandle SIGNALS;

    static {
        try {
            SIGNALS = MethodHandles.lookup().findVarHandle(Listening.class, "signals", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PipeWords.Terms pipe;
    private final @Nullable Executor executor;
    private volatile @Nullable Runnable listener;

    @SuppressWarnings("unused") // read through SIGNALS
    private int signals;

    /** What the listener throws, and what an executor that refuses throws, is the pipe's failure, and the listener is let go. */
    Listening(PipeWords.Terms pipe, @Nullable Executor executor) {
        this.pipe = pipe;
        this.executor = executor;
    }

    void set(@Nullable Runnable next) {
        listener = next;
    }

    void signal() {
        if (listener == null || (int) SIGNALS.getAndAdd(this, 1) != 0) {
            return;
        }
        if (executor == null) {
            run();
            return;
        }
        try {
            executor.execute(this);
        } catch (Throwable e) { // an executor that is full, shut down or out of threads
            fail(e);
            SIGNALS.setVolatile(this, 0);
        }
    }

    /** Answers: on the executor, if there is one. */
    @Override
    public void run() {
        int seen;
        do {
            seen = (int) SIGNALS.getVolatile(this);
            Runnable current = listener;
            if (current != null) {
                try {
                    current.run();
                } catch (
                        Throwable e) { // whatever it is, it is the pipe's end, and the reader's and the writer's to see
                    fail(e);
                }
            }
        } while ((int) SIGNALS.getAndAdd(this, -seen) != seen);
    }

    private void fail(Throwable cause) {
        listener = null;
        pipe.fail(cause);
    }
}
