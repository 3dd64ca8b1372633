package chunkedbuffer.transport.epoll;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Ends futures that only their owner may complete. */
final class Stages {

    private Stages() {}

    @SuppressWarnings("NullAway") // Void has no other value
    static void finish(CompletableFuture<Void> future, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure);
        }
    }
}
