package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account of the memory, after a burst and under contention at the bound. */
@ExtendWith(NothingLeaked.class)
@Timeout(90)
class SlabPoolBurstTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());

    private final List<ExecutorService> executors = new ArrayList<>();

    private ExecutorService executor(ExecutorService made) {
        executors.add(made);
        return made;
    }

    @AfterEach
    void stopThreads() throws InterruptedException {
        for (ExecutorService each : executors) {
            each.shutdownNow();
            assertTrue(each.awaitTermination(30, TimeUnit.SECONDS));
        }
    }

    /** Without a bound, where a trimmed chunk is left to the collector, and with one. */
    @ParameterizedTest
    @ValueSource(longs = {0, 64 << 20})
    void afterABurstOfTenThousandChunksNothingIsLeft(long maxTotalBytes, PoolProbe pools) throws Exception {
        SlabPool pool = pools.closing(new SlabPool(
                ChunkPoolOptions.builder().maxTotalBytes(maxTotalBytes).build()));
        int threads = 4;
        ExecutorService running = executor(Executors.newFixedThreadPool(threads));
        List<Future<List<Chunk>>> acquiring = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            acquiring.add(running.submit(() -> {
                List<Chunk> out = new ArrayList<>();
                for (int j = 0; j < 10_000 / threads; j++) {
                    out.add(pool.acquire(j % 4 == 0 ? 8192 : 2048));
                }
                return out;
            }));
        }
        List<List<Chunk>> all = new ArrayList<>();
        for (Future<List<Chunk>> each : acquiring) {
            all.add(each.get(60, TimeUnit.SECONDS));
        }
        long bytes = 2500 * 8192 + 7500 * 2048;
        assertEquals(new PoolStats(10_000, 0, 10_000, 10_000, bytes, 0), pool.stats());
        assertEquals(bytes, pool.bytes());
        List<Future<?>> releasing = new ArrayList<>();
        for (List<Chunk> each : all) {
            releasing.add(running.submit(() -> each.forEach(Chunk::release)));
        }
        for (Future<?> each : releasing) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertEquals(new PoolStats(10_000, 10_000, 10_000, 0, 0, bytes), pool.stats());
        pool.trim();
        assertEquals(new PoolStats(10_000, 10_000, 10_000, 0, 0, 0), pool.stats());
        all.clear();
        acquiring.clear();
        for (int i = 0; i < 100 && pool.hasChunks(); i++) {
            System.gc();
            pool.trim();
        }
        assertFalse(pool.hasChunks());
        assertEquals(0, pool.bytes());
        assertEquals(new PoolStats(10_000, 10_000, 10_000, 0, 0, 0), pool.stats());
    }

    @Test
    void underContentionTheBoundHoldsAndTheCountersAddUp(PoolProbe pools) throws Exception {
        System.out.println("SlabPoolBurstTest -Dchunkedbuffer.seed=" + SEED);
        long bound = 1 << 20;
        FakeTimer timer = new FakeTimer();
        ChunkPoolOptions options =
                ChunkPoolOptions.builder().maxTotalBytes(bound).build();
        SlabPool pool = pools.closing(new SlabPool(options, timer));
        AtomicLong out = new AtomicLong();
        AtomicLong acquired = new AtomicLong();
        List<Future<?>> running = new ArrayList<>();
        ExecutorService platform = executor(Executors.newCachedThreadPool());
        ExecutorService virtual = executor(SomeThreads.virtualWherePossible());
        for (int i = 0; i < 8; i++) {
            Random random = new Random(SEED + i);
            running.add((i % 2 == 0 ? platform : virtual).submit(() -> use(pool, random, out, acquired, bound)));
        }
        AtomicBoolean done = new AtomicBoolean();
        Future<?> watching = platform.submit(() -> {
            while (!done.get()) {
                assertTrue(pool.bytes() <= bound);
                PoolStats stats = pool.stats();
                assertTrue(stats.released() <= stats.acquired(), stats::toString);
                assertTrue(stats.inUseBytes() <= bound, stats::toString);
                timer.windOn(options.maxIdleTime());
                Thread.yield();
            }
        });
        try {
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            done.set(true);
        }
        watching.get(30, TimeUnit.SECONDS);
        PoolStats stats = pool.stats();
        assertEquals(acquired.get(), stats.acquired());
        assertEquals(acquired.get(), stats.released());
        assertEquals(0, stats.inUse());
        assertEquals(0, stats.inUseBytes());
        assertEquals(pool.bytes(), stats.idleBytes());
        pool.trim();
        assertEquals(0, pool.bytes());
    }

    /** Some sizes are of no class; nobody waits while he holds anything, so that all go on. */
    private static void use(SlabPool pool, Random random, AtomicLong out, AtomicLong acquired, long bound) {
        for (int round = 0; round < 1000; round++) {
            List<Chunk> held = new ArrayList<>();
            held.add(pool.acquire(1 + random.nextInt(1 << random.nextInt(1, 20))));
            for (int i = random.nextInt(8); i > 0; i--) {
                Chunk more = pool.tryAcquire(1 + random.nextInt(1 << random.nextInt(1, 17)));
                if (more != null) {
                    held.add(more);
                }
            }
            acquired.addAndGet(held.size());
            for (Chunk each : held) {
                long sum = out.addAndGet(each.capacity());
                assertTrue(sum <= bound, () -> sum + " bytes out");
            }
            for (Chunk each : held) {
                out.addAndGet(-each.capacity());
                each.release();
            }
        }
    }
}
