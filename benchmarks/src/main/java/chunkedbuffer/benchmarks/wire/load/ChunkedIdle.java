package chunkedbuffer.benchmarks.wire.load;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Connections of this library. Its argument is the transport's name. */
final class ChunkedIdle extends IdleClient {
    private final Transport transport;

    ChunkedIdle(String[] arguments) {
        transport = Transport.open(
                TransportOptions.builder().name(arguments[0]).threads(1).build());
    }

    @Override
    CompletableFuture<AutoCloseable> connect(InetSocketAddress server) {
        CompletableFuture<AutoCloseable> done = new CompletableFuture<>();
        transport.connect(server).whenComplete((connection, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                play(connection, done);
            }
        });
        return done;
    }

    private static void play(Connection connection, CompletableFuture<AutoCloseable> done) {
        PipeReader input = connection.input();
        input.onReadable(() -> {
            try {
                if (input.length() >= Message.SIZE) {
                    input.skip(Message.SIZE);
                    done.complete(connection::abort);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        connection.output().write(new byte[Message.SIZE]);
        connection.output().flush();
    }
}
