package chunkedbuffer.pool.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Idle chunks and Commons Pool's thread that looks through them. */
@ExtendWith(NothingLeaked.class)
@Timeout(60)
class EvictionTest {

    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    private static CommonsPoolOptions evicting(Duration interval, Duration idleTime) {
        return CommonsPoolOptions.builder()
                .evictionInterval(interval)
                .idleTime(idleTime)
                .build();
    }

    private static CommonsPool pool(PoolProbe pools, long maxTotalBytes, CommonsPoolOptions more) {
        return pools.closing(new CommonsPool(
                ChunkPoolOptions.builder().maxTotalBytes(maxTotalBytes).build(), more));
    }

    @Test
    void whatIsIdleGoesOnSchedule(PoolProbe pools) {
        CommonsPool pool = pool(pools, 0, evicting(OFTEN, Duration.ZERO));
        Chunk kept = pool.acquire(1);
        pool.acquire(1).release();
        pool.acquire(5000).release();
        Eventually.holds("nothing is idle", () -> pool.stats().idleBytes() == 0);
        assertEquals(1, pool.stats().inUse());
        kept.memory().putInt(0, 42);
        kept.release();
    }

    @Test
    void whatIsIdleForTheTimeOfAllPoolsGoes(PoolProbe pools) {
        ChunkPool pool = pools.closing(ChunkPool.create(
                "commons", ChunkPoolOptions.builder().maxIdleTime(OFTEN).build()));
        pool.acquire(1).release();
        Eventually.holds("nothing is idle", () -> pool.stats().idleBytes() == 0);
        ChunkPool keeping = pools.closing(ChunkPool.create(
                "commons", ChunkPoolOptions.builder().maxIdleTime(Duration.ZERO).build()));
        keeping.acquire(1).release();
        assertEquals(2048, keeping.stats().idleBytes());
    }

    @Test
    void whatIsNotIdleForLongStays(PoolProbe pools) throws Exception {
        CommonsPool pool = pool(pools, 0, evicting(Duration.ZERO, LONG));
        pool.acquire(1).release();
        pool.size(0).evict();
        assertEquals(2048, pool.stats().idleBytes());
        pool.size(0).setMinEvictableIdleDuration(Duration.ofNanos(1));
        pool.size(0).evict();
        assertEquals(0, pool.stats().idleBytes());
        assertEquals(1, pool.stats().allocated());
        assertEquals(1, pool.stats().released());
    }

    @Test
    void theScheduleOutlivesTheLoaderThatWasTheThreadsWhenThePoolWasMade(PoolProbe pools) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URLClassLoader passing = new URLClassLoader(new URL[0], before);
        thread.setContextClassLoader(passing);
        CommonsPool pool;
        try {
            pool = pool(pools, 0, evicting(OFTEN, Duration.ZERO));
            assertSame(passing, thread.getContextClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
        WeakReference<ClassLoader> gone = new WeakReference<>(passing);
        passing.close();
        passing = null;
        Eventually.holds("the loader is collected", () -> {
            System.gc();
            return gone.refersTo(null);
        });
        pool.acquire(1).release();
        Eventually.holds("nothing is idle", () -> pool.stats().idleBytes() == 0);
    }

    /** Commons Pool puts a chunk that was wanted while it was looked at back without telling anybody. */
    @Test
    void whoWaitsForAChunkThatTheEvictorLooksAtGetsIt(PoolProbe pools) throws Exception {
        CommonsPool pool = pool(pools, 2048, evicting(Duration.ZERO, LONG));
        pool.acquire(1).release();
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        pool.size(0).setEvictionPolicy((config, underTest, idle) -> {
            looking.countDown();
            await(goOn);
            return false;
        });
        FutureTask<Void> evictor = start(() -> {
            pool.size(0).evict();
            return null;
        });
        await(looking);
        FutureTask<Chunk> waiter = new FutureTask<>(() -> pool.acquire(1));
        Thread thread = new Thread(waiter, "waiter");
        thread.start();
        Eventually.waits(thread);
        goOn.countDown();
        evictor.get(30, TimeUnit.SECONDS);
        waiter.get(30, TimeUnit.SECONDS).release();
        assertEquals(1, pool.stats().allocated());
    }

    @Test
    void whatIsTrimmedWhileTheEvictorLooksAtItIsGoneOnce(PoolProbe pools) throws Exception {
        CommonsPool pool = pool(pools, 64 << 10, evicting(Duration.ZERO, LONG));
        Chunk one = pool.acquire(1);
        pool.acquire(1).release();
        one.release();
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        pool.size(0).setEvictionPolicy((config, underTest, idle) -> {
            looking.countDown();
            await(goOn);
            return true;
        });
        FutureTask<Void> evictor = start(() -> {
            pool.size(0).evict();
            return null;
        });
        await(looking);
        pool.size(0).clear(); // as Commons Pool does when a chunk is returned to it and it is closed
        goOn.countDown();
        evictor.get(30, TimeUnit.SECONDS);
        pool.trim();
        assertEquals(0, pool.stats().idleBytes());
        Chunk all = pool.acquire(64 << 10);
        assertFalse(all.capacity() < 64 << 10);
        all.release();
        assertEquals(64 << 10, pool.stats().idleBytes());
    }

    @Test
    void manyAreLookedAtABatchAtATime(PoolProbe pools) throws Exception {
        CommonsPool pool = pool(pools, 0, evicting(Duration.ZERO, Duration.ZERO));
        List<Chunk> out = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            out.add(pool.acquire(1));
        }
        out.forEach(Chunk::release);
        pool.size(0).evict();
        assertEquals(0, pool.stats().idleBytes());
    }

    @Test
    void withoutAnIntervalThereIsNoSchedule(PoolProbe pools) {
        try (ChunkPool pool = evicting(Duration.ZERO, Duration.ZERO).create(ChunkPoolOptions.defaults())) {
            pool.acquire(1).release();
            assertEquals(2048, pool.stats().idleBytes());
            assertTrue(((CommonsPool) pool)
                    .size(0)
                    .getDurationBetweenEvictionRuns()
                    .isZero());
        }
    }

    private static FutureTask<Void> start(Callable<Void> part) {
        FutureTask<Void> task = new FutureTask<>(part);
        new Thread(task, "part of a test").start();
        return task;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
