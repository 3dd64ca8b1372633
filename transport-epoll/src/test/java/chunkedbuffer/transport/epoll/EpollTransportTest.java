package chunkedbuffer.transport.epoll;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What this transport promises beyond the contract. */
@ExtendWith(NothingLeaked.class)
@Timeout(90)
class EpollTransportTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path directory;

    private ChunkPool pool;
    private ConnectionOptions options;
    private Transport transport;

    @BeforeEach
    void open(PoolProbe pools) {
        pool = pools.create();
        options = ConnectionOptions.builder().pool(pool).build();
        transport = transport(2);
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private static Transport transport(int threads) {
        return new EpollTransportProvider()
                .create(TransportOptions.builder().threads(threads).build());
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return assertThrows(ExecutionException.class, () -> get(stage)).getCause();
    }

    private static void echo(Connection connection) {
        connection.input().onReadable(() -> {
            try {
                while (connection.input().transferTo(connection.output(), -1) > 0) {}
                if (connection.input().isExhausted()) {
                    connection.output().eof();
                    connection.close();
                }
            } catch (IOException e) {
                connection.abort();
            }
        });
    }

    private static byte[] receive(Connection connection, int count) throws Exception {
        assertTrue(connection.input().awaitReadable(count));
        return connection.input().readBytes(count);
    }

    /** An idle connection holds no address of its own where the listener's will do. */
    @Test
    void anAcceptedConnectionSharesTheAddressOfItsListener() throws Exception {
        BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
        try (Listener listener = get(transport.listen(ANY_PORT, options, accepted::add));
                Connection client = get(transport.connect(listener.localAddress(), options));
                Connection server = accepted.poll(30, TimeUnit.SECONDS)) {
            assertSame(listener.localAddress(), server.localAddress());
            assertEquals(client.remoteAddress(), server.localAddress());
        }
    }

    @Test
    void aConnectionToAListenerOnAllAddressesTellsItsOwn() throws Exception {
        BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
        try (Listener listener = get(transport.listen(new InetSocketAddress(0), options, accepted::add))) {
            int port = ((InetSocketAddress) listener.localAddress()).getPort();
            InetSocketAddress near = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (Connection client = get(transport.connect(near, options));
                    Connection server = accepted.poll(30, TimeUnit.SECONDS)) {
                assertEquals(client.remoteAddress(), server.localAddress());
            }
        }
    }

    @Test
    void aThousandIdleConnectionsHoldNoChunkAndAllAnswerAtOnce() throws Exception {
        int count = 1000;
        Listener listener = get(transport.listen(ANY_PORT, options, EpollTransportTest::echo));
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(get(transport.connect(listener.localAddress(), options)));
        }
        assertEquals(0, pool.stats().inUse(), "before the first byte");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < count; i++) {
                connections.get(i).output().write(("message " + i).getBytes(US_ASCII));
                connections.get(i).output().flush();
            }
            for (int i = 0; i < count; i++) {
                byte[] expected = ("message " + i).getBytes(US_ASCII);
                assertArrayEquals(expected, receive(connections.get(i), expected.length));
            }
            assertEquals(0, pool.stats().inUse(), "idle again");
        }
        connections.forEach(Connection::close);
    }

    @Test
    void anotherThreadWritesAtOnceThoughTheLoopIsBusy() throws Exception {
        try (Transport single = transport(1);
                ServerSocketChannel server = ServerSocketChannel.open().bind(ANY_PORT)) {
            Connection connection = get(single.connect(server.getLocalAddress(), options));
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            CompletableFuture<Void> blocked = new CompletableFuture<>();
            blocked.thenRun(() -> {
                busy.countDown();
                awaitUnchecked(done);
            });
            Listener listener = get(single.listen(ANY_PORT, options, accepted -> blocked.complete(null)));
            try (SocketChannel trigger = SocketChannel.open(listener.localAddress());
                    SocketChannel peer = server.accept()) {
                assertTrue(busy.await(30, TimeUnit.SECONDS));
                connection.output().write("now".getBytes(US_ASCII));
                connection.output().flush();
                ByteBuffer received = ByteBuffer.allocate(3);
                while (received.hasRemaining() && peer.read(received) >= 0) {}
                assertEquals("now", new String(received.array(), US_ASCII));
                assertEquals(0, pool.stats().inUse(), "the chunk went home on this thread");
                done.countDown();
                trigger.shutdownOutput();
            }
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatHasArrivedTogetherIsReadAndFlushedTogether() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        BlockingQueue<Long> lengths = new LinkedBlockingQueue<>();
        Listener listener = get(transport.listen(
                address,
                options,
                connection -> connection
                        .input()
                        .onReadable(() -> lengths.add(connection.input().length()))));
        try (SocketChannel peer = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            peer.connect(listener.localAddress());
            peer.write(ByteBuffer.allocate(16 * 1024)); // more than the first chunk holds
            assertEquals(16 * 1024, lengths.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void closingTheTransportGivesUpAPeerThatNeverReads() throws Exception {
        ConnectionOptions unlimited =
                ConnectionOptions.builder().pool(pool).pauseThreshold(0).build();
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY_PORT)) {
            Connection connection = get(transport.connect(server.getLocalAddress(), unlimited));
            connection.output().write(new byte[32 * 1024 * 1024]);
            connection.output().flush();
            transport.close();
            Throwable failure = failure(connection.closed());
            assertInstanceOf(SocketTimeoutException.class, failure);
            assertTrue(failure.getMessage().contains(server.getLocalAddress().toString()), failure::toString);
            assertEquals(0, pool.stats().inUse());
        }
    }

    @Test
    void closingTheTransportGivesAttemptsUp() throws Exception {
        for (StandardProtocolFamily family : List.of(StandardProtocolFamily.INET, StandardProtocolFamily.UNIX)) {
            Transport mine = transport(1);
            try (ServerSocketChannel server = ServerSocketChannel.open(family)) {
                server.bind(
                        family == StandardProtocolFamily.UNIX
                                ? UnixDomainSocketAddress.of(directory.resolve("full"))
                                : ANY_PORT,
                        1);
                List<CompletableFuture<Connection>> attempts = new ArrayList<>();
                for (int i = 0; i < 8; i++) { // more than its queue holds
                    attempts.add(mine.connect(server.getLocalAddress(), options).toCompletableFuture());
                }
                mine.close();
                int failed = 0;
                for (CompletableFuture<Connection> attempt : attempts) {
                    try {
                        get(attempt).close();
                    } catch (ExecutionException e) {
                        assertInstanceOf(IOException.class, e.getCause());
                        failed++;
                    }
                }
                assertTrue(failed > 0);
            }
        }
    }

    @Test
    void endingTheOutputWithACauseResetsTheConnection() throws Exception {
        Exception cause = new Exception("the source broke off");
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        Listener listener = get(transport.listen(ANY_PORT, options, accepted::complete));
        try (Socket peer = new Socket()) {
            peer.connect(listener.localAddress());
            Connection connection = get(accepted);
            connection.output().eof(cause);
            assertSame(cause, failure(connection.closed()));
            assertThrows(IOException.class, () -> peer.getInputStream().read(), "not a good end");
        }
    }

    @Test
    void aSocketFileThatSomebodyElsePutThereStays() throws Exception {
        Path file = directory.resolve("s");
        Listener listener = get(transport.listen(UnixDomainSocketAddress.of(file), options, connection -> {}));
        Files.delete(file);
        Files.writeString(file, "somebody else's");
        listener.close();
        assertEquals("somebody else's", Files.readString(file));
    }

    @Test
    void aSocketFileThatIsGoneIsNoFailure() throws Exception {
        Path file = directory.resolve("s");
        Listener listener = get(transport.listen(UnixDomainSocketAddress.of(file), options, connection -> {}));
        Files.delete(file);
        listener.close();
        get(listener.closed());
    }

    @Test
    void theConnectionTellsItsReadTimeout() throws Exception {
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        Listener listener = get(transport.listen(
                ANY_PORT, options.toBuilder().readTimeout(Duration.ofSeconds(7)).build(), accepted::complete));
        Connection client = get(transport.connect(listener.localAddress(), options));
        assertEquals(Duration.ofSeconds(7), get(accepted).readTimeout());
        assertEquals(Duration.ZERO, client.readTimeout());
    }

    @Test
    void nobodyElseCanCompleteClosed() throws Exception {
        Listener listener = get(transport.listen(ANY_PORT, options, connection -> {}));
        Connection client = get(transport.connect(listener.localAddress(), options));
        client.closed().toCompletableFuture().complete(null);
        listener.closed().toCompletableFuture().complete(null);
        assertTrue(!client.closed().toCompletableFuture().isDone());
        assertTrue(!listener.closed().toCompletableFuture().isDone());
        client.close();
    }

    @Test
    void aListenerOnEveryAddressServesBothFamilies() throws Exception {
        BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
        Listener listener = get(transport.listen(new InetSocketAddress(0), options, accepted::add));
        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        List<String> hosts = new ArrayList<>(List.of("127.0.0.1"));
        if (Files.exists(Path.of("/proc/net/if_inet6"))
                && !Files.readString(Path.of("/proc/net/if_inet6")).isEmpty()) {
            hosts.add("::1");
        }
        for (String host : hosts) {
            InetSocketAddress remote = new InetSocketAddress(host, port);
            Connection client = get(transport.connect(remote, options));
            Connection server = accepted.poll(30, TimeUnit.SECONDS);
            assertEquals(remote, client.remoteAddress());
            assertEquals(remote, server.localAddress());
            assertEquals(client.localAddress(), server.remoteAddress());
        }
    }

    @Test
    void aFailureToConnectIsOfTheKindThatTheJdkHas() throws Exception {
        Listener gone = get(transport.listen(ANY_PORT, options, connection -> {}));
        gone.close();
        Throwable refused = failure(transport.connect(gone.localAddress(), options));
        assertInstanceOf(ConnectException.class, refused);
        assertTrue(refused.getMessage().endsWith(": Connection refused"), refused::toString);

        UnixDomainSocketAddress nothing = UnixDomainSocketAddress.of(directory.resolve("nothing"));
        Throwable missing = failure(transport.connect(nothing, options));
        assertInstanceOf(SocketException.class, missing);
        assertTrue(missing.getMessage().endsWith(": No such file or directory"), missing::toString);

        UnixDomainSocketAddress empty = UnixDomainSocketAddress.of("");
        for (Throwable unnamed : List.of(
                failure(transport.connect(empty, options)),
                failure(transport.listen(empty, options, connection -> {})))) {
            assertTrue(unnamed.getMessage().contains("empty"), unnamed::toString);
        }
    }

    @Test
    void listeningDeletesNobodysFile() throws Exception {
        Path file = Files.writeString(directory.resolve("s"), "somebody else's");
        Throwable failure = failure(transport.listen(UnixDomainSocketAddress.of(file), options, connection -> {}));
        assertInstanceOf(BindException.class, failure);
        assertEquals("somebody else's", Files.readString(file));
    }
}
