package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.NothingLeaked;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeaked.class)
@Timeout(60)
class EpollOptionsTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private Transport transport;

    @BeforeEach
    void open() {
        transport = new EpollTransportProvider()
                .create(TransportOptions.builder().threads(2).build());
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return assertThrows(ExecutionException.class, () -> get(stage)).getCause();
    }

    private static <T> ConnectionOptions with(SocketOption<T> option, T value) {
        return ConnectionOptions.builder().option(option, value).build();
    }

    private Connection connected(ConnectionOptions options) throws Exception {
        Listener listener = get(transport.listen(ANY_PORT, accepted -> {}));
        return get(transport.connect(listener.localAddress(), options));
    }

    /** What a JDK has in {@code jdk.net.ExtendedSocketOptions}: only name and type are the same. */
    private record Foreign<T>(String name, Class<T> type) implements SocketOption<T> {}

    @Test
    void numbersAreSetAndAskedFor() throws Exception {
        for (SocketOption<Integer> option : List.of(
                EpollOptions.TCP_USER_TIMEOUT,
                EpollOptions.TCP_NOTSENT_LOWAT,
                EpollOptions.TCP_KEEPIDLE,
                EpollOptions.TCP_KEEPINTERVAL,
                EpollOptions.TCP_KEEPCOUNT,
                StandardSocketOptions.IP_TOS,
                StandardSocketOptions.SO_LINGER)) {
            Connection connection = connected(with(option, 16));
            assertEquals(16, connection.getOption(option), option::name);
            assertSame(connection, connection.setOption(option, 12));
            assertEquals(12, connection.getOption(option), option::name);
            connection.abort();
        }
    }

    @Test
    void quickAcknowledgementIsSetAndAskedFor() throws Exception {
        for (SocketOption<Boolean> option :
                List.of(EpollOptions.TCP_QUICKACK, new Foreign<>("TCP_QUICKACK", Boolean.class))) {
            Connection connection = connected(with(option, true));
            assertTrue(connection.getOption(option));
            assertFalse(connection.setOption(option, false).getOption(option));
            assertFalse(connection.getOption(EpollOptions.TCP_QUICKACK));
        }
    }

    @Test
    void theJdksOwnAreSetAndAskedFor() throws Exception {
        for (SocketOption<Boolean> option : List.of(
                StandardSocketOptions.SO_KEEPALIVE,
                StandardSocketOptions.SO_REUSEADDR,
                StandardSocketOptions.SO_REUSEPORT,
                StandardSocketOptions.TCP_NODELAY)) {
            Connection connection = connected(with(option, true));
            assertTrue(connection.getOption(option), option::name);
            assertFalse(connection.setOption(option, false).getOption(option), option::name);
        }
        Connection connection = connected(with(StandardSocketOptions.SO_RCVBUF, 20_000));
        assertEquals(20_000, connection.getOption(StandardSocketOptions.SO_RCVBUF));
        connection.setOption(StandardSocketOptions.SO_LINGER, 1_000_000);
        assertEquals(65_535, connection.getOption(StandardSocketOptions.SO_LINGER));
        connection.setOption(StandardSocketOptions.SO_LINGER, -1);
        assertEquals(-1, connection.getOption(StandardSocketOptions.SO_LINGER));
    }

    @Test
    void aConnectionThatWouldWaitWhenItClosesDoesNotHoldTheLoopUp() throws Exception {
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        Listener listener = get(transport.listen(
                ANY_PORT,
                ConnectionOptions.builder()
                        .pauseThreshold(0)
                        .option(StandardSocketOptions.SO_LINGER, 600)
                        .build(),
                accepted::complete));
        try (Socket peer = new Socket()) {
            peer.connect(listener.localAddress());
            Connection connection = get(accepted);
            byte[] fits = new byte[10_000]; // into the buffers of both sockets, where the peer leaves it
            connection.output().write(fits);
            connection.output().flush();
            connection.close();
            get(connection.closed());
            assertEquals(fits.length, peer.getInputStream().readNBytes(fits.length).length);
        }
    }

    @Test
    void aValueThatAnOptionDoesNotTakeIsRefused() throws Exception {
        Connection connection = connected(ConnectionOptions.defaults());
        assertThrows(IllegalArgumentException.class, () -> connection.setOption(EpollOptions.TCP_USER_TIMEOUT, -1));
        assertThrows(IllegalArgumentException.class, () -> connection.setOption(StandardSocketOptions.IP_TOS, 256));
        assertThrows(IllegalArgumentException.class, () -> connection.setOption(EpollOptions.TCP_QUICKACK, null));
        assertThrows(IOException.class, () -> connection.setOption(EpollOptions.TCP_KEEPCOUNT, 1000));
        ConnectionOptions wrong = with(StandardSocketOptions.SO_SNDBUF, -5);
        Throwable connecting = failure(transport.connect(ANY_PORT, wrong));
        Throwable listening = failure(transport.listen(ANY_PORT, wrong, accepted -> {}));
        for (Throwable failure : List.of(connecting, listening)) {
            assertTrue(failure.getMessage().contains("SO_SNDBUF = -5"), failure::toString);
        }
    }

    @Test
    void anOptionOfAnotherKindOrRoleIsRefused(@TempDir Path directory) throws Exception {
        Connection connection = connected(ConnectionOptions.defaults());
        UnsupportedOperationException refused = assertThrows(
                UnsupportedOperationException.class, () -> connection.setOption(EpollOptions.TCP_FASTOPEN, 5));
        assertTrue(refused.getMessage().contains("TCP_FASTOPEN"), refused::toString);
        assertTrue(refused.getMessage().contains("TCP_QUICKACK"), "says which there are: " + refused);
        assertThrows(
                UnsupportedOperationException.class,
                () -> connection.getOption(new Foreign<>("TCP_QUICKACK", Integer.class)));

        Throwable listening =
                failure(transport.listen(ANY_PORT, with(EpollOptions.TCP_FASTOPEN_CONNECT, true), accepted -> {}));
        assertTrue(listening.getMessage().contains("TCP_FASTOPEN_CONNECT"), listening::toString);
        UnixDomainSocketAddress unix = UnixDomainSocketAddress.of(directory.resolve("s"));
        Throwable other = failure(transport.listen(unix, with(EpollOptions.TCP_QUICKACK, true), accepted -> {}));
        assertTrue(other.getMessage().contains("TCP_QUICKACK"), other::toString);
    }

    /** Whether the system lets packets take bytes along or not, the bytes arrive. */
    @Test
    void theFirstBytesMayGoWithTheFirstPacket() throws Exception {
        Listener listener =
                get(transport.listen(ANY_PORT, with(EpollOptions.TCP_FASTOPEN, 16), EpollOptionsTest::echoLine));
        for (int i = 0; i < 3; i++) { // the first one fetches the cookie
            try (ChunkedStream stream = get(ChunkedStream.connect(
                    transport, listener.localAddress(), with(EpollOptions.TCP_FASTOPEN_CONNECT, true)))) {
                assertEquals(listener.localAddress(), stream.remoteAddress());
                get(stream.write("hello\n".getBytes()));
                assertEquals("hello", get(stream.readLine()));
            }
        }
    }

    @Test
    void withFastOpenAServerThatIsNotThereIsAFailureOfEither() throws Exception {
        Listener gone = get(transport.listen(ANY_PORT, accepted -> {}));
        gone.close();
        ConnectionOptions fast = with(EpollOptions.TCP_FASTOPEN_CONNECT, true);
        CompletableFuture<Connection> attempt =
                transport.connect(gone.localAddress(), fast).toCompletableFuture();
        CompletableFuture<Throwable> failed = attempt.handle((connection, failure) -> {
                    if (failure != null) {
                        return CompletableFuture.completedFuture(failure);
                    }
                    connection.output().write(new byte[1]);
                    connection.output().flush();
                    return connection.closed().handle((nothing, late) -> late).toCompletableFuture();
                })
                .thenCompose(late -> late);
        assertInstanceOf(IOException.class, get(failed));
    }

    private static void echoLine(Connection connection) {
        ChunkedStream stream = ChunkedStream.over(connection);
        stream.readLine()
                .thenCompose(line -> stream.write((line + "\n").getBytes()))
                .thenRun(stream::close);
    }

    @Test
    void withDeferredAcceptingWhoSpeaksComesFirst() throws Exception {
        BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
        Listener listener = get(transport.listen(ANY_PORT, with(EpollOptions.TCP_DEFER_ACCEPT, 60), accepted::add));
        try (Socket silent = new Socket();
                Socket speaking = new Socket()) {
            silent.connect(listener.localAddress());
            speaking.connect(listener.localAddress());
            speaking.getOutputStream().write('x');
            Connection first = accepted.poll(30, TimeUnit.SECONDS);
            assertEquals(speaking.getLocalPort(), ((InetSocketAddress) first.remoteAddress()).getPort());
            silent.getOutputStream().write('x');
            Connection second = accepted.poll(30, TimeUnit.SECONDS);
            assertEquals(silent.getLocalPort(), ((InetSocketAddress) second.remoteAddress()).getPort());
        }
    }

    @Test
    void aPortSharedByTheLoopsIsServedByAllOfThem() throws Exception {
        ConnectionOptions sharing = with(EpollOptions.SO_REUSEPORT, true);
        Set<Thread> loops = ConcurrentHashMap.newKeySet();
        Listener listener = get(transport.listen(ANY_PORT, sharing, connection -> {
            loops.add(Thread.currentThread());
            echoLine(connection);
        }));
        List<ChunkedStream> streams = new ArrayList<>();
        for (int i = 0;
                i < 64;
                i++) { // which of two sockets gets them is the kernel's choice: 2^-63 that it is always the same
            streams.add(get(ChunkedStream.connect(transport, listener.localAddress(), ConnectionOptions.defaults())));
        }
        for (ChunkedStream stream : streams) {
            get(stream.write("hello\n".getBytes()));
            assertEquals("hello", get(stream.readLine()));
            stream.close();
        }
        assertEquals(2, loops.size());

        Listener further = get(transport.listen(listener.localAddress(), sharing, EpollOptionsTest::echoLine));
        assertInstanceOf(
                BindException.class,
                failure(transport.listen(listener.localAddress(), connection -> {})),
                "not sharing");
        listener.close();
        assertTrue(listener.closed().toCompletableFuture().isDone());
        try (ChunkedStream stream =
                get(ChunkedStream.connect(transport, further.localAddress(), ConnectionOptions.defaults()))) {
            get(stream.write("still there\n".getBytes()));
            assertEquals("still there", get(stream.readLine()));
        }
        further.close();
        assertThrows(IOException.class, () -> new Socket().connect(further.localAddress()));
    }
}
