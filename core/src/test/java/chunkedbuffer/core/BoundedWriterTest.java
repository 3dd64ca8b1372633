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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A writer at its pool's bound. */
@ExtendWith(NothingLeaked.class)
class BoundedWriterTest {
    private static final int BOUND = 4096;
    private static final int RESERVE = 2048;
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
        int most = BOUND + RESERVE;
        assertEquals(most, writer.writeSome(LARGE, 0, LARGE.length));
        assertEquals(0, writer.writeSome(LARGE, most, 10));
        assertEquals(0, writer.writeSome(LARGE, most, 0));
        assertEquals(most, pipe.unflushed());
        CompletableFuture<?> memory = whenMemory();
        pipe.flush();
        assertFalse(memory.isDone());
        byte[] first = pipe.readAtMost(-1);
        memory.get(20, TimeUnit.SECONDS);

        ByteBuffer rest = ByteBuffer.wrap(LARGE, most, LARGE.length - most);
        assertEquals(LARGE.length - most, writer.writeSome(rest));
        assertEquals(LARGE.length, rest.position());
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
    void whereThePoolHasNothingAWriteGoesOnInAReserveOfItsOwn() throws Exception {
        List<Chunk> held = takeAll();
        for (int at = 0; at < LARGE.length; at += RESERVE) {
            int wanted = LARGE.length - at;
            int most = Math.min(wanted, RESERVE);
            assertEquals(most, writer.writeSome(LARGE, at, wanted));
            if (most < wanted) {
                assertEquals(0, writer.writeSome(LARGE, at + most, 1));
            }
            CompletableFuture<?> memory = whenMemory();
            pipe.flush();
            assertFalse(memory.isDone());
            assertArrayEquals(Arrays.copyOfRange(LARGE, at, at + most), pipe.readBytes(most));
            if (most < wanted) {
                memory.get(20, TimeUnit.SECONDS);
            } else {
                assertFalse(memory.isDone(), "it did not stop for its reserve");
            }
        }
        held.forEach(Chunk::release);
    }

    @Test
    void aReserveIsOutUntilTheLastSliceOfItIsClosed() throws Exception {
        List<Chunk> held = takeAll();
        assertEquals(RESERVE, writer.writeSome(LARGE, 0, LARGE.length));
        CompletableFuture<?> memory;
        pipe.flush();
        try (Bytes slice = Objects.requireNonNull(pipe.take(10))) {
            pipe.skip(-1);
            assertEquals(0, writer.writeSome(LARGE, 0, 1));
            memory = whenMemory();
            assertFalse(memory.isDone());
            assertEquals(10, slice.length());
        }
        memory.get(20, TimeUnit.SECONDS);
        assertEquals(RESERVE, writer.writeSome(LARGE, 0, LARGE.length));
        held.forEach(Chunk::release);
    }

    @Test
    void aThreadWaitsForTheReserveForMemoryAndForTheReader() throws Exception {
        List<Chunk> held = takeAll();
        assertEquals(RESERVE, writer.writeSome(LARGE, 0, LARGE.length));
        pipe.flush();
        waits(() -> pipe.skip(-1));
        assertEquals(RESERVE, writer.writeSome(LARGE, 0, LARGE.length));
        waits(() -> held.remove(0).release());
        assertEquals(BOUND / 2, writer.writeSome(LARGE, 0, LARGE.length));
        ExecutionException closed = assertThrows(ExecutionException.class, () -> waits(pipe.reader()::close));
        assertInstanceOf(ReaderClosedException.class, closed.getCause());
        assertThrows(ReaderClosedException.class, writer::awaitMemory);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, writer::awaitMemory);
        held.forEach(Chunk::release);
    }

    /** What a thread waits for that found no memory comes by {@code event}. */
    private void waits(Event event) throws Exception {
        assertEquals(0, writer.writeSome(LARGE, 0, 1));
        FutureTask<Void> waiting = new FutureTask<>(() -> {
            writer.awaitMemory();
            return null;
        });
        Thread thread = new Thread(waiting, "waits for memory");
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            assertFalse(waiting.isDone(), "the wait ended with nothing there");
            Thread.onSpinWait();
        }
        event.happen();
        waiting.get(20, TimeUnit.SECONDS);
        thread.join(20_000);
    }

    private interface Event {
        void happen() throws Exception;
    }

    @Test
    void thePoolIsAskedOnceHoweverManyWaitsEndWithoutIt() throws Exception {
        Promising silent = new Promising() {
            @Override
            public void onAvailable(Runnable once) {
                asked.add(Thread.currentThread());
            }
        };
        pipe.close();
        open(silent);
        for (int i = 0; i < 100; i++) {
            assertEquals(RESERVE, writer.writeSome(LARGE, 0, LARGE.length));
            assertEquals(0, writer.writeSome(LARGE, 0, LARGE.length));
            CompletableFuture<?> memory = whenMemory();
            pipe.flush();
            pipe.skip(-1);
            memory.get(20, TimeUnit.SECONDS);
        }
        assertEquals(1, silent.asked.size());
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
        assertEquals(RESERVE, writer.writeSome(LARGE, 0, LARGE.length));
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
