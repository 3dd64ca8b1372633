package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ways to end: half-close, close, abort; of connections, listeners and the transport. */
public abstract class TransportEndContract extends TransportSuite {

    private static final int LONG = 10 * 1024 * 1024;

    /** For subclasses. */
    protected TransportEndContract() {}

    // ---- half-close

    @Test
    void theClientEndsFirstAndTheServerGoesOn() throws Exception {
        Pair pair = pair();
        endOneSideFirst(pair.client(), pair.server());
    }

    @Test
    void theServerEndsFirstAndTheClientGoesOn() throws Exception {
        Pair pair = pair();
        endOneSideFirst(pair.server(), pair.client());
    }

    private static void endOneSideFirst(Connection first, Connection second) throws Exception {
        first.output().write(new byte[] {'a'}); // eof flushes
        first.output().eof();
        assertReceives("a", second);
        assertEnds(second);
        assertTrue(first.isOpen());
        assertTrue(second.isOpen());
        send(second, "still here");
        assertReceives("still here", first);
        second.output().eof();
        assertEnds(first);
        get(first.closed());
        get(second.closed());
        assertFalse(first.isOpen());
        assertFalse(second.isOpen());
    }

    @Test
    void nobodyButTheTransportCompletesClosed() throws Exception {
        Pair pair = pair();
        Connection connection = pair.client();
        CompletableFuture<Void> closed = connection.closed().toCompletableFuture();
        connection.closed().toCompletableFuture().complete(null);
        connection.closed().toCompletableFuture().cancel(true);
        assertFalse(closed.isDone());
        send(connection, "still open");
        assertReceives("still open", pair.server());
        assertFalse(connection.closed().toCompletableFuture().isDone());
        connection.close();
        get(closed);
    }

    @Test
    void bytesNotReadYetStayReadableWhenItClosesItself() throws Exception {
        Pair pair = pair();
        pair.client().output().eof();
        send(pair.server(), "last words");
        pair.server().output().eof();
        get(pair.client().closed());
        assertEquals(10, pair.client().input().length());
        assertReceives("last words", pair.client());
        assertEnds(pair.client());
    }

    @Test
    void theyAreGoneAfterClose() throws Exception {
        Pair pair = pair();
        pair.client().output().eof();
        send(pair.server(), "last words");
        pair.server().output().eof();
        get(pair.client().closed());
        pair.client().close();
        until("chunks are back", () -> pool.stats().inUse() == 0);
        assertThrows(IllegalStateException.class, () -> pair.client().input().readBytes(1));
    }

    @Test
    void orAfterAbort() throws Exception {
        Pair pair = pair();
        pair.client().output().eof();
        send(pair.server(), "last words");
        pair.server().output().eof();
        get(pair.client().closed());
        pair.client().abort();
        until("chunks are back", () -> pool.stats().inUse() == 0);
        assertThrows(IllegalStateException.class, () -> pair.client().input().readBytes(1));
    }

    @Test
    void closingTheInputAloneDropsWhatComes() throws Exception {
        Pair pair = pair();
        pair.server().input().close();
        byte[] unwanted = pattern(1024 * 1024);
        send(pair.client(), unwanted);
        pair.client().output().eof();
        send(pair.server(), "bye");
        pair.server().output().eof();
        assertReceives("bye", pair.client());
        get(pair.client().closed());
        get(pair.server().closed());
    }

    // ---- close

    @Test
    void closeDropsUnreadInput() throws Exception {
        Rude rude = accepted();
        rude.peer().send("unread");
        until("arrived", () -> rude.connection().input().length() == 6);
        rude.connection().close();
        assertFalse(rude.connection().isOpen());
        assertThrows(
                IllegalStateException.class, () -> rude.connection().input().readBytes(1));
        until("chunks are back", () -> pool.stats().inUse() == 0);
        assertEquals(-1, rude.peer().receiveSome(1));
        rude.peer().close();
        get(rude.connection().closed());
    }

    @Test
    void closeSendsWhatWasFlushedToASlowReader() throws Exception {
        Rude rude = connected(options().pauseThreshold(0).build());
        byte[] data = pattern(LONG);
        send(rude.connection(), data);
        rude.connection().close();
        assertFalse(rude.connection().isOpen());
        for (int at = 0; at < LONG; at += 100_000) {
            int count = Math.min(100_000, LONG - at);
            assertArrayEquals(
                    java.util.Arrays.copyOfRange(data, at, at + count),
                    rude.peer().receive(count));
        }
        assertEquals(-1, rude.peer().receiveSome(1));
        rude.peer().close();
        get(rude.connection().closed());
    }

