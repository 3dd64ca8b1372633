package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.LimitExceededException;
import chunkedbuffer.api.PartialReadException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A stream whose calls wait. */
public abstract class BlockingStreamContract extends StreamSuite {

    /** For subclasses. */
    protected BlockingStreamContract() {}

    private BlockingStream reading() {
        return near().blocking();
    }

    private BlockingStream writing() {
        return far().blocking();
    }

    /** Writes on another thread, and ends the stream there. */
    private Background<Void> peerWrites(byte[]... pieces) {
        return Background.start(() -> {
            for (byte[] piece : pieces) {
                writing().write(piece);
            }
            writing().closeWrite();
            return null;
        });
    }

    @Test
    void readsOfEachKindWait() throws Exception {
        Background<Void> peer = peerWrites(
                bytes("li"), bytes("ne\r\nexa"), bytes("ct"), bytes("until-"), bytes("-limited\nlim:"), bytes("rest"));
        assertEquals("line", reading().readLine());
        assertEquals("exact", text(reading().readExactly(5)));
        assertEquals("until", text(reading().readUntil(bytes("--"), true)));
        assertEquals("limited", reading().readLine(7));
        assertEquals("lim:", text(reading().readUntil(bytes(":"), false, 3)));
        assertEquals("r", text(reading().read(1)));
        assertEquals("est", text(reading().read(-1)));
        assertEquals("", text(reading().read(1)));
        assertNull(reading().readLine());
        peer.join();
    }

    @Test
    void theEndWithinAReadTellsWhatIsLeft() throws Exception {
        writing().write(bytes("abcdef"));
        writing().closeWrite();
        assertEquals("abc", text(reading().readExactly(3)));
        assertEquals(
                "def",
                text(assertThrows(PartialReadException.class, () -> reading().readExactly(4))
                        .leftover()));
        assertEquals(0, reading().readExactly(4).length);
        assertEquals(0, reading().readUntil(bytes("x"), true).length);
    }

    @Test
    void theMaximumConsumesNothing() throws Exception {
        writing().write(bytes("123456\n"));
        assertThrows(LimitExceededException.class, () -> reading().readLine(5));
        assertEquals("123456", reading().readLine(6));
    }

    @Test
    void writesOfEachKindArrive() throws Exception {
        writing().write(bytes("array "));
        writing().write(ByteBuffer.wrap(bytes("buffer ")));
        try (Bytes run = Bytes.wrap(bytes("bytes "))) {
            writing().write(run);
        }
        writing().writeAll(List.of(ByteBuffer.wrap(bytes("all ")), ByteBuffer.wrap(bytes("of them "))));
        far().connection().output().write(bytes("flushed"));
        writing().flush();
        assertEquals("array buffer bytes all of them flushed", text(reading().readExactly(38)));
    }

    @Test
    void muchMoreThanThePipesHoldGoesThrough() throws Exception {
        byte[] data = pattern(20 << 20);
        Background<Void> peer = peerWrites(data);
        assertArrayEquals(data, reading().readExactly(data.length));
        assertEquals(0, reading().read(-1).length);
        peer.join();
    }

    @Test
    void aMessageOfTenTimesThePauseThresholdArrives() throws Exception {
        connectStreams(options().pauseThreshold(16_384).resumeThreshold(0).readTimeout(Duration.ofSeconds(15)));
        byte[] data = pattern(163_840);
        data[163_839] = '\n';
        Background<Void> peer = peerWrites(data, data, data);
        assertArrayEquals(data, reading().readExactly(data.length));
        assertArrayEquals(data, reading().readUntil(bytes("\n"), false));
        assertNotNull(reading().readLine());
        peer.join();
    }

    @Test
    void theReadTimeOutLeavesTheStreamUsable() throws Exception {
        connectStreams(options().readTimeout(Duration.ofMillis(20)));
        sent("hal");
        assertThrows(SocketTimeoutException.class, () -> reading().readLine());
        assertThrows(SocketTimeoutException.class, () -> reading().readExactly(4));
        sent("f\n");
        assertEquals("half", reading().readLine());
        reading().write(bytes("still"));
        far().connection().input().awaitReadable(5);
        assertEquals("still", text(get(far().readExactly(5))));
    }

    @Test
    void aSecondReadIsRefused() throws Exception {
        Background<String> first = Background.start(() -> reading().readLine()).untilItWaits();
        assertThrows(IllegalStateException.class, () -> reading().readLine());
        assertThrows(IllegalStateException.class, () -> near().readLine());
        writing().write(bytes("first\nsecond\n"));
        assertEquals("first", first.join());
        assertEquals("second", reading().readLine());
    }

