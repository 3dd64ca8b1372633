package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.MemoryKind;
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

/** Everything that streams do, with a pool of heap memory: the kernel does not reach it, so it is copied. */
class HeapChunksTest extends StreamContract {

    private Transport transport;
    private ChunkPool heap;

    @BeforeEach
    void open() {
        transport = Transport.open("epoll");
        heap = ChunkPool.create(
                ChunkPoolOptions.builder().memory(MemoryKind.HEAP).build());
    }

    @Override
    protected ConnectionPair connect(ConnectionOptions options) throws Exception {
        ConnectionOptions onHeap = options.toBuilder().pool(heap).build();
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Listener listener = get(transport.listen(local, onHeap, accepted::complete))) {
            return new ConnectionPair(get(transport.connect(listener.localAddress(), onHeap)), get(accepted));
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        transport.close();
        heap.close();
    }
}
