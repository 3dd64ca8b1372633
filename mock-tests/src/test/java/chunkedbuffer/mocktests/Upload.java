package chunkedbuffer.mocktests;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Sends blocks as fast as the peer takes them, and gives a peer up that takes nothing for a while. On the pipe itself. */
final class Upload {
    private final Connection connection;
    private final Iterator<byte[]> blocks;
    private final Duration patience;

    Upload(Connection connection, Iterator<byte[]> blocks, Duration patience) {
        this.connection = connection;
        this.blocks = blocks;
        this.patience = patience;
    }

    CompletionStage<Void> run() {
        CompletionStage<Void> sent = sendRest();
        return sent.whenComplete((done, failure) -> {
            if (failure == null) {
                connection.close();
            } else {
                connection.abort();
            }
        });
    }

    private CompletionStage<Void> sendRest() {
        PipeWriter output = connection.output();
        while (blocks.hasNext()) {
            output.write(blocks.next());
            if (!output.flush()) {
                return output.whenWritable()
                        .toCompletableFuture()
                        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .thenCompose(writable -> sendRest());
            }
        }
        output.eof();
        return CompletableFuture.completedFuture(null);
    }
}
