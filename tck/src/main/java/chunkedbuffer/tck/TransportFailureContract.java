package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.PartialReadException;
import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong: addresses, peers and user code. */
public abstract class TransportFailureContract extends TransportSuite {

    /** For subclasses. */
    protected TransportFailureContract() {}

    // ---- addresses

    @Test
    void aConnectionThatIsRefusedNamesTheAddress() throws Exception {
        SocketAddress unused = kind.unused(directory);
        assertNames(failure(transport.connect(unused, options().build())), unused);
        assertNames(failure(transport.connect(unused)), unused);
    }

    @Test
    void anAddressThatCannotBeResolvedOrUsedIsNamed() throws Exception {
        SocketAddress wrong = kind == AddressKind.TCP
                ? InetSocketAddress.createUnresolved("nowhere.invalid", 80)
                : UnixDomainSocketAddress.of(directory.resolve("x".repeat(200)));
        assertNames(failure(transport.connect(wrong)), wrong);
        assertNames(failure(transport.listen(wrong, connection -> {})), wrong);
    }

    @Test
    void anAddressInUseIsNamed() throws Exception {
        SocketAddress used = listen(connection -> {}).localAddress();
        assertNames(failure(transport.listen(used, connection -> {})), used);
        connect(used); // the first one goes on
    }

