package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.spi.EventLoops;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Back-pressure in both directions, and pools at their bound. */
public abstract class TransportFlowContract extends TransportSuite {

    private static final int THRESHOLD = 64 * 1024;
    private static final int BOUND = 16 * 1024;

    /** More than all buffers on the way take. */
    private static final int ENDLESS = 32 * 1024 * 1024;

    private static final int LONG = 32 * 1024 * 1024;

    /** For subclasses. */
    protected TransportFlowContract() {}

    /** With kernel buffers that are soon full. */
    private ConnectionOptions.Builder narrow() {
        return options()
                .pauseThreshold(THRESHOLD)
                .option(StandardSocketOptions.SO_RCVBUF, 32 * 1024)
                .option(StandardSocketOptions.SO_SNDBUF, 32 * 1024);
    }

    @Test
    void aReaderThatStopsReadingStopsThePeerAndGoesOnWhenItReadsAgain() throws Exception {
        Pair pair = pair(narrow().build(), narrow().build());
        AtomicLong written = new AtomicLong();
        byte[] piece = pattern(251 * 64);
        int pieces = LONG / piece.length;
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; i < pieces; i++) {
                    pair.client().output().write(piece);
                    written.addAndGet(piece.length);
                    if (!pair.client().output().flush()) {
                        pair.client().output().awaitWritable();
                    }
                }
                pair.client().output().eof();
            } catch (Exception e) {
                pair.client().abort();
            }
        });
        writer.start();
        until(
                "the writer waits",
                () -> writer.getState() == Thread.State.WAITING
                        && pair.server().input().length() >= THRESHOLD
                        && !pair.client().output().isWritable());
        assertTrue(written.get() < LONG / 4, () -> written + " bytes were taken from the writer");

        byte[] expected = pattern(LONG);
        long most = 0;
        for (int at = 0; at < pieces * piece.length; at += piece.length) {
            most = Math.max(most, pair.server().input().length());
            // Two pipes, each with the threshold and one batch, in chunks of the largest size: a head, a middle, a tail
            // and a fresh one.
            long inUse = pool.stats().inUseBytes();
            assertTrue(inUse <= 2 * 1024 * 1024, () -> inUse + " bytes of chunks in use");
            assertReceives(java.util.Arrays.copyOfRange(expected, at % 251, at % 251 + piece.length), pair.server());
        }
        assertEnds(pair.server());
        assertTrue(most <= 2 * THRESHOLD + piece.length, most + " bytes lay in the input");
        writer.join();
    }

    @Test
    void aPeerThatDoesNotReadPausesTheOutput() throws Exception {
        Rude rude = connected(narrow().build());
        Connection connection = rude.connection();
        byte[] piece = pattern(8192);
        int written = 0;
        // The kernel takes what fits into its buffers, perhaps on another thread: only then the pipe fills up.
        while (connection.output().isWritable() && written < LONG) {
            send(connection, piece);
            written += piece.length;
        }
        assertTrue(written < LONG, "never paused");
        // A transport that sends on another thread may just not have come to it: more than what lies between the two
        // takes.
        for (int more = 0; more < LONG / 8; more += piece.length) {
            send(connection, piece);
            written += piece.length;
        }
        CompletableFuture<Boolean> writable = connection
                .output()
                .whenWritable()
                .thenApply(nothing -> EventLoops.isLoop())
                .toCompletableFuture();
        assertFalse(connection.output().isWritable());
        for (int at = 0; at < written; at += piece.length) {
            assertArrayEquals(piece, rude.peer().receive(piece.length));
        }
        assertTrue(get(writable), "on the loop");
        until("chunks are back", () -> pool.stats().inUse() == 0);
    }

    @Test
    void aMessageLongerThanTheThresholdArrives() throws Exception {
        Pair pair = pair(narrow().build(), narrow().build());
        byte[] message = pattern(10 * THRESHOLD);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> send(pair.client(), message));
        assertReceives(message, pair.server());
        get(writing);
    }

    @Test
    void withoutAThresholdNothingIsPaused() throws Exception {
        ConnectionOptions unlimited = options().pauseThreshold(0).build();
        Pair pair = pair(unlimited, unlimited);
        byte[] message = pattern(4 * 1024 * 1024);
        pair.client().output().write(message);
        assertTrue(pair.client().output().flush());
        until("all has arrived", () -> pair.server().input().length() == message.length);
        assertReceives(message, pair.server());
    }

    @Test
    void atThePoolsBoundItStopsReadingAndGoesOnWhenMemoryIsBack() throws Exception {
        ChunkPool tight = pools.create(ChunkPoolOptions.builder()
                .maxTotalBytes(16 * 1024)
                .acquireTimeout(Duration.ofMinutes(10))
                .build());
        Transport single = closing(open(TransportOptions.builder().threads(1).build()));
        Accepted accepted = new Accepted();
        ConnectionOptions bounded = options().pool(tight).build();
        Listener listener = closing(get(single.listen(kind.free(directory), bounded, accepted)));
        RawPeer starved = closing(peer(listener.localAddress()));
        Connection starving = closing(accepted.next());
        List<Chunk> held = takeAll(tight);
        starved.send("hello");

        // The loop is not stuck: it serves a connection with memory of its own.
        Listener other =
                closing(get(single.listen(kind.free(directory), options().build(), TransportSuite::echo)));
        try (RawPeer peer = peer(other.localAddress())) {
            peer.send("ping");
            assertEquals("ping", peer.receiveText(4));
        }
        assertEquals(0, starving.input().length());

        held.forEach(Chunk::release);
        assertReceives("hello", starving);
    }

    @Test
    void aReaderThatClosesAtThePoolsBoundLetsThePeerGoOn() throws Exception {
        ConnectionOptions bounded = bounded();
        Pair pair = pair(options().build(), bounded);
        List<Chunk> held = takeAll(java.util.Objects.requireNonNull(bounded.pool()));
        CompletableFuture<Void> write =
                ChunkedStream.over(pair.client()).write(pattern(LONG)).toCompletableFuture();
        assertFalse(write.isDone());
        pair.server().input().close();
        get(write);
        held.forEach(Chunk::release);
    }

    @Test
    @Tag(SOCKETS) // which hold what is not read
    void whatCameBeforeAFailureOfTheOutputIsReadThoughTheInputWasPaused() throws Exception {
        Rude rude = accepted(options().pauseThreshold(4096).build());
        byte[] last = pattern(40_000);
        rude.peer().send(last);
        until("the input is paused", () -> rude.connection().input().length() >= 4096);
        rude.peer().close();
        until("a write fails", () -> {
            try {
                rude.connection().output().write(new byte[1]);
                rude.connection().output().flush();
                return false;
            } catch (ReaderClosedException e) {
                return true;
            }
        });
        assertReceives(last, rude.connection());
    }

    @Test
    void atThePoolsBoundAStreamsWriteFlushesWhatMemoryThereIsAndGoesOnWhenItIsBack() throws Exception {
        Pair pair = pair(bounded(), options().build());
        ChunkedStream stream = ChunkedStream.over(pair.client());
        byte[] message = pattern(16 * BOUND);
        CompletionStage<Void> array = stream.write(message);
        assertArrives(message, pair.server());
        get(array);
        CompletionStage<Void> buffer = stream.write(ByteBuffer.wrap(message));
        assertArrives(message, pair.server());
        get(buffer);
        int part = 100;
        CompletionStage<Void> buffers = stream.writeAll(
                List.of(ByteBuffer.wrap(message, 0, part), ByteBuffer.wrap(message, part, message.length - part)));
        assertArrives(message, pair.server());
        get(buffers);
    }

    @Test
    void atThePoolsBoundAThreadThatWritesToAStreamFlushesBeforeItWaits() throws Exception {
        Pair pair = pair(bounded(), options().build());
        BlockingStream stream = ChunkedStream.over(pair.client()).blocking();
        byte[] message = pattern(16 * BOUND);
        Background<Void> writing = Background.start(() -> {
            stream.write(message);
            stream.write(ByteBuffer.wrap(message));
            stream.writeAll(List.of(ByteBuffer.wrap(message)));
            return null;
        });
        for (int i = 0; i < 3; i++) {
            assertArrives(message, pair.server());
        }
        writing.join();
    }

    @Test
    void aStreamsWriteThatWaitsForMemoryFailsWithItsConnection() throws Exception {
        ConnectionOptions bounded = bounded();
        Pair pair = pair(bounded, options().build());
        List<Chunk> held = takeAll(java.util.Objects.requireNonNull(bounded.pool()));
        CompletableFuture<Void> write =
                ChunkedStream.over(pair.client()).write(new byte[ENDLESS]).toCompletableFuture();
        assertFalse(write.isDone());
        pair.client().abort();
        assertInstanceOf(ClosedChannelException.class, failure(write));
        held.forEach(Chunk::release);
    }

    @Test
    void aStreamsWriteGoesOnWhereOthersHoldAllMemory() throws Exception {
        ConnectionOptions bounded = bounded();
        Pair pair = pair(bounded, options().build());
        List<Chunk> held = takeAll(java.util.Objects.requireNonNull(bounded.pool()));
        byte[] message = pattern(BOUND);
        ChunkedStream stream = ChunkedStream.over(pair.client());
        CompletionStage<Void> write = stream.write(message);
        assertArrives(message, pair.server());
        get(write);
        Background<Void> writing = Background.start(() -> {
            stream.blocking().write(ByteBuffer.wrap(message));
            stream.blocking().writeAll(List.of(ByteBuffer.wrap(message)));
            return null;
        });
        assertArrives(message, pair.server());
        assertArrives(message, pair.server());
        writing.join();
        held.forEach(Chunk::release);
    }

    @Test
    void anEchoOfManyConnectionsGoesOnThroughAPoolThatIsTooSmallForThem() throws Exception {
        int connections = 16;
        byte[] message = pattern(4 * BOUND);
        Listener listener = listen(bounded(), connection -> echo(ChunkedStream.over(connection)));
        List<Connection> clients = new ArrayList<>();
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Connection client = connect(listener.localAddress());
            clients.add(client);
            writes.add(ChunkedStream.over(client).write(message));
        }
        for (int i = 0; i < connections; i++) {
            assertArrives(message, clients.get(i));
            get(writes.get(i));
        }
    }

    private static void echo(ChunkedStream stream) {
        stream.read(1000).thenCompose(stream::write).whenCompleteAsync((written, failure) -> {
            if (failure == null) {
                echo(stream);
            } else {
                stream.close();
            }
        });
    }

    @Test
    void anInterruptOfAThreadThatWaitsForMemoryClosesTheStream() throws Exception {
        ConnectionOptions bounded = bounded();
        Pair pair = pair(bounded, options().build());
        List<Chunk> held = takeAll(java.util.Objects.requireNonNull(bounded.pool()));
        BlockingStream stream = ChunkedStream.over(pair.client()).blocking();
        Background<Boolean> writing = Background.<Boolean>start(() -> {
                    assertThrows(ClosedByInterruptException.class, () -> stream.write(new byte[ENDLESS]));
                    return Thread.interrupted();
                })
                .untilItWaits();
        writing.interrupt();
        assertEquals(true, writing.join());
        assertFalse(pair.client().isOpen());
        held.forEach(Chunk::release);
    }

    /** Read as it comes: all of it at once may be more than the pool has. */
    private static void assertArrives(byte[] expected, Connection connection) throws Exception {
        ByteBuffer arrived = ByteBuffer.allocate(expected.length);
        while (arrived.hasRemaining()) {
            assertTrue(connection.input().awaitReadable(1), "the end came first");
            connection.input().readInto(arrived);
        }
        assertArrayEquals(expected, arrived.array());
    }

    /** Options with a pool of their own that has memory for a few chunks. */
    private ConnectionOptions bounded() {
        ChunkPool tight = pools.create(ChunkPoolOptions.builder()
                .maxTotalBytes(BOUND)
                .acquireTimeout(Duration.ofMinutes(10))
                .build());
        return options().pool(tight).build();
    }

    @Test
    void onALoopAcquireFailsAtOnceAtThePoolsBound() throws Exception {
        ChunkPool tight = pools.create(ChunkPoolOptions.builder()
                .maxTotalBytes(16 * 1024)
                .acquireTimeout(Duration.ofMinutes(10))
                .build());
        List<Chunk> held = takeAll(tight);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Listener listener = listen(connection -> {
            try {
                tight.acquire(1).release();
                thrown.complete(new AssertionError("there was memory"));
            } catch (RuntimeException e) {
                thrown.complete(e);
            }
        });
        connect(listener.localAddress());
        assertInstanceOf(PoolExhaustedException.class, get(thrown));
        held.forEach(Chunk::release);
    }

    @Test
    @Tag(SOCKETS)
    void atTheLimitOfConnectionsItStopsAcceptingAndGoesOnWhenOneIsClosed() throws Exception {
        int limit = 3;
        Transport limited = closing(
                open(TransportOptions.builder().threads(2).maxConnections(limit).build()));
        Accepted accepted = new Accepted();
        Listener first =
                closing(get(limited.listen(kind.free(directory), options().build(), accepted)));
        Listener second =
                closing(get(limited.listen(kind.free(directory), options().build(), accepted)));
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < limit; i++) {
            closing(peer(i % 2 == 0 ? first.localAddress() : second.localAddress()));
            open.add(closing(accepted.next()));
        }
        int late = 4;
        for (int i = 0; i < late; i++) {
            closing(peer(i % 2 == 0 ? first.localAddress() : second.localAddress())); // waits in the system's queue
        }
        // What the transport makes itself is not counted, and shows that it lives.
        Accepted elsewhere = new Accepted();
        Listener other = listen(elsewhere);
        for (int i = 0; i < 2 * limit; i++) {
            Connection own =
                    closing(get(limited.connect(other.localAddress(), options().build())));
            Connection far = closing(elsewhere.next());
            send(own, "here");
            assertReceives("here", far);
        }
        assertTrue(accepted.isEmpty(), "more than the limit were accepted");
        for (int i = 0; i < late; i++) {
            Connection ending = open.remove(0);
            ending.abort();
            get(ending.closed());
            open.add(closing(accepted.next()));
        }
        assertTrue(accepted.isEmpty(), "more than the limit were accepted");
        for (Connection each : open) {
            send(each, "served");
        }
    }

    private static List<Chunk> takeAll(ChunkPool pool) {
        List<Chunk> held = new ArrayList<>();
        for (Chunk chunk = pool.tryAcquire(1); chunk != null; chunk = pool.tryAcquire(1)) {
            held.add(chunk);
        }
        return held;
    }
}
