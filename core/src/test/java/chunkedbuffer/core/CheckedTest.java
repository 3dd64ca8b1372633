package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.tck.ProbePool;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code -Dchunkedbuffer.checks=true} catches. */
class CheckedTest {
    private static final byte[] LINE = {'a', 'b', '\n', 'c'};

    private final ProbePool pool = new ProbePool(MemoryKind.HEAP);
    private final DefaultPipe pipe = new DefaultPipe(PipeOptions.builder()
            .pool(pool)
            .pauseThreshold(8)
            .resumeThreshold(4)
            .build());
    private final PipeReader reader = Checked.reader(pipe);
    private final PipeWriter writer = Checked.writer(pipe.writer(), reader);

    @AfterEach
    void everyChunkCameBack() {
        reader.close();
        pool.assertBalanced();
    }

    /** Runs a call on a thread of its own, and goes on when that thread is inside it. */
    private static FutureTask<Boolean> inside(String name, WaitingCall call) throws Exception {
        CountDownLatch about = new CountDownLatch(1);
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            about.countDown();
            return call.run();
        });
        Thread thread = new Thread(task, name);
        thread.start();
        assertTrue(about.await(30, TimeUnit.SECONDS));
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(thread.isAlive());
            Thread.onSpinWait();
        }
        return task;
    }

    private interface WaitingCall {
        boolean run() throws Exception;
    }

    @Test
    void aSecondReaderIsToldWhoTheFirstOneIs() throws Exception {
        FutureTask<Boolean> first = inside("first-reader", () -> reader.awaitReadable(1));
        IllegalStateException caught = assertThrows(IllegalStateException.class, () -> reader.readBytes(1));
        assertTrue(caught.getMessage().contains("Two readers at once"), caught.getMessage());
        assertTrue(caught.getMessage().contains("first-reader"), caught.getMessage());
        writer.write(LINE);
        writer.flush();
        assertEquals(true, first.get(30, TimeUnit.SECONDS));
        assertArrayEquals(LINE, reader.readBytes(4));
    }

    @Test
    void aSecondWriterIsToldWhoTheFirstOneIs() throws Exception {
        writer.write(new byte[8]);
        assertEquals(false, writer.flush());
        FutureTask<Boolean> first = inside("first-writer", () -> {
            writer.awaitWritable();
            return true;
        });
        IllegalStateException caught = assertThrows(IllegalStateException.class, () -> writer.write(LINE));
        assertTrue(caught.getMessage().contains("Two writers at once"), caught.getMessage());
        assertTrue(caught.getMessage().contains("first-writer"), caught.getMessage());
        assertEquals(8, reader.skip(-1));
        assertEquals(true, first.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aViewIsGoodUntilACallThatConsumes() throws Exception {
        writer.write(LINE);
        writer.flush();
        Bytes view = reader.buffered();
        assertEquals(2, reader.indexOf((byte) '\n'));
        assertNull(reader.readBytes(5));
        assertEquals('a', view.get(0));
        reader.readByte();
        assertThrows(IllegalStateException.class, () -> view.get(0));
        assertThrows(IllegalStateException.class, view::retain);
        assertEquals('b', reader.buffered().get(0));
        assertThrows(IllegalStateException.class, view::length);
    }

    @Test
    void aViewEndsWithItsReader() {
        writer.write(LINE);
        writer.flush();
        Bytes view = reader.buffered();
        reader.close();
        assertThrows(IllegalStateException.class, view::length);
    }

    @Test
    void aBufferThatIsWrittenToAfterBufferWrittenIsFoundOutAndSpoilsNothing() throws Exception {
        ByteBuffer kept = writer.getBuffer(4);
        kept.put(LINE);
        writer.bufferWritten(4);
        kept.put(kept.position() - 4, (byte) 'X'); // the memory of somebody else, without the checks
        IllegalStateException caught = assertThrows(IllegalStateException.class, () -> writer.write(LINE));
        assertTrue(caught.getMessage().contains("after it was given back"), caught.getMessage());
        assertTrue(caught.getMessage().contains(Thread.currentThread().toString()), caught.getMessage());
        assertArrayEquals(LINE, reader.readBytes(4));
        writer.write(LINE);
        writer.flush();
        assertArrayEquals(LINE, reader.readBytes(4));
    }

    @Test
    void aBufferThatIsUsedAsItShouldIsTakenOver() throws Exception {
        for (int i = 0; i < 5; i++) {
            ByteBuffer buffer = writer.getBuffer(4);
            buffer.put(LINE);
            writer.advance(2);
            assertThrows(IllegalStateException.class, () -> writer.advance(1));
            buffer = writer.getBuffer(2);
            buffer.put(LINE, 2, 2);
            assertThrows(IllegalStateException.class, () -> writer.bufferWritten(1 << 20));
            writer.bufferWritten(2);
            assertArrayEquals(LINE, reader.readBytes(4));
        }
    }

    @Test
    void aReadAfterCloseIsToldWhoClosed() throws Exception {
        Thread closer = new Thread(reader::close, "the-closer");
        closer.start();
        closer.join();
        IllegalStateException caught = assertThrows(IllegalStateException.class, () -> reader.readBytes(1));
        assertTrue(caught.getMessage().contains("the-closer"), caught.getMessage());
    }

    @Test
    void aThreadMayCallFromWithinItsOwnCall() throws Exception {
        reader.onReadable(() -> {
            try {
                assertArrayEquals(LINE, reader.readBytes(4));
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        });
        writer.write(LINE);
        writer.flush();
        assertEquals(0, reader.length());
        assertNull(reader.failure());
    }
}
