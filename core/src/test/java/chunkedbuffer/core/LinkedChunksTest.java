package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.tck.ProbePool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chunks that change hands whole, and what may come between. */
class LinkedChunksTest {
    private static final int SIZE = 64;

    private final ProbePool pool = new ProbePool(MemoryKind.HEAP).forgetful();
    private final ProbePool targetPool = new ProbePool(MemoryKind.HEAP);
    private final Pipe pipe = open(pool);
    private final Pipe target = open(targetPool);

    private static Pipe open(ProbePool pool) {
        return Pipe.create(PipeOptions.builder()
                .pool(pool)
                .minimumChunkSize(SIZE)
                .maximumChunkSize(SIZE)
                .inputCutoffSize(8)
                .pauseThreshold(0)
                .build());
    }

    @AfterEach
    void close() {
        pipe.close();
        target.close();
        pool.assertBalanced();
        targetPool.assertBalanced();
    }

    private static byte[] letters(char letter, int count) {
        return String.valueOf(letter).repeat(count).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private void fill(char letter) {
        pipe.getBuffer(SIZE).put(letters(letter, SIZE));
        pipe.bufferWritten(SIZE);
    }

    @Test
    void theLastSliceOfAChunkKeepsItWhenThePipeIsClosed() throws Exception {
        fill('a');
        fill('b');
        Bytes first = pipe.take(SIZE);
        Bytes last = pipe.take(SIZE);
        pipe.close();
        assertEquals(2, pool.inUse(), "the slices hold them");
        assertArrayEquals(letters('a', SIZE), first.toByteArray());
        assertArrayEquals(letters('b', SIZE), last.toByteArray());
        first.close();
        last.close();
        assertEquals(0, pool.inUse());
    }

    @Test
    void slicesBeforeTheLastOneStayGood() throws Exception {
        fill('a');
        Bytes early = pipe.take(10);
        Bytes last = pipe.take(SIZE - 10);
        last.close();
        assertEquals(1, pool.inUse());
        assertArrayEquals(letters('a', 10), early.toByteArray());
        early.close();
        assertEquals(0, pool.inUse());
    }

    /** Memory that a slice of the last bytes holds alone is never written to again. */
    @Test
    void theWriterDoesNotGoOnBehindWhatWasTaken() throws Exception {
        pipe.write(letters('a', 10));
        pipe.flush();
        Bytes taken = pipe.take(10);
        pipe.write(letters('b', 10));
        pipe.flush();
        assertEquals(2, pool.inUse(), "another chunk");
        taken.close();
        assertArrayEquals(letters('b', 10), pipe.readBytes(10));
    }

    /** A pool that has no memory when so many chunks were had of it, and then has again. */
    private static final class PoorPool implements ChunkPool {
        private final ChunkPool memory;
        private int left;

        PoorPool(ChunkPool memory, int left) {
            this.memory = memory;
            this.left = left;
        }

        @Override
        public Chunk acquire(int minCapacity) {
            if (left-- == 0) {
                throw new OutOfMemoryError("thrown by the test");
            }
            return memory.acquire(minCapacity);
        }

        @Override
        public PoolStats stats() {
            return memory.stats();
        }

        @Override
        public void trim() {
            memory.trim();
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    @Test
    void whatATargetTookThatThenHadNoMemoryIsNotSentTwice() throws Exception {
        byte[] sent = "01234567890123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        pipe.write(sent);
        pipe.flush();
        try (Pipe poor = Pipe.create(PipeOptions.builder()
                .pool(new PoorPool(targetPool, 2))
                .minimumChunkSize(8)
                .maximumChunkSize(8)
                .build())) {
            assertThrows(OutOfMemoryError.class, () -> pipe.transferTo(poor, -1));
            assertEquals(sent.length - poor.unflushed(), pipe.length());
            pipe.transferTo(poor, -1);
            assertArrayEquals(sent, poor.readBytes(sent.length));
        }
    }

    /** The target's own unused chunk goes home with a transfer, and whoever waits for it may read the source. */
    @Test
    void whoWaitsForTheTargetsMemoryMayReadTheSource() throws Exception {
        targetPool.bound(1);
        pipe.write(letters('a', 50));
        pipe.write(letters('b', 14));
        pipe.flush();
        target.getBuffer(SIZE);
        byte[][] read = new byte[1][];
        targetPool.onAvailable(() -> read[0] = now(50));
        assertEquals(14, pipe.transferTo(target, -1));
        assertArrayEquals(letters('a', 50), read[0]);
        assertArrayEquals(letters('b', 14), target.readAtMost(-1));
        assertEquals(0, pipe.length());
    }

    @Test
    void nothingIsPassedOnIfTheSourceWasReadEmptyMeanwhile() throws Exception {
        targetPool.bound(1);
        pipe.write(letters('a', 50));
        pipe.flush();
        target.getBuffer(SIZE);
        targetPool.onAvailable(() -> now(50));
        assertEquals(0, pipe.transferTo(target, -1));
        assertEquals(0, target.length());
        assertEquals(0, targetPool.inUse());
    }

    private byte[] now(int count) {
        try {
            return pipe.readBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTransferToAPipeThatIsClosedConsumesNothing() throws Exception {
        fill('a');
        target.close();
        assertThrows(ReaderClosedException.class, () -> pipe.transferTo(target, -1));
        assertArrayEquals(letters('a', SIZE), pipe.readBytes(SIZE));
        assertEquals(0, pool.inUse());
    }

    @Test
    void aTransferToAPipeThatHasEndedConsumesNothing() throws Exception {
        fill('a');
        target.eof();
        assertThrows(IllegalStateException.class, () -> pipe.transferTo(target, -1));
        assertArrayEquals(letters('a', SIZE), pipe.readBytes(SIZE));
        assertEquals(0, pool.inUse());
    }

    /** What is written and not flushed is dropped when the listener fails, also in segments that were used before. */
    @Test
    void unflushedChunksGoHomeWhenTheListenerFails() throws Exception {
        fill('a');
        fill('b');
        assertArrayEquals(letters('a', SIZE), pipe.readBytes(SIZE));
        pipe.write(letters('c', 3 * SIZE)); // three more, one in the segment that was passed
        assertArrayEquals(letters('b', SIZE), pipe.readBytes(SIZE));
        pipe.write(letters('d', SIZE));
        assertEquals(4, pool.inUse());
        ((PipeState) pipe).fail(new IllegalStateException("as a listener that threw"));
        assertThrows(ReaderClosedException.class, pipe::flush);
        assertEquals(0, pipe.length());
        assertEquals(0, pool.inUse(), "before anybody closes");
    }

    /** A source whose memory is gone in the middle of a copy leaves neither an empty chunk nor a part of itself. */
    @Test
    void aSourceThatCannotBeReadLeavesNothing() throws Exception {
        assumeTrue(Runtime.version().feature() >= 22, "java.lang.foreign");
        fill('a');
        ByteBuffer gone = buffersOfAnArenaThatIsClosed();
        assertThrows(IllegalStateException.class, () -> pipe.write(gone));
        assertEquals(0, pipe.unflushed());
        assertArrayEquals(letters('a', SIZE), pipe.readBytes(SIZE));
        assertEquals(0, pool.inUse());
        assertTrue(pipe.isWritable());
        assertFalse(pipe.isEof());
    }

    /** By reflection, as this is compiled for 17. */
    private static ByteBuffer buffersOfAnArenaThatIsClosed() throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.lang.foreign.Arena");
        Object arena = type.getMethod("ofConfined").invoke(null);
        Object segment = type.getMethod("allocate", long.class, long.class).invoke(arena, 32L, 1L);
        Method asByteBuffer = Class.forName("java.lang.foreign.MemorySegment").getMethod("asByteBuffer");
        ByteBuffer buffer = (ByteBuffer) asByteBuffer.invoke(segment);
        type.getMethod("close").invoke(arena);
        return buffer;
    }
}
