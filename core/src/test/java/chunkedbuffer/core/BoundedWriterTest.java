package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.spi.BoundedWriter;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A writer at its pool's bound. */
@ExtendWith(NothingLeaked.class)
class BoundedWriterTest {
    private static final int BOUND = 4096;
    private static final byte[] LARGE = new byte[10_000];

    static {
        for (int i = 0; i < LARGE.length; i++) {
            LARGE[i] = (byte) i;
        }
    }

    private ChunkPool pool;
    private Pipe pipe;
    private BoundedWriter writer;

    @BeforeEach
    void open(PoolProbe pools) {
        pool = pools.create(ChunkPoolOptions.builder().maxTotalBytes(BOUND).build());
        open(pool);
    }

    private void open(ChunkPool memory) {
        pipe = Pipe.create(PipeOptions.builder()
                .pool(memory)
                .minimumChunkSize(1024)
                .maximumChunkSize(1024)
                .build());
        writer = (BoundedWriter) pipe;
    }

    @AfterEach
    void close() {
        pipe.close();
    }

    private CompletableFuture<?> whenMemory() {
        return writer.whenMemory().toCompletableFuture();
    }

    @Test
    void whatThereIsMemoryForIsCopiedAndTheRestLater() throws Exception {
        assertEquals(BOUND, writer.writeSome(LARGE, 0, LARGE.length));
        assertEquals(0, writer.writeSome(LARGE, BOUND, 10));
        assertEquals(0, writer.writeSome(LARGE, BOUND, 0));
        assertEquals(BOUND, pipe.unflushed());
        CompletableFuture<?> memory = whenMemory();
        pipe.flush();
        assertFalse(memory.isDone());
        byte[] first = pipe.readAtMost(-1);
        memory.get(20, TimeUnit.SECONDS);

        ByteBuffer rest = ByteBuffer.wrap(LARGE, BOUND, LARGE.length - BOUND);
        assertEquals(BOUND, writer.writeSome(rest));
        assertEquals(2 * BOUND, rest.position());
        pipe.flush();
        byte[] second = pipe.readAtMost(-1);
        assertArrayEquals(
                LARGE,
                ByteBuffer.allocate(LARGE.length)
                        .put(first)
                        .put(second)
                        .put(rest)
                        .array());
        assertThrows(IndexOutOfBoundsException.class, () -> writer.writeSome(LARGE, 1, LARGE.length));
    }

    @Test
    void aReaderThatClosesEndsTheWait() {
        List<Chunk> held = takeAll();
        CompletableFuture<?> memory = whenMemory();
        assertFalse(memory.isDone());
        pipe.reader().close();
        assertInstanceOf(
                ReaderClosedException.class,
                assertThrows(ExecutionException.class, () -> memory.get(20, TimeUnit.SECONDS))
                        .getCause());
        assertThrows(ReaderClosedException.class, () -> writer.writeSome(LARGE, 0, 1));
        held.forEach(Chunk::release);
    }

    @Test
    void runsOfBytesAreLinkedWhereTheyCannotBeCopied() throws Exception {
        List<Chunk> held = takeAll();
        try (Bytes small = Bytes.wrap("a few bytes".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            pipe.write(small);
        }
        pipe.flush();
        assertEquals("a few bytes", pipe.readString(11, java.nio.charset.StandardCharsets.US_ASCII));
        held.forEach(Chunk::release);
    }

    private List<Chunk> takeAll() {
        List<Chunk> held = new ArrayList<>();
        for (Chunk chunk = pool.tryAcquire(1); chunk != null; chunk = pool.tryAcquire(1)) {
            held.add(chunk);
        }
        return held;
    }

    /** Says that it has memory, and gives none. */
    private static class Promising implements ChunkPool {
        final List<Thread> asked = new ArrayList<>();

        @Override
        public Chunk acquire(int minCapacity) {
            throw new AssertionError("a write that does not wait acquired memory");
        }

        @Override
        public Chunk tryAcquire(int minCapacity) {
            return null;
        }

        @Override
        public void onAvailable(Runnable once) {
            asked.add(Thread.currentThread());
            once.run();
        }

        @Override
        public PoolStats stats() {
            return new PoolStats(0, 0, 0, 0, 0, 0);
        }

        @Override
        public void trim() {}

        @Override
        public void close() {}
    }

    @Test
    void whoComesBackInVainIsToldWithADelayAndAsksOnItsOwnThread() throws Exception {
        Promising promising = new Promising();
        pipe.close();
        open(promising);
        assertEquals(0, writer.writeSome(LARGE, 0, 1));
        assertTrue(whenMemory().isDone());
        assertEquals(0, writer.writeSome(LARGE, 0, 1));
        whenMemory().get(20, TimeUnit.SECONDS);
        assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), promising.asked);
    }

    @Test
    void whatThePoolThrowsIsThrownToTheWriter() {
        IllegalStateException wrong = new IllegalStateException("a pool's");
        pipe.close();
        open(new Promising() {
            @Override
            public void onAvailable(Runnable once) {
                super.onAvailable(once);
                if (asked.size() == 2) {
                    throw wrong;
                }
            }
        });
        assertTrue(whenMemory().isDone());
        assertSame(wrong, assertThrows(IllegalStateException.class, this::whenMemory));
    }
}
