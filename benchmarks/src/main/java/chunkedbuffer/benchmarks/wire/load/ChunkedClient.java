package chunkedbuffer.benchmarks.wire.load;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** This library's {@link BlockingStream}. Its arguments are the transport's name and the kind of thread. */
final class ChunkedClient extends BlockingClient {
    private final Transport transport;

    ChunkedClient(String[] arguments) {
        super(arguments[1]);
        transport = Transport.open(
                TransportOptions.builder().name(arguments[0]).threads(1).build());
    }

    @Override
    Line connect(String port) throws Exception {
        BlockingStream stream = ChunkedStream.connect(transport, Ping.server(port), ConnectionOptions.defaults())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .blocking();
        return new Line() {
            @Override
            public boolean roundTrip(byte[] message) throws IOException {
                stream.write(message);
                return stream.readExactly(Message.SIZE).length == Message.SIZE;
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }
}
