package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

/** A pipe's ends as {@code java.nio} channels. */
public abstract class PipeChannelContract extends PipeSuite {
    /** For subclasses. */
    protected PipeChannelContract() {}

    @Test
    void theChannelReadsWhatIsThere() throws Exception {
        ReadableByteChannel in = pipe.asReadableChannel();
        send("abcdef");
        ByteBuffer dst = ByteBuffer.allocate(10).position(1).limit(5);
        assertEquals(4, in.read(dst));
        assertEquals(5, dst.position());
        assertEquals(0, in.read(dst), "no room: no wait");
        dst.limit(10);
        assertEquals(2, in.read(dst));
        assertText("\0abcdef\0\0\0", dst.array());
        pipe.eof();
        assertEquals(-1, in.read(dst));
        assertEquals(-1, in.read(dst));
    }

    @Test
    void theChannelWaitsForOneByte() throws Exception {
        ReadableByteChannel in = pipe.asReadableChannel();
        ByteBuffer dst = ByteBuffer.allocate(10);
        Background<Integer> reader =
                Background.<Integer>start(() -> in.read(dst)).untilItWaits();
        send("ab");
        assertEquals(2, reader.join());
        Background<Integer> atEnd =
                Background.<Integer>start(() -> in.read(dst)).untilItWaits();
        pipe.eof();
        assertEquals(-1, atEnd.join());
    }

    @Test
    void aFailureIsTheChannelsException() throws Exception {
        Exception failure = new Exception("test");
        send("ab");
        pipe.eof(failure);
        ReadableByteChannel in = pipe.asReadableChannel();
        assertEquals(2, in.read(ByteBuffer.allocate(10)));
        assertSame(
                failure,
                assertThrows(IOException.class, () -> in.read(ByteBuffer.allocate(10)))
                        .getCause());
    }

    @Test
    void closingTheReadableChannelClosesTheReader() throws Exception {
        send("abc");
        ReadableByteChannel in = pipe.asReadableChannel();
        assertTrue(in.isOpen());
        in.close();
        in.close();
        assertFalse(in.isOpen());
        assertTrue(pipe.isReaderClosed());
        assertEquals(0, pool.inUse());
        assertThrows(ClosedChannelException.class, () -> in.read(ByteBuffer.allocate(10)));
    }

    @Test
    void aReadThatCannotBeClosesNothing() throws Exception {
        ReadableByteChannel in = pipe.asReadableChannel();
        assertThrows(
                IllegalArgumentException.class,
                () -> in.read(ByteBuffer.allocate(10).asReadOnlyBuffer()));
        var wait = pipe.whenReadable(1).toCompletableFuture();
        IOException pending = assertThrows(IOException.class, () -> in.read(ByteBuffer.allocate(10)));
        assertFalse(pending instanceof ClosedChannelException);
        assertTrue(wait.cancel(false));
        send("abc");
        assertEquals(3, in.read(ByteBuffer.allocate(10)));
        pipe.reader().close();
        assertThrows(ClosedChannelException.class, () -> in.read(ByteBuffer.allocate(10)));
    }

    @Test
    void anInterruptEndsTheReadableChannelsWait() throws Exception {
        ReadableByteChannel in = pipe.asReadableChannel();
        Background<Boolean> reader = Background.<Boolean>start(() -> {
                    assertThrows(ClosedByInterruptException.class, () -> in.read(ByteBuffer.allocate(10)));
                    return Thread.currentThread().isInterrupted();
                })
                .untilItWaits();
        reader.interrupt();
        assertEquals(true, reader.join());
        assertFalse(in.isOpen());
    }

    @Test
    void aCloseByAnotherThreadEndsTheReadableChannelsWait() throws Exception {
        ReadableByteChannel in = pipe.asReadableChannel();
        Background<Integer> reader = Background.<Integer>start(() -> in.read(ByteBuffer.allocate(10)))
                .untilItWaits();
        in.close();
        assertThrows(ClosedChannelException.class, reader::join);
    }

    @Test
    void theWritableChannelTakesAllAndFlushes() throws Exception {
        WritableByteChannel out = pipe.asWritableChannel();
        ByteBuffer src = ByteBuffer.wrap(bytes("-abcdef-")).position(1).limit(7);
        assertEquals(6, out.write(src));
        assertEquals(7, src.position());
        assertEquals(6, pipe.length());
        src.clear();
        src.put(1, (byte) 'X');
        assertText("abcdef", pipe.readBytes(6));
        assertEquals(0, out.write(ByteBuffer.allocate(0)));
    }

    @Test
    void closingTheWritableChannelIsEof() throws Exception {
        WritableByteChannel out = pipe.asWritableChannel();
        out.write(ByteBuffer.wrap(bytes("abc")));
        assertTrue(out.isOpen());
        out.close();
        out.close();
        assertFalse(out.isOpen());
        assertTrue(pipe.isEof());
        assertText("abc", pipe.readBytes(3));
        assertThrows(ClosedChannelException.class, () -> out.write(ByteBuffer.wrap(bytes("x"))));
    }

    @Test
    void aClosedReaderIsTheWritableChannelsException() {
        WritableByteChannel out = pipe.asWritableChannel();
        pipe.reader().close();
        IOException closed = assertThrows(IOException.class, () -> out.write(ByteBuffer.wrap(bytes("x"))));
        assertInstanceOf(ReaderClosedException.class, closed.getCause());
    }

    @Test
    void theWritableChannelWaitsWhileThePipeIsPaused() throws Exception {
        WritableByteChannel out = pipe.asWritableChannel();
        byte[] pattern = pattern(10_000);
        Background<Boolean> writer = Background.<Boolean>start(() -> {
                    for (int at = 0; at < pattern.length; at += 10) {
                        assertEquals(10, out.write(ByteBuffer.wrap(pattern, at, 10)));
                    }
                    out.close();
                    return true;
                })
                .untilItWaits();
        assertTrue(pipe.length() < 64 + 20, "it does not wait at " + pipe.length());
        ReadableByteChannel in = pipe.asReadableChannel();
        ByteBuffer all = ByteBuffer.allocate(10_001);
        while (in.read(all) >= 0) {
            assertTrue(all.hasRemaining());
        }
        writer.join();
        byte[] read = new byte[all.flip().remaining()];
        all.get(read);
        assertArrayEquals(pattern, read);
    }

    @Test
    void anInterruptEndsTheWritableChannelsWait() throws Exception {
        WritableByteChannel out = pipe.asWritableChannel();
        Background<Boolean> writer = Background.<Boolean>start(() -> {
                    assertThrows(ClosedByInterruptException.class, () -> {
                        for (; ; ) {
                            out.write(ByteBuffer.allocate(64));
                        }
                    });
                    return Thread.currentThread().isInterrupted();
                })
                .untilItWaits();
        writer.interrupt();
        assertEquals(true, writer.join());
        assertFalse(out.isOpen());
        assertInstanceOf(ClosedByInterruptException.class, pipe.failure());
    }
}
