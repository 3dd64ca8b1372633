package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A pipe's ends as {@code java.io} streams. */
public abstract class PipeStreamContract extends PipeSuite {
    /** For subclasses. */
    protected PipeStreamContract() {}

    @Test
    void theInputStreamReadsSingleBytesUnsigned() throws Exception {
        InputStream in = pipe.asInputStream();
        send(new byte[] {0, 127, (byte) 0x80, (byte) 0xff});
        pipe.eof();
        assertEquals(0, in.read());
        assertEquals(127, in.read());
        assertEquals(128, in.read());
        assertEquals(255, in.read());
        assertEquals(-1, in.read());
        assertEquals(-1, in.read());
    }

    @Test
    void theInputStreamReadsWhatIsThere() throws Exception {
        InputStream in = pipe.asInputStream();
        byte[] into = bytes("..........");
        send("abcdef");
        assertEquals(3, in.read(into, 1, 3));
        assertText(".abc......", into);
        assertEquals(3, in.read(into));
        assertText("defc......", into);
        assertEquals(0, in.read(into, 0, 0), "no byte asked for: no wait");
        pipe.eof();
        assertEquals(-1, in.read(into));
        assertEquals(-1, in.read(into, 2, 2));
        assertEquals(0, in.available());
    }

    @Test
    void availableIsTheLength() throws Exception {
        InputStream in = pipe.asInputStream();
        assertEquals(0, in.available());
        send("abc");
        assertEquals(3, in.available());
    }

