package chunkedbuffer.benchmarks.wire.server;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.benchmarks.wire.load.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** This library's {@link BlockingStream}, a thread for each. Its arguments are the transport's name and the kind of thread. */
final class ChunkedBlockingEcho extends Server {
    private final String transport;
    private final String threads;

    ChunkedBlockingEcho(String[] arguments) {
        transport = arguments[0];
        threads = arguments[1];
    }

    @Override
    void listen(InetSocketAddress address) throws Exception {
        ConnectionOptions options =
                ConnectionOptions.builder().handlerExecutor(Workers.of(threads)).build();
        Transport.open(TransportOptions.builder().name(transport).threads(1).build())
                .listen(address, options, ChunkedBlockingEcho::serve)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static void serve(Connection connection) throws IOException {
        try (BlockingStream stream = ChunkedStream.over(connection).blocking()) {
            while (true) {
                byte[] message = stream.readExactly(Message.SIZE);
                if (message.length == 0) {
                    return;
                }
                stream.write(message);
            }
        } catch (IOException peerIsGone) {
            connection.abort();
        }
    }
}
