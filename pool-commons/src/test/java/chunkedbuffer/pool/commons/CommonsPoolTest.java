package chunkedbuffer.pool.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeaked.class)
class CommonsPoolTest {

    private static CommonsPool pool(PoolProbe pools, ChunkPoolOptions.Builder options) {
        return pools.closing(new CommonsPool(options.build(), CommonsPoolOptions.defaults()));
    }

    @Test
    void isFoundByItsNameAndNotPreferred(PoolProbe pools) {
        assertTrue(
                pools.create("commons", ChunkPoolOptions.defaults()).toString().startsWith("commons pool, "));
        assertTrue(new CommonsPoolProvider().priority() < -100, "the slab pool stays the default");
    }

    @Test
    void theWarmestChunkComesOutFirst(PoolProbe pools) {
        CommonsPool pool = pool(pools, ChunkPoolOptions.builder());
        Chunk first = pool.acquire(1);
        Chunk second = pool.acquire(1);
        first.release();
        second.release();
        Chunk again = pool.acquire(1);
        assertSame(second, again);
        again.release();
    }

    @Test
    void aChunkAboveTheLargestSizeIsMadeToMeasureAndDropped(PoolProbe pools) {
        CommonsPool pool = pool(pools, ChunkPoolOptions.builder());
        Chunk largest = pool.acquire(256 << 10);
        Chunk larger = pool.acquire((256 << 10) + 1);
        assertEquals(256 << 10, largest.capacity());
        assertEquals((256 << 10) + 1, larger.capacity());
        larger.release();
        assertEquals(0, pool.stats().idleBytes());
        largest.release();
        assertEquals(256 << 10, pool.stats().idleBytes());
    }

    @Test
    void soIsOneWhoseSizeIsAboveTheBound(PoolProbe pools) {
        CommonsPool pool = pool(pools, ChunkPoolOptions.builder().maxTotalBytes(10_000));
        Chunk chunk = pool.acquire(9000);
        assertEquals(9000, chunk.capacity());
        assertNull(pool.tryAcquire(1));
        chunk.release();
        assertEquals(0, pool.stats().idleBytes());
    }

    @Test
    void whatIsDroppedToMakeRoomIsNotCountedAsUsed(PoolProbe pools) {
        CommonsPool pool = pool(pools, ChunkPoolOptions.builder().maxTotalBytes(64 << 10));
        List<Chunk> small = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            small.add(pool.acquire(1));
        }
        small.forEach(Chunk::release);
        pool.acquire(16 << 10).release();
        assertEquals(33, pool.stats().acquired());
        assertEquals(33, pool.stats().released());
        assertEquals(64 << 10, pool.stats().idleBytes(), "no more was dropped than had to be");
        pool.trim();
        assertEquals(33, pool.stats().acquired());
        assertEquals(33, pool.stats().released());
    }

    @Test
    void closedPoolsHaveClosedTheirSizes(PoolProbe pools) {
        CommonsPool pool = pool(pools, ChunkPoolOptions.builder());
        Chunk chunk = pool.acquire(1);
        assertFalse(pool.size(0).isClosed());
        pool.close();
        assertTrue(pool.size(0).isClosed());
        pool.trim();
        chunk.release();
        assertEquals(0, pool.size(0).getNumIdle());
    }
}
