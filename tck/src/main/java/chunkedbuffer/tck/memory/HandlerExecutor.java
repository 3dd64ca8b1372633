package chunkedbuffer.tck.memory;

import chunkedbuffer.api.ConnectionOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a user's handlers, listeners and stages run: on the handler executor that was given, else on the loop. */
final class HandlerExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerExecutor.class);

    private final Executor loop;
    private final @Nullable Executor given;

    HandlerExecutor(Executor loop, ConnectionOptions options) {
        this.loop = loop;
        given = options.handlerExecutor();
    }

    /** An executor that takes no more must not leave anybody waiting for ever: what it refuses runs on the loop. */
    @Override
    public void execute(Runnable task) {
        if (given != null) {
            try {
                given.execute(task);
                return;
            } catch (RejectedExecutionException e) {
                LOG.debug("The handler executor {} refused a task; it runs on the event loop instead", given, e);
            }
        }
        loop.execute(task);
    }
}
