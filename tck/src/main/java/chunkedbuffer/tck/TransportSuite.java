package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the suites about transports share: a transport, a pool, and plain sockets as peers; all closed after the test. */
@ParameterizedClass(name = "{0}")
@EnumSource(AddressKind.class)
@ExtendWith(NothingLeaked.class)
@Timeout(60)
abstract class TransportSuite {

    /** The tag of the tests that a transport without sockets cannot run. */
    static final String SOCKETS = TransportContract.SOCKETS;

    private static final int SECONDS = 20;

    @Parameter
    AddressKind kind = AddressKind.TCP;

    @TempDir
    Path directory = Path.of(".");

    PoolProbe pools;
    ChunkPool pool;
    Transport transport;

    @Nullable
    Transport peers;

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    /**
     * The transport under test.
     *
     * @param options what it shall be like; the implementation passes them on
     * @return a new transport, which the suite closes
     */
    protected abstract Transport open(TransportOptions options);

    /**
     * What plays the peer where plain sockets do not reach the transport under test.
     *
     * @return {@code null}, unless overridden: the peers are plain sockets; else a new transport, which the suite closes
     */
    protected @Nullable Transport openPeers() {
        return null;
    }

    @BeforeAll
    static void requireJUnit() {
        JUnitVersion.require();
    }

    @BeforeEach
    void openTransport(PoolProbe probe) {
        pools = probe;
        pool = probe.create();
        transport = open(TransportOptions.builder().threads(2).build());
        peers = openPeers();
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
        transport.close();
        if (peers != null) {
            peers.close();
        }
    }

    <T extends AutoCloseable> T closing(T closeable) {
        toClose.push(closeable);
        return closeable;
    }

    ConnectionOptions.Builder options() {
        return ConnectionOptions.builder().pool(pool);
    }

    // ---- pairs

    /** Two ends of one connection, both of the transport. */
    record Pair(Connection client, Connection server) {}

    /** A connection of the transport and a plain socket, or what stands for one. */
    record Rude(Connection connection, RawPeer peer) {}

    Listener listen(ConnectionHandler handler) throws Exception {
        return listen(options().build(), handler);
    }

    Listener listen(ConnectionOptions options, ConnectionHandler handler) throws Exception {
        return closing(get(transport.listen(kind.free(directory), options, handler)));
    }

    Connection connect(SocketAddress remote) throws Exception {
        return connect(remote, options().build());
    }

    Connection connect(SocketAddress remote, ConnectionOptions options) throws Exception {
        return closing(get(transport.connect(remote, options)));
    }

    Pair pair() throws Exception {
        return pair(options().build(), options().build());
    }

    Pair pair(ConnectionOptions clients, ConnectionOptions servers) throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(servers, accepted);
        Connection client = connect(listener.localAddress(), clients);
        return new Pair(client, closing(accepted.next()));
    }

    /** A peer that connects to where the transport listens. */
    RawPeer peer(SocketAddress remote) throws IOException {
        return peers == null ? SocketPeer.connect(kind, remote) : TransportPeer.connect(peers, remote);
    }

    /** The transport listens, a plain socket connects. */
    Rude accepted(ConnectionOptions options) throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(options, accepted);
        RawPeer peer = closing(peer(listener.localAddress()));
        return new Rude(closing(accepted.next()), peer);
    }

    Rude accepted() throws Exception {
        return accepted(options().build());
    }

    /** A plain socket listens, the transport connects. */
    Rude connected(ConnectionOptions options) throws Exception {
        if (peers != null) {
            Accepted accepted = new Accepted();
            Listener listener = closing(get(peers.listen(kind.free(directory), accepted)));
            Connection connection = connect(listener.localAddress(), options);
            return new Rude(connection, closing(new TransportPeer(accepted.next())));
        }
        try (ServerSocketChannel server = kind.server()) {
            server.bind(kind.free(directory));
            Connection connection = connect(server.getLocalAddress(), options);
            return new Rude(connection, closing(new SocketPeer(kind, server.accept())));
        }
    }

    /** Keeps the connections that a listener accepts. */
    static final class Accepted implements ConnectionHandler {
        private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();

        @Override
        public void onConnection(Connection connection) {
            connections.add(connection);
        }

        boolean isEmpty() {
            return connections.isEmpty();
        }

        Connection next() throws InterruptedException {
            Connection connection = connections.poll(SECONDS, TimeUnit.SECONDS);
            assertNotNull(connection, "no connection was handed over");
            return java.util.Objects.requireNonNull(connection);
        }
    }

    /** Sends everything back, and ends when the peer does. Runs wherever listeners run. */
    static void echo(Connection connection) {
        connection.input().onReadable(() -> echoSome(connection));
    }

    private static void echoSome(Connection connection) {
        try {
            // One call may stand for bytes and for the end.
            long moved = connection.input().transferTo(connection.output(), -1);
            if (moved < 0 || connection.input().isExhausted()) {
                connection.output().eof();
            }
        } catch (IOException | ReaderClosedException e) {
            connection.abort();
        }
    }

    // ---- bytes

    static void send(Connection connection, String text) {
        send(connection, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static void send(Connection connection, byte[] data) {
        connection.output().write(data);
        connection.output().flush();
    }

    static void assertReceives(String expected, Connection connection) throws Exception {
        assertReceives(expected.getBytes(StandardCharsets.ISO_8859_1), connection);
    }

    static void assertReceives(byte[] expected, Connection connection) throws Exception {
        assertTrue(connection.input().awaitReadable(expected.length), "the end came first");
        assertArrayEquals(expected, connection.input().readBytes(expected.length));
    }

    static void assertEnds(Connection connection) throws Exception {
        assertTrue(!connection.input().awaitReadable(1), "there are bytes");
        assertTrue(connection.input().isEof());
        assertTrue(connection.input().isExhausted());
        assertEquals(null, connection.input().failure());
    }

    static byte[] pattern(int length) {
        byte[] pattern = new byte[length];
        for (int i = 0; i < length; i++) {
            pattern[i] = (byte) (i % 251);
        }
        return pattern;
    }

    // ---- waiting and failing

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    static Throwable failure(CompletionStage<?> stage) throws InterruptedException, TimeoutException {
        try {
            Object value = stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            return fail("completed with " + value);
        } catch (ExecutionException e) {
            return java.util.Objects.requireNonNull(e.getCause());
        }
    }

    /** For what has no stage and no listener to tell. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                fail("not within " + SECONDS + " s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** The failure has reached everybody: {@code closed()}, the input and the output. */
    static void assertFailed(Connection connection, @Nullable Throwable expected) throws Exception {
        Throwable failure = failure(connection.closed());
        if (expected == null) {
            assertInstanceOf(IOException.class, failure);
        } else {
            assertSame(expected, failure);
        }
        assertSame(failure, get(connection.closed().handle((nothing, bare) -> bare)));
        assertTrue(!connection.isOpen(), "open after a failure");
        assertTrue(connection.input().isEof());
        assertSame(failure, connection.input().failure());
        assertTrue(connection.output().isReaderClosed());
        ReaderClosedException thrown = assertThrows(
                ReaderClosedException.class, () -> connection.output().flush());
        assertSame(failure, thrown.getCause());
    }

    static void assertNames(Throwable failure, Object value) {
        assertInstanceOf(IOException.class, failure);
        assertTrue(
                String.valueOf(failure.getMessage()).contains(value.toString()),
                () -> "the message does not name " + value + ": " + failure);
    }
}
