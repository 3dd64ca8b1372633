package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.api.Transport;
import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import chunkedbuffer.tck.memory.MemoryFaults;
import chunkedbuffer.tck.memory.MemoryNetwork;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The network in memory, its time moved by hand: nothing here waits, and everything is the same each time. */
@ExtendWith(NothingLeaked.class)
@Timeout(30)
class MemoryNetworkTest {
    private static final SocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7);
    private static final Duration WAY = Duration.ofMillis(10);

    private final List<Transport> open = new ArrayList<>();
    private ChunkPool pool;
    private MemoryNetwork network;
    private Transport transport;
    private Connection client;
    private Connection server;

    @BeforeEach
    void onANetworkByHand(PoolProbe pools) {
        pool = pools.create();
        on(MemoryNetwork.builder().latency(WAY).seed(1).manual().build());
    }

    private void on(MemoryNetwork chosen) {
        network = chosen;
        transport = chosen.open();
        open.add(transport);
    }

    @AfterEach
    void close() {
        open.forEach(Transport::close);
    }

    private ConnectionOptions.Builder options() {
        return ConnectionOptions.builder().pool(pool);
    }

    private void listen() {
        CompletableFuture<Listener> listener = transport
                .listen(SERVER, options().build(), connection -> server = connection)
                .toCompletableFuture();
        now();
        listener.join();
    }

    private CompletableFuture<Connection> connect() {
        return transport.connect(SERVER, options().build()).toCompletableFuture();
    }

    private void connected() {
        listen();
        CompletableFuture<Connection> connecting = connect();
        network.advance(WAY.multipliedBy(2));
        client = connecting.join();
    }

    private void now() {
        network.advance(Duration.ZERO);
    }

    private static void send(Connection connection, String text) {
        connection.output().write(text.getBytes(UTF_8));
        connection.output().flush();
    }

    private static String received(PipeReader input) throws IOException {
        byte[] all = input.readAtMost(-1);
        return all == null ? "" : new String(all, UTF_8);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return assertThrows(
                        CompletionException.class,
                        () -> stage.toCompletableFuture().join())
                .getCause();
    }

    // ---- time

    @Test
    void connectingTakesAWayThereAndAWayBack() {
        listen();
        CompletableFuture<Connection> connecting = connect();
        network.advance(WAY.minusNanos(1));
        assertEquals(null, server);
        network.advance(Duration.ofNanos(1));
        assertTrue(server.isOpen());
        network.advance(WAY.minusNanos(1));
        assertFalse(connecting.isDone());
        network.advance(Duration.ofNanos(1));
        assertTrue(connecting.join().isOpen());
    }

    @Test
    void bytesAndTheEndTakeTheirTime() throws Exception {
        connected();
        send(client, "ping");
        now();
        client.output().eof();
        network.advance(WAY.minusNanos(1));
        assertEquals(0, server.input().length());
        network.advance(Duration.ofNanos(1));
        assertEquals("ping", received(server.input()));
        assertTrue(server.input().isExhausted());
    }

    @Test
    void whatWasSentLaterArrivesLaterWhateverItsLatency() throws Exception {
        on(MemoryNetwork.builder()
                .latency(Duration.ZERO, Duration.ofSeconds(1))
                .pieceSize(1)
                .seed(3)
                .manual()
                .build());
        listen();
        CompletableFuture<Connection> connecting = connect();
        network.advance(Duration.ofSeconds(2));
        client = connecting.join();
        StringBuilder all = new StringBuilder();
        send(client, "in order");
        for (int i = 0; i < 100; i++) {
            network.advance(Duration.ofMillis(10));
            all.append(received(server.input()));
        }
        assertEquals("in order", all.toString());
    }

    @Test
    void handlersListenersAndStagesRunInTheCallThatMovesTheTime() {
        connected();
        Thread test = Thread.currentThread();
        List<Thread> threads = new ArrayList<>();
        server.input().onReadable(() -> {
            threads.add(Thread.currentThread());
            assertTrue(EventLoops.isLoop());
            assertThrows(IllegalStateException.class, () -> network.advance(Duration.ZERO));
            server.input().buffered();
        });
        server.closed().thenRun(() -> threads.add(Thread.currentThread()));
        send(client, "a");
        network.advance(WAY);
        server.close();
        now();
        assertEquals(List.of(test, test), threads);
        assertFalse(EventLoops.isLoop());
    }

    @Test
    void timeOutsAreOfTheNetworksTime() {
        network.faults(MemoryFaults.none().answerNobody());
        listen();
        CompletableFuture<Connection> connecting = transport
                .connect(SERVER, options().connectTimeout(Duration.ofHours(2)).build())
                .toCompletableFuture();
        network.advance(Duration.ofHours(2).minusNanos(1));
        assertFalse(connecting.isDone());
        network.advance(Duration.ofNanos(1));
        Throwable failure = failure(connecting);
        assertInstanceOf(SocketTimeoutException.class, failure);
        assertEquals(
                "Cannot connect to " + SERVER + ": no answer within the connect timeout, PT2H", failure.getMessage());
    }

    @Test
    void anAttemptThatIsCancelledIsGivenUp() {
        listen();
        CompletableFuture<Connection> connecting = connect();
        network.advance(WAY);
        connecting.cancel(true);
        network.advance(WAY.multipliedBy(2));
        assertFalse(server.isOpen());
        assertInstanceOf(SocketException.class, failure(server.closed()));
    }

    @Test
    void onlyTimeByHandIsMoved() {
        try (Transport timed = MemoryNetwork.builder().build().open()) {
            MemoryNetwork other = MemoryNetwork.builder().build();
            assertEquals("memory", timed.name());
            assertThrows(IllegalStateException.class, () -> other.advance(Duration.ZERO));
        }
        assertThrows(IllegalArgumentException.class, () -> network.advance(Duration.ofNanos(-1)));
    }

    // ---- pieces

    /** The sizes in which a kilobyte arrives. */
    private List<Long> sizes(long seed) throws IOException {
        on(MemoryNetwork.builder().pieceSize(1, 100).seed(seed).manual().build());
        connected();
        List<Long> sizes = new ArrayList<>();
        server.input().onReadable(() -> {
            try {
                sizes.add(server.input().skip(-1));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        send(client, "x".repeat(1024));
        // Each piece is a flush of its own, and is read before the next one comes.
        now();
        return sizes;
    }

    @Test
    void piecesAreOfTheSizesAskedForAndTheSameForTheSameSeed() throws Exception {
        List<Long> first = sizes(42);
        assertEquals(1024, first.stream().mapToLong(size -> size).sum());
        assertTrue(first.size() > 10, first::toString);
        assertTrue(first.stream().allMatch(size -> size >= 1 && size <= 100), first::toString);
        assertEquals(first, sizes(42));
        assertNotEquals(first, sizes(43));
    }

    @Test
    void piecesOfOneByteTellAReadFromAMessage() throws Exception {
        on(MemoryNetwork.builder().latency(WAY).pieceSize(1).manual().build());
        connected();
        CompletableFuture<String> line = ChunkedStream.over(server).readLine().toCompletableFuture();
        send(client, "hi\n");
        network.advance(WAY);
        assertEquals("hi", line.join());
    }

    @Test
    void thePeersWindowIsAllThatIsUnderWay() throws Exception {
        connected();
        byte[] much = new byte[1 << 20];
        client.output().write(much);
        assertFalse(client.output().flush());
        network.advance(Duration.ofMinutes(1));
        // What the server's pipe took before it paused, and as much again that lies before it.
        long taken = server.input().length();
        assertTrue(taken >= 64 * 1024 && taken < 64 * 1024 + 16 * 1024, () -> "" + taken);
        long received = 0;
        while (received < much.length) {
            received += Math.max(0, server.input().skip(-1));
            network.advance(WAY);
        }
        assertTrue(client.output().isWritable());
        assertEquals(much.length, received);
    }

    // ---- faults

    @Test
    void whereNobodyListensItIsRefused() {
        CompletableFuture<Connection> connecting = connect();
        network.advance(WAY.multipliedBy(2));
        Throwable failure = failure(connecting);
        assertInstanceOf(ConnectException.class, failure);
        assertEquals("Cannot connect to " + SERVER + ": nobody listens there, or it is refused", failure.getMessage());
    }

    @Test
    void aFaultConcernsTheConnectionsMadeAfterIt() {
        connected();
        network.faults(MemoryFaults.none().refuse());
        CompletableFuture<Connection> refused = connect();
        network.advance(WAY.multipliedBy(2));
        assertInstanceOf(ConnectException.class, failure(refused));
        assertTrue(client.isOpen());
        network.faults(MemoryFaults.none());
        CompletableFuture<Connection> allowed = connect();
        network.advance(WAY.multipliedBy(2));
        assertTrue(allowed.join().isOpen());
    }

    @Test
    void aConnectionIsResetAfterExactlySoManyBytes() throws Exception {
        network.faults(MemoryFaults.none().resetAfter(10));
        connected();
        send(client, "0123456789 and never more");
        network.advance(WAY);
        assertEquals("0123456789", new String(server.input().readBytes(10), UTF_8));
        IOException thrown =
                assertThrows(IOException.class, () -> server.input().readBytes(1));
        assertInstanceOf(SocketException.class, thrown.getCause());
        for (Connection end : List.of(client, server)) {
            assertFalse(end.isOpen());
            Throwable failure = failure(end.closed());
            assertEquals("Connection reset by " + end.remoteAddress(), failure.getMessage());
            assertSame(failure, end.input().failure());
            ReaderClosedException told =
                    assertThrows(ReaderClosedException.class, () -> end.output().flush());
            assertSame(failure, told.getCause());
        }
    }

    @Test
    void aStalledConnectionIsNeverWritableAgain() throws Exception {
        network.faults(MemoryFaults.none().stallAfter(4));
        connected();
        send(client, "only this is not all");
        client.output().write(new byte[1 << 20]);
        assertFalse(client.output().flush());
        CompletableFuture<Void> writable = client.output().whenWritable().toCompletableFuture();
        send(server, "four");
        network.advance(Duration.ofDays(1));
        assertEquals("only", received(server.input()));
        assertEquals("four", received(client.input()));
        assertFalse(writable.isDone());
        assertTrue(client.isOpen());
        client.abort();
        now();
        assertTrue(writable.isCompletedExceptionally());
    }

    /** How many bytes arrive before the reset. */
    private long carried(long seed) {
        on(MemoryNetwork.builder().pieceSize(1).seed(seed).manual().build());
        network.faults(MemoryFaults.none().resetProbability(0.01));
        connected();
        send(client, "x".repeat(10_000));
        now();
        assertFalse(server.isOpen());
        long arrived = server.input().length();
        server.close();
        return arrived;
    }

    @Test
    void randomResetsAreTheSameForTheSameSeed() {
        long first = carried(7);
        assertEquals(first, carried(7));
        assertNotEquals(first, carried(8));
    }

    @Test
    void aPeerThatAbortsResets() throws Exception {
        connected();
        send(server, "half a li");
        server.abort();
        network.advance(WAY);
        assertEquals("half a li", client.input().readLine(UTF_8));
        assertInstanceOf(SocketException.class, failure(client.closed()));
    }

    @Test
    void whoSendsToAConnectionThatIsClosedIsToldOnceItIsGone() throws Exception {
        connected();
        send(server, "bye");
        server.close();
        network.advance(WAY);
        assertEquals("bye", client.input().readLine(UTF_8));
        assertTrue(client.input().isExhausted());
        network.advance(Duration.ofMinutes(1)); // it has waited for the client's end long enough
        assertTrue(server.closed().toCompletableFuture().isDone());
        send(client, "too late");
        network.advance(WAY.multipliedBy(2));
        assertInstanceOf(SocketException.class, failure(client.closed()));
    }

    // ---- addresses

    @Test
    void aWildcardIsReachedByEachOfItsAddresses() {
        CompletableFuture<Listener> listener = transport
                .listen(new InetSocketAddress(0), connection -> server = connection)
                .toCompletableFuture();
        now();
        int port = ((InetSocketAddress) listener.join().localAddress()).getPort();
        CompletableFuture<Connection> connecting = transport
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toCompletableFuture();
        network.advance(WAY.multipliedBy(2));
        assertEquals(connecting.join().localAddress(), server.remoteAddress());
    }

    @Test
    void networksDoNotKnowOfEachOther() {
        listen();
        on(MemoryNetwork.builder().manual().build());
        CompletableFuture<Connection> connecting = connect();
        now();
        assertInstanceOf(ConnectException.class, failure(connecting));
    }

    @Test
    void twoTransportsOfOneNetworkMeet() throws Exception {
        listen();
        on(network);
        CompletableFuture<Connection> connecting = connect();
        network.advance(WAY.multipliedBy(2));
        send(connecting.join(), "hello");
        network.advance(WAY);
        assertEquals("hello", received(server.input()));
    }

    @Test
    void aUnixPathIsANameAndNoFile() {
        UnixDomainSocketAddress nowhere = UnixDomainSocketAddress.of("/no/such/folder/socket");
        CompletableFuture<Listener> listener =
                transport.listen(nowhere, connection -> server = connection).toCompletableFuture();
        now();
        assertEquals(nowhere, listener.join().localAddress());
        CompletableFuture<Connection> connecting = transport.connect(nowhere).toCompletableFuture();
        network.advance(WAY.multipliedBy(2));
        assertEquals(nowhere, connecting.join().remoteAddress());
    }

    // ---- closing

    @Test
    void closingTheTransportMovesTheTimeUntilAllIsSent() throws Exception {
        listen();
        Transport other = network.open();
        CompletableFuture<Connection> connecting =
                other.connect(SERVER, options().build()).toCompletableFuture();
        network.advance(WAY.multipliedBy(2));
        send(connecting.join(), "last words");
        other.close();
        assertTrue(connecting.join().closed().toCompletableFuture().isDone());
        network.advance(WAY);
        assertArrayEquals("last words".getBytes(UTF_8), server.input().readBytes(10));
        assertThrows(IllegalStateException.class, () -> other.connect(SERVER));
    }

    // ---- settings

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        MemoryNetwork.Builder builder = MemoryNetwork.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.latency(Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.latency(WAY, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.latency(Duration.ofDays(2)));
        assertThrows(IllegalArgumentException.class, () -> builder.pieceSize(0));
        assertThrows(IllegalArgumentException.class, () -> builder.pieceSize(2, 1));
        MemoryFaults none = MemoryFaults.none();
        assertThrows(IllegalArgumentException.class, () -> none.resetAfter(0));
        assertThrows(IllegalArgumentException.class, () -> none.stallAfter(-1));
        assertThrows(IllegalArgumentException.class, () -> none.resetProbability(1.1));
        assertThrows(IllegalArgumentException.class, () -> none.resetProbability(Double.NaN));
    }

    @Test
    void theSeedIsToldSoThatItCanBeGivenAgain() {
        MemoryNetwork drawn = MemoryNetwork.builder().build();
        assertTrue(drawn.toString().contains("seed=" + drawn.seed()), drawn::toString);
        assertEquals(5, MemoryNetwork.builder().seed(5).build().seed());
    }
}