    @Test
    void aBadRangeOfTheInputStreamConsumesNothing() throws Exception {
        InputStream in = pipe.asInputStream();
        send("abc");
        assertThrows(IndexOutOfBoundsException.class, () -> in.read(new byte[3], 2, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> in.read(new byte[3], -1, 2));
        assertEquals(3, pipe.length());
    }

    @Test
    void theInputStreamSkips() throws Exception {
        InputStream in = pipe.asInputStream();
        send("abcdef");
        pipe.eof();
        in.skipNBytes(4);
        assertEquals('e', in.read());
        assertEquals(0, in.skip(0));
        assertEquals(0, in.skip(-5));
        assertEquals(1, in.skip(100));
        assertEquals(0, in.skip(1));
    }

    @Test
    void theInputStreamWaits() throws Exception {
        InputStream in = pipe.asInputStream();
        Background<byte[]> reader = Background.<byte[]>start(in::readAllBytes).untilItWaits();
        send("abc");
        reader.untilItWaits();
        send("def");
        pipe.eof();
        assertText("abcdef", reader.join());
    }

    @Test
    void aFailureIsTheInputStreamsException() throws Exception {
        Exception failure = new Exception("test");
        send("ab");
        pipe.eof(failure);
        InputStream in = pipe.asInputStream();
        assertEquals('a', in.read());
        assertEquals('b', in.read());
        assertSame(failure, assertThrows(IOException.class, in::read).getCause());
        assertSame(
                failure,
                assertThrows(IOException.class, () -> in.read(new byte[4])).getCause());
    }

    @Test
    void closingTheInputStreamClosesTheReader() throws Exception {
        send("abc");
        InputStream in = pipe.asInputStream();
        in.close();
        in.close();
        assertTrue(pipe.isReaderClosed());
        assertEquals(0, pool.inUse());
        assertThrows(IOException.class, in::read);
        assertThrows(IOException.class, () -> in.read(new byte[4]));
    }

    @Test
    void aReaderClosedMeanwhileIsTheInputStreamsException() throws Exception {
        InputStream in = pipe.asInputStream();
        Background<Integer> reader = Background.<Integer>start(in::read).untilItWaits();
        pipe.close();
        assertThrows(IOException.class, reader::join);
    }

    @Test
    void anInterruptEndsTheInputStreamsWait() throws Exception {
        InputStream in = pipe.asInputStream();
        Background<Boolean> reader = Background.<Boolean>start(() -> {
                    assertThrows(InterruptedIOException.class, in::read);
                    return Thread.currentThread().isInterrupted();
                })
                .untilItWaits();
        reader.interrupt();
        assertEquals(true, reader.join());
    }

    @Test
    void theOutputStreamFlushesWhenAsked() throws Exception {
        OutputStream out = pipe.asOutputStream();
        out.write('a');
        out.write(0x1ff);
        out.write(bytes("bcd"));
        out.write(bytes("xefx"), 1, 2);
        out.flush();
        assertText("a\u00ffbcdef", pipe.readAtMost(-1));
    }

    @Test
    void theOutputStreamFlushesEachFullChunk() throws Exception {
        pipe = open(options().minimumChunkSize(16).maximumChunkSize(16).pauseThreshold(0));
        OutputStream out = pipe.asOutputStream();
        for (int i = 0; i < 40; i++) {
            out.write('a');
        }
        assertEquals(32, pipe.length());
        assertEquals(8, pipe.unflushed());
        out.write(new byte[40]);
        assertEquals(80, pipe.length());
        out.write(new byte[15]);
        assertEquals(80, pipe.length(), "that chunk is not full");
    }

    @Test
    void closingTheOutputStreamIsEof() throws Exception {
        OutputStream out = pipe.asOutputStream();
        out.write(bytes("abc"));
        out.close();
        out.close();
        assertTrue(pipe.isEof());
        assertNull(pipe.failure());
        assertText("abc", pipe.readBytes(3));
        assertThrows(IOException.class, () -> out.write('x'));
        assertThrows(IOException.class, () -> out.write(bytes("x")));
    }

    @Test
    void aBadRangeOfTheOutputStreamWritesNothing() {
        OutputStream out = pipe.asOutputStream();
        assertThrows(IndexOutOfBoundsException.class, () -> out.write(new byte[3], 2, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> out.write(new byte[3], -1, 2));
        assertEquals(0, pipe.unflushed());
    }

    @Test
    void aClosedReaderIsTheOutputStreamsException() throws Exception {
        OutputStream out = pipe.asOutputStream();
        out.write('a');
        pipe.reader().close();
        IOException closed = assertThrows(IOException.class, () -> out.write(new byte[10]));
        assertInstanceOf(ReaderClosedException.class, closed.getCause());
        assertThrows(IOException.class, () -> out.write('a'));
        assertThrows(IOException.class, out::flush);
    }

    @Test
    void closingTheOutputStreamTellsThatBytesWereDropped() throws Exception {
        OutputStream out = pipe.asOutputStream();
        out.write('a');
        pipe.reader().close();
        assertThrows(IOException.class, out::close);
    }

    @Test
    void anOutputStreamOverAWriterThatEndedIsRefusedWithAnIoException() {
        OutputStream out = pipe.asOutputStream();
        pipe.eof();
        assertThrows(IOException.class, () -> out.write('a'));
    }

    @Test
    void theOutputStreamWaitsWhileThePipeIsPausedAndFlushesBeforeThat() throws Exception {
        OutputStream out = pipe.asOutputStream();
        byte[] pattern = pattern(10_000);
        Background<Boolean> writer = Background.<Boolean>start(() -> {
                    for (int at = 0; at < pattern.length; at += 10) {
                        out.write(pattern, at, 10);
                        out.flush();
                    }
                    out.close();
                    return true;
                })
                .untilItWaits();
        assertTrue(pipe.length() >= 64, "it waits before the threshold, at " + pipe.length());
        assertTrue(pipe.length() < 64 + 20, "it waits after the threshold, at " + pipe.length());
        assertEquals(0, pipe.unflushed(), "it flushes before it waits");
        assertArrayEquals(pattern, pipe.asInputStream().readAllBytes());
        writer.join();
    }

    @Test
    void aLargeWriteIsHeldBackToo() throws Exception {
        OutputStream out = pipe.asOutputStream();
        byte[] pattern = pattern(20_000);
        Background<Boolean> writer = Background.<Boolean>start(() -> {
                    out.write(pattern);
                    out.write(pattern);
                    out.close();
                    return true;
                })
                .untilItWaits();
        assertTrue(pipe.length() < 40_000);
        assertFalse(pipe.isEof());
        InputStream in = pipe.asInputStream();
        assertArrayEquals(pattern, in.readNBytes(20_000));
        assertArrayEquals(pattern, in.readNBytes(20_000));
        assertEquals(-1, in.read());
        writer.join();
    }

    @Test
    void aReaderThatClosesWakesTheOutputStream() throws Exception {
        OutputStream out = pipe.asOutputStream();
        Background<Boolean> writer = Background.<Boolean>start(() -> {
                    for (; ; ) {
                        out.write(new byte[64]);
                        out.flush();
                    }
                })
                .untilItWaits();
        pipe.reader().close();
        assertInstanceOf(
                ReaderClosedException.class,
                assertThrows(IOException.class, writer::join).getCause());
    }

    @Test
    void anInterruptEndsTheOutputStreamsWait() throws Exception {
        OutputStream out = pipe.asOutputStream();
        Background<Boolean> writer = Background.<Boolean>start(() -> {
                    assertThrows(InterruptedIOException.class, () -> {
                        for (; ; ) {
                            out.write(new byte[64]);
                            out.flush();
                        }
                    });
                    return Thread.currentThread().isInterrupted();
                })
                .untilItWaits();
        writer.interrupt();
        assertEquals(true, writer.join());
        assertFalse(pipe.isEof(), "no write was cut: the user may go on");
        assertEquals(0, pipe.skip(-1) % 64);
    }

    @Test
    void anInterruptThatCutsAWriteOfTheOutputStreamEndsThePipeWithIt() throws Exception {
        pipe = open(options().minimumChunkSize(16).maximumChunkSize(16));
        OutputStream out = pipe.asOutputStream();
        byte[] pattern = pattern(10_000);
        Background<InterruptedIOException> writer = Background.<InterruptedIOException>start(() -> {
                    InterruptedIOException cut = assertThrows(InterruptedIOException.class, () -> out.write(pattern));
                    assertTrue(Thread.interrupted());
                    out.close();
                    return cut;
                })
                .untilItWaits();
        writer.interrupt();
        InterruptedIOException cut = Objects.requireNonNull(writer.join());
        byte[] there = pipe.readBytes(cut.bytesTransferred);
        assertArrayEquals(Arrays.copyOf(pattern, cut.bytesTransferred), there);
        assertSame(cut, pipe.failure());
        assertSame(cut, assertThrows(IOException.class, () -> pipe.readBytes(1)).getCause());
    }
}
