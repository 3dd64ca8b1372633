package chunkedbuffer.mocktests;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Transport;
import java.io.EOFException;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks a server for the price of something: a line there, a line back. With stages, over a stream. */
final class PriceClient {
    private final Transport transport;
    private final SocketAddress server;
    private final ConnectionOptions options;

    PriceClient(Transport transport, SocketAddress server, ConnectionOptions options) {
        this.transport = transport;
        this.server = server;
        this.options = options;
    }

    CompletionStage<Integer> price(String item) {
        return ChunkedStream.connect(transport, server, options)
                .thenCompose(stream -> ask(stream, item).whenComplete((price, failure) -> stream.close()));
    }

    private static CompletionStage<Integer> ask(ChunkedStream stream, String item) {
        return stream.write((item + "\n").getBytes(UTF_8))
                .thenCompose(written -> stream.readLine())
                .thenCompose(line -> line == null
                        ? CompletableFuture.failedFuture(new EOFException("no answer"))
                        : CompletableFuture.completedFuture(Integer.valueOf(line)));
    }
}
