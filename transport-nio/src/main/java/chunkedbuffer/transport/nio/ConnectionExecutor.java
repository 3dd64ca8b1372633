package chunkedbuffer.transport.nio;

import chunkedbuffer.api.ConnectionOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a user's handlers, listeners and stages run: on the handler executor that was given, else on the loop. */
final class ConnectionExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionExecutor.class);

    private final EventLoop loop;
    private final @Nullable Executor given;
    private volatile boolean toldRefusal; // a race tells twice, which does no harm

    ConnectionExecutor(EventLoop loop, ConnectionOptions options) {
        this.loop = loop;
        given = options.handlerExecutor();
    }

    /** Whether user code runs on the loop. */
    boolean isLoop() {
        return given == null;
    }

    /** An executor that takes no more must not leave anybody waiting for ever: what it refuses runs on the loop. */
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
