package chunkedbuffer.spi;

import chunkedbuffer.api.ConnectionOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a user's handlers, listeners and stages run: on the handler executor that was given, else on the event loop. For
 * transports.
 *
 * <p>Safe from any thread.
 */
public final class ConnectionExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionExecutor.class);

    private final Executor loop;
    private final @Nullable Executor given;
    private volatile boolean toldRefusal; // a race tells twice, which does no harm

    /**
     * For one connection or listener.
     *
     * @param loop its event loop, which takes every task: at once when called on its own thread
     * @param options those of the connection, with the {@linkplain ConnectionOptions#handlerExecutor() handler executor} if
     *     there is one
     */
    public ConnectionExecutor(Executor loop, ConnectionOptions options) {
        this.loop = loop;
        given = options.handlerExecutor();
    }

    /**
     * Whether user code runs on the loop.
     *
     * @return {@code false} if there is a handler executor
     */
    public boolean isLoop() {
        return given == null;
    }

    /**
     * Runs a task there. An executor that takes no more must not leave anybody waiting for ever: what it refuses, by whatever it throws,
     * runs on the loop. That may be an error, such as that of a JVM which cannot have one more thread.
     */
    @Override
    public void execute(Runnable task) {
        if (given != null) {
            Once once = new Once(task);
            try {
                given.execute(once);
                return;
            } catch (Throwable e) {
                if (!once.claim()) {
                    throw e; // the task's own, from an executor that runs it at once
                }
                refused(e);
            }
        }
        loop.execute(task);
    }

    /** A task that an executor may have taken although it threw. */
    private static final class Once extends AtomicBoolean implements Runnable {

        private static final long serialVersionUID = 1;

        private final transient Runnable task;

        Once(Runnable task) {
            this.task = task;
        }

        boolean claim() {
            return compareAndSet(false, true);
        }

        @Override
        public void run() {
            if (claim()) {
                task.run();
            }
        }
    }

    private void refused(Throwable refusal) {
        if (toldRefusal) {
            LOG.debug("The handler executor {} refused one more task", given, refusal);
        } else {
            toldRefusal = true;
            LOG.warn("The handler executor {} refused a task; it runs on the event loop instead", given, refusal);
        }
    }
}
