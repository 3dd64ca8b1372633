package chunkedbuffer.pool.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
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

/** The pool under several threads at once; stamps in the memory prove that no chunk has two holders. */
@ExtendWith(NothingLeaked.class)
@Timeout(90)
class CommonsPoolThreadsTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());

    /** Commons Pool's thread takes away what is idle all the time. */
    private static final CommonsPoolOptions EVICTING = CommonsPoolOptions.builder()
            .evictionInterval(Duration.ofMillis(1))
            .idleTime(Duration.ZERO)
            .build();

    private final AtomicLong stamps = new AtomicLong();
    private ExecutorService threads = Executors.newCachedThreadPool();

    private record Stamped(Chunk chunk, long stamp) {}

    private Stamped acquire(CommonsPool pool, int minCapacity) {
        Chunk chunk = pool.acquire(minCapacity);
        assertEquals(1, chunk.references());
        long stamp = stamps.incrementAndGet();
        for (int at = 0; at < chunk.capacity(); at += 1024) {
            chunk.memory().putLong(at, stamp);
        }
        return new Stamped(chunk, stamp);
    }

    private static void release(Stamped stamped) {
        for (int at = 0; at < stamped.chunk.capacity(); at += 1024) {
            assertEquals(stamped.stamp, stamped.chunk.memory().getLong(at), "another holder wrote into the chunk");
        }
        assertTrue(stamped.chunk.release());
    }

    @AfterEach
    void stopThreads() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
    }

    private static void get(List<Future<?>> all) throws Exception {
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    /** Nothing idle, a little, and more than is ever used. */
    @ParameterizedTest
    @ValueSource(longs = {0, 100_000, 64 << 20})
    void everybodyReleasesWhatOthersAcquired(long maxIdleBytes, PoolProbe pools) throws Exception {
        hammer(pools.closing(new CommonsPool(
                ChunkPoolOptions.builder().maxIdleBytes(maxIdleBytes).build(), EVICTING)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100_000, 64 << 20})
    void onVirtualThreads(long maxIdleBytes, PoolProbe pools) throws Exception {
        threads = SomeThreads.virtualWherePossible();
        hammer(pools.closing(new CommonsPool(
                ChunkPoolOptions.builder().maxIdleBytes(maxIdleBytes).build(), EVICTING)));
    }

    @Test
    void whileSomebodyTrimsAndCounts(PoolProbe pools) throws Exception {
        CommonsPool pool = pools.closing(new CommonsPool(ChunkPoolOptions.defaults(), EVICTING));
        AtomicBoolean done = new AtomicBoolean();
        Future<?> trimming = threads.submit(() -> {
            while (!done.get()) {
                pool.trim();
                PoolStats stats = pool.stats();
                assertTrue(stats.inUse() >= 0, stats::toString);
                assertTrue(stats.idleBytes() >= 0, stats::toString);
                Thread.yield();
            }
        });
        try {
            hammer(pool);
        } finally {
            done.set(true);
        }
        trimming.get(30, TimeUnit.SECONDS);
    }

    private void hammer(CommonsPool pool) throws Exception {
        System.out.println("CommonsPoolThreadsTest -Dchunkedbuffer.seed=" + SEED);
        int tasks = 6;
        int rounds = 2000;
        BlockingQueue<Stamped> exchange = new ArrayBlockingQueue<>(16);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            Random random = new Random(SEED + i);
            running.add(threads.submit(() -> {
                List<Stamped> mine = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    mine.add(acquire(pool, 1 + random.nextInt(1 << (8 + random.nextInt(9)))));
                    if (random.nextInt(4) == 0 && exchange.offer(mine.get(0))) {
                        mine.remove(0);
                    }
                    Stamped others = random.nextInt(4) == 0 ? exchange.poll() : null;
                    if (others != null) {
                        release(others);
                    }
                    while (mine.size() > random.nextInt(12)) {
                        release(mine.remove(random.nextInt(mine.size())));
                    }
                }
                mine.forEach(CommonsPoolThreadsTest::release);
            }));
        }
        get(running);
        exchange.forEach(CommonsPoolThreadsTest::release);
        PoolStats stats = pool.stats();
        assertEquals((long) tasks * rounds, stats.acquired());
        assertEquals(stats.acquired(), stats.released());
        assertEquals(0, stats.inUse());
        assertEquals(0, stats.inUseBytes());
        pool.trim();
        assertEquals(0, pool.stats().idleBytes());
    }

    @Test
    void manyVirtualThreadsWaitAtTheBoundAndAllAreServed(PoolProbe pools) throws Exception {
        threads = SomeThreads.virtualWherePossible();
        CommonsPool pool = pools.closing(new CommonsPool(
                ChunkPoolOptions.builder().maxTotalBytes(8 * 4096).build(), EVICTING));
        AtomicLong out = new AtomicLong();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            running.add(threads.submit(() -> {
                for (int round = 0; round < 20; round++) {
                    Stamped one = acquire(pool, 4096);
                    assertTrue(out.incrementAndGet() <= 8);
                    Thread.yield();
                    out.decrementAndGet();
                    release(one);
                }
            }));
        }
        get(running);
        assertEquals(4000, pool.stats().released());
        assertTrue(pool.stats().allocated() <= 4000);
    }

    @Test
    void sizesCompeteAtTheBound(PoolProbe pools) throws Exception {
        System.out.println("CommonsPoolThreadsTest -Dchunkedbuffer.seed=" + SEED);
        long bound = 128 << 10;
        CommonsPool pool = pools.closing(
                new CommonsPool(ChunkPoolOptions.builder().maxTotalBytes(bound).build(), EVICTING));
        AtomicLong out = new AtomicLong();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Random random = new Random(SEED + i);
            running.add(threads.submit(() -> {
                for (int round = 0; round < 500; round++) {
                    Stamped one = acquire(pool, 1 << random.nextInt(18));
                    long sum = out.addAndGet(one.chunk.capacity());
                    assertTrue(sum <= bound, () -> sum + " bytes out");
                    out.addAndGet(-one.chunk.capacity());
                    release(one);
                }
            }));
        }
        get(running);
        PoolStats stats = pool.stats();
        assertEquals(3000, stats.released());
        assertTrue(stats.idleBytes() <= bound, stats::toString);
    }

    @Test
    void closedWhileOthersAcquireAndRelease(PoolProbe pools) throws Exception {
        for (int i = 0; i < 50; i++) {
            CommonsPool pool = pools.closing(new CommonsPool(ChunkPoolOptions.defaults(), EVICTING));
            CountDownLatch going = new CountDownLatch(2);
            List<Future<?>> running = new ArrayList<>();
            for (int j = 0; j < 2; j++) {
                running.add(threads.submit(() -> {
                    going.countDown();
                    assertThrows(IllegalStateException.class, () -> {
                        for (; ; ) {
                            release(acquire(pool, 100));
                        }
                    });
                }));
            }
            assertTrue(going.await(30, TimeUnit.SECONDS));
            pool.close();
            get(running);
            PoolStats stats = pool.stats();
            assertEquals(0, stats.inUse());
            assertEquals(0, stats.idleBytes());
        }
    }

    @Test
    void chunksOfThreadsThatEndedAreUsedAgain(PoolProbe pools) throws Exception {
        CommonsPool pool = pools.closing(new CommonsPool(ChunkPoolOptions.defaults(), CommonsPoolOptions.defaults()));
        for (int i = 0; i < 30; i++) {
            Thread thread = new Thread(() -> {
                List<Stamped> some = new ArrayList<>();
                for (int j = 0; j < 20; j++) {
                    some.add(acquire(pool, 16_000));
                }
                some.forEach(CommonsPoolThreadsTest::release);
            });
            thread.start();
            thread.join(30_000);
        }
        PoolStats stats = pool.stats();
        assertEquals(600, stats.acquired());
        assertEquals(20, stats.allocated());
        assertEquals(20 * 16384, stats.idleBytes());
    }
}
