package chunkedbuffer.api;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A write that has its turn or waits for it, and the future of it that the user holds. */
class PendingWrite extends CompletableFuture<@Nullable Void> {

    final StreamWrite write;

    private @Nullable Throwable failure;

    PendingWrite(StreamWrite write) {
        this.write = write;
    }

    /** Says how it went; {@link #settle()} tells the user, when the next write has its turn. */
    void fail(Throwable reason) {
        failure = reason;
    }

    void settle() {
        Throwable reason = failure;
        if (reason == null) {
            complete(null);
        } else {
            completeExceptionally(reason);
        }
    }
}
