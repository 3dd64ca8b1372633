package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.tck.ConnectionPair;
import chunkedbuffer.tck.StreamContract;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class EpollStreamTest extends StreamContract {

    private Transport transport;

    @BeforeEach
    void open() {
        transport = Transport.open("epoll");
    }

    @Override
    protected ConnectionPair connect(ConnectionOptions options) throws Exception {
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Listener listener = get(transport.listen(local, options, accepted::complete))) {
            Connection connected = get(transport.connect(listener.localAddress(), options));
            return new ConnectionPair(connected, get(accepted));
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        transport.close();
    }
}