    @Test
    void closeSendsWhatWasFlushedAlsoWhileThePeerSends() throws Exception {
        Rude rude = accepted(options().pauseThreshold(0).build());
        rude.peer().send(pattern(100_000));
        byte[] data = pattern(200_000);
        send(rude.connection(), data);
        rude.connection().close();
        sendUnlessClosed(rude.peer(), pattern(100_000));
        assertArrayEquals(data, rude.peer().receive(data.length));
        assertEquals(-1, rude.peer().receiveSome(1), "an end, not a reset");
        rude.peer().close();
        get(rude.connection().closed());
    }

    /** Who sends to a connection that is closing may be told of it. */
    private static boolean sendUnlessClosed(RawPeer peer, byte[] data) {
        try {
            peer.send(data);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Also while it still sends. */
    @Test
    void afterCloseNothingIsWritten() throws Exception {
        Rude rude = connected(options().pauseThreshold(0).build());
        byte[] data = pattern(LONG);
        send(rude.connection(), data);
        rude.connection().close();
        PipeWriter output = rude.connection().output();
        assertTrue(output.isReaderClosed());
        assertThrows(ReaderClosedException.class, () -> send(rude.connection(), "late"));
        assertThrows(ReaderClosedException.class, output::awaitWritable);
        assertArrayEquals(data, rude.peer().receive(LONG));
        assertEquals(-1, rude.peer().receiveSome(1));
        rude.peer().close();
        get(rude.connection().closed());
    }

    @Test
    void closeDropsWhatWasNotFlushed() throws Exception {
        Rude rude = accepted();
        send(rude.connection(), "flushed");
        rude.connection().output().write(new byte[] {'n', 'o', 't'});
        rude.connection().close();
        assertEquals("flushed", rude.peer().receiveText(7));
        assertEquals(-1, rude.peer().receiveSome(1));
        rude.peer().close();
        get(rude.connection().closed());
        assertTrue(rude.connection().output().isReaderClosed());
        assertThrows(
                ReaderClosedException.class, () -> rude.connection().output().flush());
    }

    @Test
    void closedCompletesAlsoWhenThePeerStaysOpen() throws Exception {
        Rude rude = accepted();
        send(rude.connection(), "bye");
        rude.connection().close();
        get(rude.connection().closed());
        assertEquals("bye", rude.peer().receiveText(3));
    }

    @Test
    void closeIsIdempotentAndGoodOnTheLoop() throws Exception {
        CompletableFuture<Connection> closed = new CompletableFuture<>();
        Listener listener = listen(connection -> {
            connection.close();
            connection.close();
            closed.complete(connection);
        });
        Connection client = connect(listener.localAddress());
        assertEnds(client);
        client.close();
        client.close();
        get(client.closed());
        get(get(closed).closed());
        client.close();
        client.abort();
    }

    // ---- abort

    @Test
    void abortResetsAndDropsEverything() throws Exception {
        Rude rude = accepted(options().pauseThreshold(0).build());
        rude.peer().send("unread");
        until("arrived", () -> rude.connection().input().length() == 6);
        send(rude.connection(), pattern(LONG));
        rude.connection().abort();
        assertFalse(rude.connection().isOpen());
        get(rude.connection().closed());
        assertThrows(
                IllegalStateException.class, () -> rude.connection().input().readBytes(1));
        assertThrows(
                ReaderClosedException.class, () -> rude.connection().output().flush());
        assertEquals(0, pool.stats().inUse());
        if (kind == AddressKind.TCP) {
            assertThrows(IOException.class, () -> rude.peer().receive(LONG + 1));
        } else {
            until("the end", () -> ends(rude.peer()));
        }
    }

    private static boolean ends(RawPeer peer) {
        try {
            return peer.receiveSome(1 << 20) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void abortWakesWhoWaits() throws Exception {
        Rude rude = connected(options().build());
        var reading = rude.connection().input().whenReadable(1);
        send(rude.connection(), pattern(LONG)); // more than what lies between the two takes
        assertFalse(rude.connection().output().isWritable());
        var writing = rude.connection().output().whenWritable();
        rude.connection().abort();
        failure(reading);
        failure(writing);
        get(rude.connection().closed());
    }

    @Test
    void abortIsGoodAfterClose() throws Exception {
        Rude rude = connected(options().pauseThreshold(0).build());
        send(rude.connection(), pattern(LONG));
        rude.connection().close(); // the peer never reads
        rude.connection().abort();
        rude.connection().abort();
        get(rude.connection().closed());
        assertEquals(0, pool.stats().inUse());
    }

    // ---- listener

    @Test
    void closingAListenerEndsAcceptingNotTheConnections() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        SocketAddress address = listener.localAddress();
        Connection client = connect(address);
        Connection server = closing(accepted.next());
        listener.close();
        assertTrue(listener.closed().toCompletableFuture().isDone() || get(listener.closed()) == null);
        assertEquals(address, listener.localAddress());
        assertThrows(IOException.class, () -> peer(address).close());
        send(client, "still here");
        assertReceives("still here", server);
        listener.close();
    }

    @Test
    @Tag(SOCKETS)
    void theAddressIsFreeWhenCloseReturns() throws Exception {
        Listener listener = listen(connection -> {});
        SocketAddress address = listener.localAddress();
        listener.close();
        if (address instanceof UnixDomainSocketAddress unix) {
            assertFalse(Files.exists(unix.getPath()), "the file is deleted");
        }
        try (ServerSocketChannel server = kind.server()) {
            server.bind(address);
            assertEquals(address, server.getLocalAddress());
        }
    }

    @Test
    void onALoopClosingAListenerOnlyStarts() throws Exception {
        CompletableFuture<Listener> itself = new CompletableFuture<>();
        CompletableFuture<Void> returned = new CompletableFuture<>();
        Listener listener = listen(connection -> {
            itself.join().close();
            returned.complete(null);
        });
        itself.complete(listener);
        connect(listener.localAddress());
        get(returned);
        get(listener.closed());
    }

    // ---- transport

    @Test
    void closingTheTransportClosesEverything() throws Exception {
        Transport mine = closing(open(TransportOptions.builder().threads(2).build()));
        Accepted accepted = new Accepted();
        Listener listener =
                closing(get(mine.listen(kind.free(directory), options().build(), accepted)));
        Connection client =
                closing(get(mine.connect(listener.localAddress(), options().build())));
        Connection server = closing(accepted.next());
        try (RawPeer peer = peer(listener.localAddress())) {
            Connection rude = closing(accepted.next());
            send(client, "unread");
            mine.close();
            assertFalse(client.isOpen());
            assertFalse(server.isOpen());
            assertFalse(rude.isOpen());
            assertEquals(-1, peer.receiveSome(1));
            get(client.closed());
            get(server.closed());
            get(rude.closed());
            get(listener.closed());
        }
        assertEquals(0, pool.stats().inUse());
        assertThrows(IllegalStateException.class, () -> mine.connect(listener.localAddress()));
        assertThrows(IllegalStateException.class, () -> mine.listen(kind.free(directory), connection -> {}));
        mine.close();
        client.close();
        client.abort();
        listener.close();
    }

    @Test
    void closingTheTransportSendsWhatWasFlushed() throws Exception {
        Transport mine = closing(open(TransportOptions.builder().threads(1).build()));
        Accepted accepted = new Accepted();
        Listener listener =
                closing(get(mine.listen(kind.free(directory), options().build(), accepted)));
        try (RawPeer peer = peer(listener.localAddress())) {
            send(closing(accepted.next()), "bye");
            mine.close();
            assertEquals("bye", peer.receiveText(3));
            assertEquals(-1, peer.receiveSome(1));
        }
    }

    @Test
    void onALoopClosingTheTransportOnlyStarts() throws Exception {
        Transport mine = closing(open(TransportOptions.builder().threads(2).build()));
        CompletableFuture<Void> returned = new CompletableFuture<>();
        Listener listener =
                closing(get(mine.listen(kind.free(directory), options().build(), connection -> {
                    mine.close();
                    returned.complete(null);
                })));
        closing(peer(listener.localAddress()));
        get(returned);
        get(listener.closed());
    }

    @Test
    void aTransportMayBeOpenedAndClosedAgainAndAgain() {
        for (int i = 0; i < 20; i++) {
            Transport mine = open(TransportOptions.builder().threads(2).build());
            mine.close();
            mine.close();
        }
    }
}
