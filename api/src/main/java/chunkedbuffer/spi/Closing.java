package chunkedbuffer.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stage of {@link chunkedbuffer.api.Connection#closed()} and {@link chunkedbuffer.api.Listener#closed()}, for transports: its
 * owner finishes it, and hands it out as it is. What depends on it is given the failure itself, not one that futures have wrapped.
 * Nobody but its owner completes it; the future that a user makes of it is the user's own, and may be cancelled or timed out without
 * any effect on others.
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
    @SuppressWarnings("NullAway") // Void has no other value
    public void finish(@Nullable Throwable failure) {
        if (failure == null) {
            super.complete(null);
        } else {
            super.completeExceptionally(failure);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public CompletableFuture<Void> toCompletableFuture() {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletionStage<Void> closed = this;
        closed.whenComplete((nothing, failure) -> {
            if (failure == null) {
                own.complete(null);
            } else {
                own.completeExceptionally(failure);
            }
        });
        return own;
    }

    // ---- what others may try

    @Override
    public boolean complete(Void value) {
        return false;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return false;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    @Override
    public CompletableFuture<Void> completeAsync(Supplier<? extends Void> supplier, Executor executor) {
        throw notTheirs();
    }

    @Override
    public void obtrudeValue(Void value) {
        throw notTheirs();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw notTheirs();
    }

    private static UnsupportedOperationException notTheirs() {
        return new UnsupportedOperationException(
                "closed(): its transport alone completes it; take toCompletableFuture()");
    }
}
