package chunkedbuffer.spi;

import chunkedbuffer.api.ConnectionOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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

    /** Runs a task there. An executor that takes no more must not leave anybody waiting for ever: what it refuses runs on the loop. */
    @Override
    public void execute(Runnable task) {
        if (given != null) {
            try {
                given.execute(task);
                return;
            } catch (RejectedExecutionException e) {
                refused(e);
            }
        }
        loop.execute(task);
    }

    private void refused(RejectedExecutionException refusal) {
        if (toldRefusal) {
            LOG.debug("The handler executor {} refused one more task", given, refusal);
        } else {
            toldRefusal = true;
            LOG.warn("The handler executor {} refused a task; it runs on the event loop instead", given, refusal);
        }
    }
}
