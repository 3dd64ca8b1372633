package chunkedbuffer.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Turns the stage of a connection into that of a stream, such that cancelling the one gives the other up. */
final class Connecting {

    private Connecting() {}

    static CompletionStage<ChunkedStream> stream(CompletionStage<Connection> connecting) {
        CompletableFuture<ChunkedStream> result = new CompletableFuture<>();
        connecting.whenComplete((connection, failure) -> {
            if (failure != null) {
                result.completeExceptionally(StreamFailure.unwrap(failure));
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
