package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.api.Transport;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tests of faults share: a transport with one loop, a pool, plain sockets as peers; all closed after the test. */
@ParameterizedClass(name = "{0}")
@MethodSource(Transports.NAMES)
@ExtendWith({NothingLeaked.class, DescriptorsKept.class})
@Timeout(300)
abstract class FaultSuite {

    static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Parameter
    String name;

    PoolProbe pools;
    ChunkPool pool;
    Transport transport;

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    @BeforeEach
    void open(PoolProbe probe) {
        pools = probe;
        pool = probe.create();
        transport = Transports.open(name);
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
        transport.close();
    }

    <T extends AutoCloseable> T closing(T closeable) {
        toClose.push(closeable);
        return closeable;
    }

    ConnectionOptions.Builder options() {
        return ConnectionOptions.builder().pool(pool);
    }

    Listener listen(ConnectionHandler handler) throws Exception {
        return listen(options().build(), handler);
    }

    Listener listen(ConnectionOptions options, ConnectionHandler handler) throws Exception {
        return closing(Patience.get(transport.listen(ANY, options, handler)));
    }

    Connection connect(SocketAddress remote) throws Exception {
        return closing(Patience.get(transport.connect(remote, options().build())));
    }

    SocketChannel peer(Listener listener) throws IOException {
        SocketChannel peer = closing(SocketChannel.open(listener.localAddress()));
        peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return peer;
    }

    static void send(SocketChannel peer, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            peer.write(bytes);
        }
    }

    static void reset(SocketChannel peer) throws IOException {
        peer.setOption(StandardSocketOptions.SO_LINGER, 0);
        peer.close();
    }

    /** The loop goes on, and serves others. */
    void assertServesOthers() throws Exception {
        assertServesOthers(transport, ConnectionOptions.builder().pool(pool).build());
    }

    static void assertServesOthers(Transport transport, ConnectionOptions options) throws Exception {
        byte[] text = "and the others".getBytes(StandardCharsets.US_ASCII);
        try (Listener listener = Patience.get(transport.listen(ANY, options, Echo::serve));
                Connection connection = Patience.get(transport.connect(listener.localAddress(), options))) {
            connection.output().write(text);
            connection.output().flush();
            Patience.get(connection.input().whenReadable(text.length));
            assertArrayEquals(text, connection.input().readBytes(text.length));
        }
    }

    /** The failure has reached everybody: {@code closed()}, the input and the output. */
    static void assertFailed(Connection connection, Class<? extends Throwable> kind) throws Exception {
        Throwable told = Patience.outcome("the connection is closed", connection.closed());
        assertNotNull(told, "closed without a failure");
        assertEquals(kind, told.getClass());
        assertFalse(connection.isOpen());
        assertSame(told, connection.input().failure());
        ReaderClosedException refused = assertThrows(
                ReaderClosedException.class, () -> connection.output().flush());
        assertSame(told, refused.getCause());
    }

    /** Keeps the connections that a listener accepts. */
    static final class Accepted implements ConnectionHandler {
        private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();

        @Override
        public void onConnection(Connection connection) {
            connections.add(connection);
        }

        Connection next() throws InterruptedException {
            Connection connection = connections.poll(Patience.SECONDS, TimeUnit.SECONDS);
            assertNotNull(connection, "no connection was handed over");
            return connection;
        }
    }
}
