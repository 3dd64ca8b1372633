package chunkedbuffer.api;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Turns the stage of a connection into that of a stream, such that cancelling the one gives the other up. */
final class Connecting {

    private Connecting() {}

    static CompletionStage<ChunkedStream> stream(CompletionStage<@Nullable Connection> connecting) {
        Objects.requireNonNull(connecting, "connect: the transport's stage");
        CompletableFuture<ChunkedStream> result = new CompletableFuture<>();
        connecting.whenComplete((connection, failure) -> {
            if (failure != null) {
                result.completeExceptionally(StreamFailure.unwrap(failure));
            } else if (connection == null) {
                result.completeExceptionally(
                        new NullPointerException("connect: the transport gave null for a connection"));
            } else if (!result.complete(new ConnectionStream(connection))) {
                connection.abort();
            }
        });
        CompletionStage<ChunkedStream> given = result;
        given.whenComplete((stream, failure) -> {
            if (failure != null) {
                connecting.toCompletableFuture().cancel(true);
            }
        });
        return given;
    }
}