    @Test
    @Tag(SOCKETS)
    void anAddressThatIsNotHereIsNamed() throws Exception {
        SocketAddress elsewhere = kind == AddressKind.TCP
                ? new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 0)
                : UnixDomainSocketAddress.of(
                        directory.resolve("no").resolve("such").resolve("directory"));
        assertNames(failure(transport.listen(elsewhere, connection -> {})), elsewhere);
    }

    @Test
    @Tag(SOCKETS)
    void aServerThatDoesNotAcceptRunsIntoTheConnectTimeout() throws Exception {
        ConnectionOptions impatient =
                options().connectTimeout(Duration.ofMillis(300)).build();
        try (ServerSocketChannel server = kind.server()) {
            server.bind(kind.free(directory), 1); // never accepts
            CompletionStage<Connection> attempt = untilOneWaits(server.getLocalAddress(), impatient);
            Throwable failure = failure(attempt);
            assertInstanceOf(SocketTimeoutException.class, failure);
            assertNames(failure, server.getLocalAddress());
        }
    }

    @Test
    @Tag(SOCKETS)
    void anAttemptThatIsCancelledIsGivenUp() throws Exception {
        try (ServerSocketChannel server = kind.server()) {
            server.bind(kind.free(directory), 1); // never accepts
            CompletableFuture<Connection> attempt =
                    untilOneWaits(server.getLocalAddress(), options().build());
            attempt.cancel(true);
            assertThrows(CancellationException.class, attempt::join);
        }
    }

    /** Whoever is first: the user has the connection, or nobody has it, and then it is closed. */
    @Test
    void aConnectionThatComesAfterItsAttemptWasCancelledIsClosed() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        int attempts = 100;
        for (int i = 0; i < attempts; i++) {
            CompletableFuture<Connection> attempt = transport
                    .connect(listener.localAddress(), options().build())
                    .toCompletableFuture();
            for (int pause = i * 100; pause > 0; pause--) {
                Thread.onSpinWait();
            }
            if (!attempt.cancel(true)) {
                get(attempt).close();
            }
        }
        Connection last = connect(listener.localAddress());
        send(last, "last");
        Connection each = closing(accepted.next());
        while (each.input().length() == 0) {
            Connection late = each;
            until(
                    "its end is told or bytes come",
                    () -> late.input().isEof() || late.input().length() > 0);
            each = late.input().isEof() ? closing(accepted.next()) : late;
        }
        assertReceives("last", each);
    }

    /** Connects until the queue of a server that does not accept is full. */
    private CompletableFuture<Connection> untilOneWaits(SocketAddress server, ConnectionOptions options)
            throws Exception {
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Connection> attempt =
                    transport.connect(server, options).toCompletableFuture();
            try {
                closing(attempt.get(200, TimeUnit.MILLISECONDS));
            } catch (TimeoutException | ExecutionException e) {
                return attempt;
            }
        }
        throw new AssertionError("the queue was never full");
    }

    // ---- peers

    @Test
    void aResetInTheMiddleOfALine() throws Exception {
        Rude rude = accepted();
        Connection connection = rude.connection();
        reset(rude, "half a li");
        assertFailed(connection, null);
        assertEquals("half a li", connection.input().readLine(StandardCharsets.US_ASCII));
        Throwable cause = connection.input().failure();
        for (int i = 0; i < 2; i++) {
            IOException thrown =
                    assertThrows(IOException.class, () -> connection.input().readLine(StandardCharsets.US_ASCII));
            assertSame(cause, thrown.getCause());
        }
    }

    @Test
    void aResetInTheMiddleOfAFrame() throws Exception {
        Rude rude = connected(options().build());
        Connection connection = rude.connection();
        reset(rude, "abc");
        assertFailed(connection, null);
        PartialReadException partial = assertThrows(
                PartialReadException.class, () -> connection.input().readBytes(4));
        assertArrayEquals(new byte[] {'a', 'b', 'c'}, partial.leftover());
        assertSame(connection.input().failure(), partial.getCause());
    }

    private static void reset(Rude rude, String before) throws Exception {
        send(rude.connection(), "never received");
        rude.peer().send(before);
        until("arrived", () -> rude.connection().input().length() == before.length());
        rude.peer().reset();
    }

    @Test
    void aResetInTheMiddleOfOurWrite() throws Exception {
        Rude rude = accepted(options().pauseThreshold(64 * 1024).build());
        Connection connection = rude.connection();
        CompletableFuture<Throwable> writing = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            try {
                while (true) {
                    if (!connection.output().flush()) {
                        connection.output().awaitWritable();
                    }
                    connection.output().write(pattern(100_000));
                }
            } catch (Throwable e) {
                writing.complete(e);
            }
        });
        writer.start();
        until("the writer waits", () -> writer.getState() == Thread.State.WAITING);
        rude.peer().reset();
        Throwable thrown = get(writing);
        assertInstanceOf(ReaderClosedException.class, thrown);
        assertFailed(connection, null);
        assertSame(connection.input().failure(), thrown.getCause());
        writer.join();
    }

    @Test
    void aResetWakesAWaitingReader() throws Exception {
        Rude rude = accepted();
        var reading = rude.connection().input().whenReadable(1);
        send(rude.connection(), "never received");
        rude.peer().reset();
        get(reading);
        assertFailed(rude.connection(), null);
        assertThrows(IOException.class, () -> rude.connection().input().readBytes(1));
    }

    // ---- user code

    @Test
    void aHandlerThatThrowsAbortsItsConnectionAlone() throws Exception {
        for (Throwable wrong : new Throwable[] {new IOException("wrong"), new StackOverflowError("wrong")}) {
            CompletableFuture<Connection> failing = new CompletableFuture<>();
            Accepted accepted = new Accepted();
            Listener listener = listen(connection -> {
                if (failing.complete(connection)) {
                    if (wrong instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) wrong;
                }
                accepted.onConnection(connection);
            });
            RawPeer peer = closing(peer(listener.localAddress()));
            assertFailed(get(failing), wrong);
            until("the peer sees it", () -> ends(peer));
            Connection client = connect(listener.localAddress());
            send(client, "the next one");
            assertReceives("the next one", closing(accepted.next()));
        }
    }

    private static boolean ends(RawPeer peer) {
        try {
            return peer.receiveSome(1) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aListenerThatThrowsAbortsItsConnection() throws Exception {
        RuntimeException wrong = new RuntimeException("wrong");
        Pair other = pair();
        Rude rude = accepted();
        rude.connection().input().onReadable(() -> {
            throw wrong;
        });
        rude.peer().send("a");
        assertFailed(rude.connection(), wrong);
        until("the peer sees it", () -> ends(rude.peer()));
        send(other.client(), "others go on");
        assertReceives("others go on", other.server());
    }

    @Test
    void soDoesOneThatRunsOnAnExecutor() throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool();
        closing(executor::shutdownNow);
        RuntimeException wrong = new RuntimeException("wrong");
        Rude rude = accepted(options().handlerExecutor(executor).build());
        rude.connection().input().onReadable(() -> {
            throw wrong;
        });
        rude.peer().send("a");
        assertFailed(rude.connection(), wrong);
        until("the peer sees it", () -> ends(rude.peer()));
    }

    @Test
    void anExecutorThatRefusesLeavesNobodyWaiting() throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool();
        Rude rude = accepted(options().handlerExecutor(executor).build());
        executor.shutdown();
        var reading = rude.connection().input().whenReadable(1);
        rude.peer().send("a");
        get(reading);
        rude.connection().close();
        rude.peer().close();
        get(rude.connection().closed());
    }
}
