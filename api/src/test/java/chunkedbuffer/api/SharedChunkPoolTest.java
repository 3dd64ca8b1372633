package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the shared pool passes on, what it keeps from others, and what a pool has without doing anything. */
class SharedChunkPoolTest {
    private final ChunkPool pool = mock(ChunkPool.class);
    private final ChunkPool shared = new SharedChunkPool(pool);

    private static final class Memory extends Chunk {
        Memory() {
            super(ByteBuffer.allocate(16));
        }

        @Override
        protected void recycle() {}
    }

    @Test
    void closeOnlyTrims() {
        shared.close();
        shared.close();
        verify(pool, never()).close();
        verify(pool, org.mockito.Mockito.times(2)).trim();
        verifyNoMoreInteractions(pool);
    }

    @Test
    void allElseIsPassedOn() {
        Chunk waited = new Memory();
        Chunk tried = new Memory();
        PoolStats stats = new PoolStats(1, 2, 3, 4, 5, 6);
        when(pool.acquire(10)).thenReturn(waited);
        when(pool.tryAcquire(11)).thenReturn(tried);
        when(pool.stats()).thenReturn(stats);
        Runnable once = () -> {};

        assertSame(waited, shared.acquire(10));
        assertSame(tried, shared.tryAcquire(11));
        assertSame(stats, shared.stats());
        shared.onAvailable(once);
        shared.trim();

        verify(pool).onAvailable(once);
        verify(pool).trim();
    }

    @Test
    void aPoolThatNeverWaitsNeedsNoMethodsForThat() {
        ChunkPool simple = mock(ChunkPool.class);
        Chunk chunk = new Memory();
        when(simple.acquire(7)).thenReturn(chunk);
        when(simple.tryAcquire(7)).thenCallRealMethod();
        org.mockito.Mockito.doCallRealMethod().when(simple).onAvailable(any());

        assertSame(chunk, simple.tryAcquire(7));
        AtomicInteger runs = new AtomicInteger();
        simple.onAvailable(runs::incrementAndGet);
        assertEquals(1, runs.get());
    }

    @Test
    void statisticsNameTheirCounters() {
        PoolStats stats = new PoolStats(1, 2, 3, 4, 5, 6);
        assertEquals(
                "PoolStats[acquired=1, released=2, allocated=3, inUse=4, inUseBytes=5, idleBytes=6]", stats.toString());
    }
}
