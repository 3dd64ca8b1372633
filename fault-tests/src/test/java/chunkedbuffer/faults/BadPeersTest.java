package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Listener;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Peers that do not play along. */
class BadPeersTest extends FaultSuite {

    private static final int THRESHOLD = 64 * 1024;

    /** A pipe holds at most the threshold and one batch of a read, or one write, in chunks that may be half empty. */
    private static final long MOST_CHUNK_BYTES = 1024 * 1024;

    @Test
    void onePeerNeverReads() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(
                options().option(StandardSocketOptions.SO_SNDBUF, 32 * 1024).build(), accepted);
        peer(listener);
        Connection connection = accepted.next();
        byte[] piece = new byte[8 * 1024];
        long written = writeUntilPaused(connection, piece);
        assertTrue(written < 64 * 1024 * 1024, () -> written + " bytes were taken");
        assertTrue(
                pool.stats().inUseBytes() <= MOST_CHUNK_BYTES,
                () -> pool.stats().toString());
        assertServesOthers();
        var waiting = connection.output().whenWritable();
        connection.abort();
        // The writer learns of it, whichever way it asks.
        Patience.outcome("the writer wakes", waiting);
        assertNull(Patience.outcome("the connection is closed", connection.closed()));
        assertTrue(connection.output().isReaderClosed());
        assertServesOthers();
    }

    /** The kernel's buffers grow meanwhile: paused is who stays so. */
    private static long writeUntilPaused(Connection connection, byte[] piece) throws Exception {
        long written = 0;
        for (int paused = 0; paused < 50; ) {
            if (connection.output().isWritable()) {
                connection.output().write(piece);
                connection.output().flush();
                written += piece.length;
                paused = 0;
            } else {
                var writable = connection.output().whenWritable().toCompletableFuture();
                try {
                    writable.get(2, java.util.concurrent.TimeUnit.MILLISECONDS);
                } catch (java.util.concurrent.TimeoutException e) {
                    writable.cancel(false);
                    paused++;
                }
            }
        }
        return written;
    }

    @Test
    void onePeerNeverReadsAndTheConnectionIsClosed() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(
                options().option(StandardSocketOptions.SO_SNDBUF, 32 * 1024).build(), accepted);
        peer(listener);
        Connection connection = accepted.next();
        writeUntilPaused(connection, new byte[8 * 1024]);
        connection.close();
        assertServesOthers();
        assertFalse(connection.closed().toCompletableFuture().isDone(), "it gives the peer time");
        transport.close(); // loses patience soon
        assertEquals(
                SocketTimeoutException.class,
                Patience.outcome("the connection is closed", connection.closed())
                        .getClass());
    }

    @Test
    void onePeerSendsWithoutEnd() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(
                options().option(StandardSocketOptions.SO_RCVBUF, 32 * 1024).build(), accepted);
        SocketChannel peer = peer(listener);
        Connection connection = accepted.next();
        AtomicLong sent = new AtomicLong();
        Thread sender = sendWithoutEnd(peer, sent);
        Patience.until(() -> "the sender is stopped: " + sent, () -> stands(sent));
        assertTrue(
                connection.input().length() <= 2 * THRESHOLD,
                () -> connection.input().length() + " bytes lie there");
        assertTrue(
                pool.stats().inUseBytes() <= MOST_CHUNK_BYTES,
                () -> pool.stats().toString());
        assertServesOthers();
        connection.abort();
        sender.join(Patience.SECONDS * 1000L);
        assertFalse(sender.isAlive(), "the peer was not told");
        assertNull(Patience.outcome("the connection is closed", connection.closed()));
    }

    @Test
    void onePeerSendsWithoutEndAndNobodyWantsIt() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        SocketChannel peer = peer(listener);
        Connection connection = accepted.next();
        connection.input().close(); // what comes is dropped
        AtomicLong sent = new AtomicLong();
        Thread sender = sendWithoutEnd(peer, sent);
        for (int i = 1; i <= 5; i++) {
            long far = i * 1_000_000L;
            Patience.until("the sender goes on", () -> sent.get() > far);
            assertServesOthers();
            assertTrue(
                    pool.stats().inUseBytes() <= MOST_CHUNK_BYTES,
                    () -> pool.stats().toString());
        }
        connection.close(); // and whoever still sends is cut off
        sender.join(Patience.SECONDS * 1000L);
        assertFalse(sender.isAlive(), "the peer was not told");
        Patience.outcome("the connection is closed", connection.closed());
    }

    private static Thread sendWithoutEnd(SocketChannel peer, AtomicLong sent) {
        Thread sender = new Thread(
                () -> {
                    ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
                    try {
                        while (true) {
                            sent.addAndGet(peer.write(bytes.clear()));
                        }
                    } catch (IOException e) {
                        return; // cut off
                    }
                },
                "sender");
        sender.setDaemon(true);
        sender.start();
        return sender;
    }

    private static boolean stands(AtomicLong counter) {
        long before = counter.get();
        java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        return before > 0 && counter.get() == before;
    }

    @Test
    void manyConnectAndSayNothing() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(options().readTimeout(Duration.ofMillis(5)).build(), accepted);
        List<Connection> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            peer(listener);
            silent.add(accepted.next());
        }
        Patience.until("they hold no memory", () -> pool.stats().inUse() == 0);
        assertServesOthers();
        for (Connection each : silent) {
            BlockingStream stream = ChunkedStream.over(each).blocking();
            assertThrows(SocketTimeoutException.class, stream::readLine);
            stream.close();
            assertNull(Patience.outcome("the connection is closed", each.closed()));
        }
    }

    @Test
    void oneResetsBeforeItIsAccepted() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        for (int i = 0; i < 100; i++) {
            reset(peer(listener));
        }
        assertServesOthers();
        for (int i = 0; i < 100; i++) {
            Connection connection = accepted.next();
            assertFailed(
                    connection, Patience.outcome("closed", connection.closed()).getClass());
            connection.close();
        }
    }

    @Test
    void oneEndsAfterEachNumberOfBytesOfARequest() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        String request = "GET / HTTP/1.1\r\nHost: example\r\n\r\n";
        for (int length = 0; length <= request.length(); length++) {
            SocketChannel peer = peer(listener);
            send(peer, request.substring(0, length));
            peer.shutdownOutput();
            Connection connection = accepted.next();
            assertEquals(
                    length,
                    connection.input().awaitReadable(request.length() + 1)
                            ? -1
                            : connection.input().length());
            assertTrue(connection.input().isEof());
            assertNull(connection.input().failure());
            assertTrue(connection.isOpen(), "the other direction goes on");
            connection.output().write(new byte[] {'a'});
            connection.output().eof();
            assertEquals(1, peer.read(ByteBuffer.allocate(10)));
            assertEquals(-1, peer.read(ByteBuffer.allocate(10)));
            assertNull(Patience.outcome("the connection is closed", connection.closed()));
            connection.close();
        }
    }
}
