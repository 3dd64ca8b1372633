package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that lies idle for long is given up. */
@ExtendWith(NothingLeaked.class)
@Timeout(60)
class SlabPoolIdleTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final FakeTimer timer = new FakeTimer();

    private SlabPool pool(PoolProbe pools, ChunkPoolOptions.Builder options) {
        return pools.closing(
                new SlabPool(options.memory(MemoryKind.HEAP).maxIdleTime(MINUTE).build(), timer));
    }

    private static List<Chunk> acquire(SlabPool pool, int count, int capacity) {
        List<Chunk> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(pool.acquire(capacity));
        }
        return out;
    }

    private static void useOnce(SlabPool pool, int count, int capacity) {
        acquire(pool, count, capacity).forEach(Chunk::release);
    }

    /** Without a bound, and with one. */
    @ParameterizedTest
    @ValueSource(longs = {0, 64 << 20})
    void whatIsNotUsedForThatLongGoes(long maxTotalBytes, PoolProbe pools) {
        SlabPool pool = pool(pools, ChunkPoolOptions.builder().maxTotalBytes(maxTotalBytes));
        useOnce(pool, 200, 16_384);
        useOnce(pool, 3, 2048);
        long all = 200 * 16_384 + 3 * 2048;
        assertEquals(all, pool.stats().idleBytes());
        timer.windOn(MINUTE.minus(MOMENT));
        assertEquals(all, pool.stats().idleBytes());
        timer.windOn(MOMENT);
        assertEquals(all, pool.stats().idleBytes(), "it may have been used a moment ago");
        timer.windOn(MINUTE);
        assertEquals(0, pool.stats().idleBytes());
        assertEquals(203, pool.stats().released());
        assertEquals(0, pool.stats().inUse());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 64 << 20})
    void whatIsUsedStays(long maxTotalBytes, PoolProbe pools) {
        SlabPool pool = pool(pools, ChunkPoolOptions.builder().maxTotalBytes(maxTotalBytes));
        useOnce(pool, 20, 8192);
        for (int i = 0; i < 5; i++) {
            timer.windOn(MINUTE);
            useOnce(pool, 4, 8192);
        }
        assertEquals(4 * 8192, pool.stats().idleBytes());
        assertEquals(20, pool.stats().allocated());
    }

    @Test
    void chunksInUseAreNotTouched(PoolProbe pools) {
        SlabPool pool = pool(pools, ChunkPoolOptions.builder());
        List<Chunk> out = acquire(pool, 10, 8192);
        useOnce(pool, 10, 8192);
        for (Chunk each : out) {
            each.memory().putInt(0, 42);
        }
        timer.windOn(MINUTE);
        timer.windOn(MINUTE);
        assertEquals(0, pool.stats().idleBytes());
        assertEquals(10, pool.stats().inUse());
        out.forEach(each -> assertEquals(42, each.memory().getInt(0)));
        out.forEach(Chunk::release);
        assertEquals(10 * 8192, pool.stats().idleBytes());
    }

    /** In the depot, in the magazines of threads that do not come back, and with virtual threads. */
    @ParameterizedTest
    @ValueSource(longs = {0, 64 << 20})
    void whereverItLies(long maxTotalBytes, PoolProbe pools) throws Exception {
        SlabPool pool = pool(pools, ChunkPoolOptions.builder().maxTotalBytes(maxTotalBytes));
        ExecutorService threads = SomeThreads.virtualWherePossible();
        for (int i = 0; i < 100; i++) {
            threads.submit(() -> useOnce(pool, 5, 8192)).get(30, TimeUnit.SECONDS);
        }
        List<Chunk> out = Collections.synchronizedList(acquire(pool, 300, 4096));
        threads.submit(() -> out.forEach(Chunk::release)).get(30, TimeUnit.SECONDS);
        assertTrue(pool.stats().idleBytes() >= 300 * 4096);
        timer.windOn(MINUTE);
        timer.windOn(MINUTE);
        assertEquals(0, pool.stats().idleBytes());
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
    }

    @Test
    void itMakesRoomForWhoeverWaits(PoolProbe pools) {
        SlabPool pool = pool(pools, ChunkPoolOptions.builder().maxTotalBytes(64 << 10));
        useOnce(pool, 4, 16_384);
        timer.windOn(MINUTE);
        timer.windOn(MINUTE);
        Chunk large = pool.tryAcquire(64 << 10);
        assertNotNull(large);
        large.release();
    }

    @Test
    void theWatchEndsWithTheLastChunkAndBeginsAgain(PoolProbe pools) {
        SlabPool pool = pool(pools, ChunkPoolOptions.builder().maxTotalBytes(1 << 20));
        assertEquals(0, timer.waiting(), "a pool that was never used");
        useOnce(pool, 4, 8192);
        assertEquals(1, timer.waiting());
        timer.windOn(MINUTE);
        timer.windOn(MINUTE);
        assertEquals(0, timer.waiting());
        useOnce(pool, 1, 8192);
        assertEquals(1, timer.waiting());
        pool.trim();
        timer.windOn(MINUTE);
        assertEquals(0, timer.waiting());
    }

    @Test
    void withoutALimitOfTimeThereIsNoWatch(PoolProbe pools) {
        SlabPool pool = pools.closing(new SlabPool(
                ChunkPoolOptions.builder().maxIdleTime(Duration.ZERO).build(), timer));
        useOnce(pool, 4, 8192);
        assertEquals(0, timer.waiting());
    }

    @Test
    void theWatchKeepsNoPoolAlive() {
        WeakReference<SlabPool> pool = abandoned();
        for (int i = 0; i < 1000 && pool.get() != null; i++) {
            System.gc();
        }
        assertEquals(null, pool.get());
        assertEquals(1, timer.waiting());
        timer.windOn(MINUTE);
        assertEquals(0, timer.waiting());
    }

    private WeakReference<SlabPool> abandoned() {
        SlabPool pool =
                new SlabPool(ChunkPoolOptions.builder().maxIdleTime(MINUTE).build(), timer);
        useOnce(pool, 4, 8192);
        return new WeakReference<>(pool);
    }
}
