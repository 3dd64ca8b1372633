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
                LOG.warn("The handler executor {} refused a task; it runs on the event loop", given, e);
            }
        }
        loop.execute(task);
    }
}
