package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.spi.BytesAccess;
import chunkedbuffer.tck.ProbePool;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pipe that somebody closes while it is in use shows nobody the memory of others, and loses none of its own. */
class PipeClosedMeanwhileTest {
    private static final byte[] MINE = {'m', 'i', 'n', 'e'};

    private final ProbePool pool = new ProbePool(MemoryKind.HEAP);

    private Pipe pipe() {
        return pipe(PipeOptions.defaults().inputCutoffSize());
    }

    private Pipe pipe(int inputCutoffSize) {
        return Pipe.create(PipeOptions.builder()
                .inputCutoffSize(inputCutoffSize)
                .provider("default")
                .pool(pool)
                .minimumChunkSize(4)
                .maximumChunkSize(4)
                .build());
    }

    @AfterEach
    void everyChunkCameBack() {
        pool.assertBalanced();
    }

    @Test
    void aTransferTakesTheBytesAlongWhoeverClosesTheSource() throws Exception {
        Pipe source = pipe();
        source.write(MINE);
        source.flush();
        AtomicReference<byte[]> taken = new AtomicReference<>();
        PipeWriter target = mock(PipeWriter.class);
        doAnswer(call -> {
                    source.close();
                    Pipe other = pipe(); // which would get the chunk if it had gone home
                    other.write(new byte[] {'s', 'e', 'c', 'r'});
                    taken.set(call.getArgument(0, Bytes.class).toByteArray());
                    other.close();
                    return null;
                })
                .when(target)
                .write(any(Bytes.class));
        assertEquals(4, source.transferTo(target, -1));
        assertArrayEquals(MINE, taken.get());
        assertThrows(IllegalStateException.class, () -> source.transferTo(target, -1));
    }

    @Test
    void aViewEndsWithThePipe() {
        Pipe pipe = pipe();
        pipe.write(MINE);
        pipe.write(MINE);
        pipe.flush();
        Bytes view = pipe.buffered();
        pipe.close();
        assertThrows(IllegalStateException.class, () -> view.get(0));
        assertThrows(IllegalStateException.class, view::retain);
        assertThrows(IllegalStateException.class, () -> view.slice(0, 5));
    }

    @Test
    void ofManyChunksNoneStaysRetainedWhenOneHasGone() {
        BytesAccess access = BytesAccess.get();
        Chunk first = pool.acquire(4);
        Chunk second = pool.acquire(4);
        Bytes view = access.view();
        access.add(view, first, 0, 4);
        access.add(view, second, 0, 4);
        second.release();
        assertThrows(IllegalStateException.class, view::retain);
        assertEquals(1, first.references());
        first.release();
    }

    /** The closer has given the chunk back, and somebody else has it, alone. */
    @Test
    void aReaderThatComesLateLeavesTheChunkToTheNextOne() {
        BytesAccess access = BytesAccess.get();
        try (ChunkPool slab = ChunkPool.create("slab", ChunkPoolOptions.defaults())) {
            Chunk chunk = slab.acquire(4);
            access.memory(chunk);
            Bytes view = access.view();
            access.bind(view, chunk, 0, 4);
            assertTrue(access.retain(chunk));
            assertEquals(2, chunk.references());
            chunk.release();
            chunk.release();
            assertFalse(access.retain(chunk));
            assertSame(chunk, slab.acquire(4));
            assertFalse(access.retain(chunk));
            assertThrows(IllegalStateException.class, view::retain);
            assertEquals(1, chunk.references());
            assertTrue(chunk.release());
            assertEquals(0, slab.stats().inUse());
        }
    }

    /** A view of another pipe's that ends between the look at it and the reference to its chunk. */
    @Test
    void whatHasGoneHomeMeanwhileIsNotLinked() {
        BytesAccess access = BytesAccess.get();
        Chunk chunk = pool.acquire(4);
        access.memory(chunk);
        Bytes view = access.view();
        access.bind(view, chunk, 0, 4);
        chunk.release();
        Pipe pipe = pipe(0);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> pipe.write(view));
        assertTrue(refused.getMessage().contains("closed meanwhile"), refused.getMessage());
        assertEquals(0, pipe.unflushed());
        assertEquals(0, chunk.references());
        pipe.close();
    }

    @Test
    void onlyTheChunkWhoseBufferIsOutWaitsForTheWriter() {
        Pipe pipe = pipe();
        pipe.write(MINE);
        pipe.flush();
        ByteBuffer out = pipe.getBuffer();
        assertEquals(4, out.remaining());
        assertEquals(2, pool.stats().inUse());
        pipe.close();
        assertEquals(1, pool.stats().inUse());
        assertThrows(ReaderClosedException.class, () -> pipe.advance(1));
        assertEquals(0, pool.stats().inUse());
    }

    @Test
    void anIdlePipeKeepsNoMemoryAlive() throws Exception {
        ProbePool forgetful = new ProbePool(MemoryKind.HEAP).forgetful();
        List<Pipe> idle = new ArrayList<>();
        List<WeakReference<ByteBuffer>> memories = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Pipe pipe = Pipe.create(PipeOptions.builder()
                    .provider("default")
                    .pool(forgetful)
                    .minimumChunkSize(4)
                    .maximumChunkSize(4)
                    .build());
            for (int round = 0; round < 3; round++) {
                ByteBuffer buffer = pipe.getBuffer();
                memories.add(new WeakReference<>(buffer));
                buffer.put(MINE);
                pipe.advance(4);
                pipe.write(MINE);
                pipe.flush();
                assertEquals(8, pipe.buffered().length());
                assertEquals(-1, pipe.indexOf((byte) '\n'));
                assertNull(pipe.readUntil(new byte[] {'\r', '\n'}));
                assertEquals(8, pipe.skip(-1));
            }
            idle.add(pipe);
        }
        forgetful.assertBalanced();
        int alive = memories.size();
        for (int turn = 0; turn < 50 && alive > 0; turn++) {
            System.gc();
            alive = (int)
                    memories.stream().filter(memory -> memory.get() != null).count();
        }
        assertEquals(0, alive);
        idle.forEach(Pipe::close);
    }
}
