package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The end of a stream, or a reset, behind bytes that the reader does not want yet: it waits in the kernel with them. A channel of Netty's
 * would read all of it at once.
 */
@ExtendWith(NothingLeaked.class)
@Timeout(60)
class EndBehindFullPipeTest {

    private static final int THRESHOLD = 16 * 1024;

    /** More than the pipe takes, less than the kernel keeps. */
    private static final byte[] SENT = new byte[60_000];

    static {
        for (int i = 0; i < SENT.length; i++) {
            SENT[i] = (byte) (i % 251);
        }
    }

    @TempDir
    Path directory;

    private Transport transport;
    private ChunkPool pool;
    private Listener echo;

    @BeforeEach
    void open(PoolProbe pools) throws Exception {
        pool = pools.create();
        transport = new EpollTransportProvider()
                .create(TransportOptions.builder().threads(1).build());
        echo = get(transport.listen(
                address(SocketKind.TCP),
                connection -> connection.input().onReadable(() -> {
                    try {
                        connection.input().transferTo(connection.output(), -1);
                    } catch (IOException e) {
                        connection.abort();
                    }
                })));
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private SocketAddress address(SocketKind kind) {
        return kind == SocketKind.TCP
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
                : UnixDomainSocketAddress.of(directory.resolve("s"));
    }

    /** A connection, and the peer that has made it. */
    private record Both(Connection connection, SocketChannel peer) {}

    private Both connect(SocketKind kind, ChunkPool memory) throws Exception {
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        ConnectionOptions options = ConnectionOptions.builder()
                .pool(memory)
                .pauseThreshold(THRESHOLD)
                .build();
        Listener listener = get(transport.listen(address(kind), options, accepted::complete));
        SocketChannel peer =
                SocketChannel.open(kind == SocketKind.TCP ? StandardProtocolFamily.INET : StandardProtocolFamily.UNIX);
        peer.connect(listener.localAddress());
        return new Both(get(accepted), peer);
    }

    private static void send(SocketChannel peer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(SENT);
        while (bytes.hasRemaining()) {
            peer.write(bytes);
        }
    }

    /** The one loop has served another connection, and so has had its chance. */
    private void letTheLoopTurn() throws IOException {
        InetSocketAddress address = (InetSocketAddress) echo.localAddress();
        try (Socket other = new Socket(address.getAddress(), address.getPort())) {
            for (int i = 0; i < 3; i++) {
                other.getOutputStream().write(i);
                assertEquals(i, other.getInputStream().read());
            }
        }
    }

    private static byte[] readRest(Connection connection, int length) throws Exception {
        byte[] all = new byte[length];
        int at = 0;
        while (at < length) {
            assertTrue(connection.input().awaitReadable(1), "the end came first");
            byte[] some = connection.input().readAtMost(length - at);
            System.arraycopy(some, 0, all, at, some.length);
            at += some.length;
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(SocketKind.class)
    void theEndOfTheStreamWaits(SocketKind kind) throws Exception {
        Both both = connect(kind, pool);
        try (SocketChannel peer = both.peer()) {
            send(peer);
            assertTrue(both.connection().input().awaitReadable(THRESHOLD));
            peer.shutdownOutput();
            letTheLoopTurn();
            long paused = both.connection().input().length();
            assertTrue(paused >= THRESHOLD && paused <= 2 * THRESHOLD, paused + " bytes were taken");
            assertFalse(both.connection().input().isEof());

            assertArrayEquals(SENT, readRest(both.connection(), SENT.length));
            assertFalse(both.connection().input().awaitReadable(1));
            assertTrue(both.connection().input().isExhausted());

            // The other direction goes on, also for more than the kernel takes at once.
            byte[] answer = new byte[8 * 1024 * 1024];
            Arrays.fill(answer, (byte) 7);
            both.connection().output().write(answer);
            both.connection().output().eof();
            ByteBuffer received = ByteBuffer.allocate(answer.length + 1);
            while (peer.read(received) >= 0) {}
            assertEquals(answer.length, received.position());
            get(both.connection().closed());
        }
    }

    @ParameterizedTest
    @EnumSource(SocketKind.class)
    void aResetWaits(SocketKind kind) throws Exception {
        Both both = connect(kind, pool);
        Connection connection = both.connection();
        try (SocketChannel peer = both.peer()) {
            connection
                    .output()
                    .write(new byte[] {1}); // never received: so closing a Unix-domain socket is a reset as well
            connection.output().flush();
            send(peer);
            assertTrue(connection.input().awaitReadable(THRESHOLD));
            if (kind == SocketKind.TCP) {
                peer.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
        letTheLoopTurn();
        long paused = connection.input().length();
        assertTrue(paused >= THRESHOLD && paused <= 2 * THRESHOLD, paused + " bytes were taken");
        assertTrue(connection.isOpen());

        assertArrayEquals(SENT, readRest(connection, SENT.length), "what came before the reset");
        IOException thrown =
                assertThrows(IOException.class, () -> connection.input().awaitReadable(1));
        ExecutionException closed = assertThrows(ExecutionException.class, () -> get(connection.closed()));
        assertSame(closed.getCause(), thrown.getCause());
        assertInstanceOf(SocketException.class, thrown.getCause());
        assertEquals("Connection reset by peer", thrown.getCause().getMessage());
    }

    @ParameterizedTest
    @EnumSource(SocketKind.class)
    void theEndOfTheStreamWaitsForMemoryToo(SocketKind kind, PoolProbe pools) throws Exception {
        ChunkPool tight =
                pools.create(ChunkPoolOptions.builder().maxTotalBytes(THRESHOLD).build());
        Both both = connect(kind, tight);
        List<Chunk> held = new ArrayList<>();
        for (Chunk chunk = tight.tryAcquire(1); chunk != null; chunk = tight.tryAcquire(1)) {
            held.add(chunk);
        }
        try (SocketChannel peer = both.peer()) {
            send(peer);
            peer.shutdownOutput();
            letTheLoopTurn();
            assertEquals(0, both.connection().input().length());
            assertFalse(both.connection().input().isEof());
            held.forEach(Chunk::release);
            assertArrayEquals(SENT, readRest(both.connection(), SENT.length));
            assertFalse(both.connection().input().awaitReadable(1));
            both.connection().close();
        }
    }
}
