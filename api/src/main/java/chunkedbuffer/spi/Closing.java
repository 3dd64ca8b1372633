package chunkedbuffer.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The stage of {@link chunkedbuffer.api.Connection#closed()} and {@link chunkedbuffer.api.Listener#closed()}, for transports: its
 * owner finishes it, and hands it out as it is. What depends on it is given the failure itself, not one that futures have wrapped;
 * the future that a user makes of it is the user's own, and may be cancelled or timed out without any effect on others.
 *
 * <p>Safe from any thread.
 */
public final class Closing extends CompletableFuture<Void> {

    /** One that is not finished. */
    public Closing() {}

    /**
     * Says that it is closed now. Only the first call counts.
     *
     * @param failure why, or {@code null} if it was closed in good order
     */
    public void finish(@Nullable Throwable failure) {
        finish(this, failure);
    }

    @Override
    public CompletableFuture<Void> toCompletableFuture() {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletionStage<Void> closed = this;
        closed.whenComplete((nothing, failure) -> finish(own, failure));
        return own;
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static void finish(CompletableFuture<Void> future, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure);
        }
    }
}