    @Test
    void aWriteWaitsForItsTurn() throws Exception {
        byte[] large = pattern(16 << 20);
        near().write(large);
        Background<Void> second = Background.<Void>start(() -> {
                    reading().write(bytes("second"));
                    return null;
                })
                .untilItWaits();
        assertArrayEquals(large, writing().readExactly(large.length));
        assertEquals("second", text(writing().readExactly(6)));
        second.join();
    }

    @Test
    void linesAreAStream() throws Exception {
        writing().write(bytes("one\ntwo\nthree\nfour\nlast"));
        writing().closeWrite();
        try (Stream<String> lines = reading().lines()) {
            assertEquals(List.of("one", "two"), lines.limit(2).toList());
        }
        assertEquals("three", reading().readLine());
        assertEquals(List.of("four", "last"), reading().lines().toList());
        assertEquals(0, reading().lines().count());
    }

    @Test
    void aFailureOfTheConnectionIsAnIOException() throws Exception {
        Background<Throwable> waiting = Background.<Throwable>start(
                        () -> assertThrows(IOException.class, () -> reading().readLine()))
                .untilItWaits();
        far().connection().abort();
        assertNotNull(there(waiting.join()).getCause());
        assertThrows(IOException.class, () -> reading().read(1));
        assertThrows(IOException.class, () -> reading().asInputStream().read());
        assertThrows(UncheckedIOException.class, () -> reading().lines().count());
    }

    @Test
    void inputAndOutputStreams() throws Exception {
        byte[] data = pattern(3_000_000);
        Background<Void> peer = Background.start(() -> {
            try (OutputStream out = writing().asOutputStream()) {
                out.write(data[0]);
                new ByteArrayInputStream(data, 1, data.length - 1).transferTo(out);
                out.flush();
            }
            return null;
        });
        InputStream in = reading().asInputStream();
        assertEquals(data[0] & 0xff, in.read());
        assertEquals(0, in.read(new byte[0]));
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(data[0]);
        in.transferTo(rest);
        assertArrayEquals(data, rest.toByteArray());
        assertEquals(-1, in.read());
        assertEquals(-1, in.read(new byte[10]));
        peer.join();
        // The other direction goes on.
        reading().write(bytes("answer\n"));
        assertEquals("answer", writing().readLine());
    }

    @Test
    void whatIsAvailableNeedsNoWait() throws Exception {
        InputStream in = reading().asInputStream();
        assertEquals(0, in.available());
        sent("four");
        assertEquals(4, in.available());
        assertEquals(4, in.read(new byte[10], 3, 7));
        assertThrows(IndexOutOfBoundsException.class, () -> in.read(new byte[2], 1, 2));
    }

    @Test
    void aClosedInputStreamReadsNoMoreAndWritingGoesOn() throws Exception {
        InputStream in = reading().asInputStream();
        Background<Throwable> waits = Background.<Throwable>start(
                        () -> assertThrows(AsynchronousCloseException.class, in::read))
                .untilItWaits();
        in.close();
        waits.join();
        assertThrows(ClosedChannelException.class, in::read);
        assertThrows(ClosedChannelException.class, () -> reading().readLine());
        assertThrows(ClosedChannelException.class, () -> reading().read(1));
        assertEquals(0, in.available());
        in.close();
        reading().write(bytes("still here\n"));
        assertEquals("still here", writing().readLine());
    }

    @Test
    void eachWriteOfTheOutputStreamGoesOut() throws Exception {
        OutputStream out = writing().asOutputStream();
        out.write('a');
        assertEquals("a", text(reading().read(10)));
        out.write(bytes("xbcx"), 1, 2);
        assertEquals("bc", text(reading().readExactly(2)));
        out.close();
        assertThrows(IOException.class, () -> out.write('d'));
        assertEquals(0, reading().read(1).length);
    }

    @Test
    void closingSendsWhatWasWritten() throws Exception {
        writing().write(bytes("last"));
        writing().close();
        writing().close();
        assertEquals("last", text(reading().read(-1)));
        reading().close();
        assertTrue(!near().connection().isOpen() && !far().connection().isOpen());
    }

    @Test
    void oneThreadOfItsOwnIsEnough() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            connectStreams(options().handlerExecutor(single).readTimeout(Duration.ofSeconds(15)));
            Future<String> served = single.submit(() -> {
                try (BlockingStream stream = reading()) {
                    String line = stream.readLine();
                    stream.write(bytes(line + "!"));
                    return line;
                }
            });
            far().connection().output().write(bytes("half a li"));
            far().connection().output().flush();
            far().connection().output().write(bytes("ne\n"));
            far().connection().output().flush();
            assertEquals("half a line", served.get(Background.PATIENCE_SECONDS, TimeUnit.SECONDS));
            far().connection().input().awaitReadable(12);
            assertEquals("half a line!", far().connection().input().readString(12, UTF_8));
        } finally {
            abortConnections();
            single.shutdown();
        }
    }
}
