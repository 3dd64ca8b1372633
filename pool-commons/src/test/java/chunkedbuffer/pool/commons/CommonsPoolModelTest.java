package chunkedbuffer.pool.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.LeakDetection;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random calls, one after the other but on several threads, against a model that is a list and a few sums, while Commons
 * Pool's own thread may evict. Run it again with {@code -Dchunkedbuffer.seed=}.
 */
@ExtendWith(NothingLeaked.class)
@Timeout(60)
class CommonsPoolModelTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());
    private static final int STEPS = 2000;

    private final List<ExecutorService> threads = new ArrayList<>();

    private Random random;
    private ChunkPoolOptions options;
    private CommonsPool pool;

    // The model:
    private final List<Held> held = new ArrayList<>();
    private long acquired;
    private long released;
    private long inUseBytes;

    private static final class Held {
        final Chunk chunk;
        final long stamp;
        int references = 1;

        Held(Chunk chunk, long stamp) {
            this.chunk = chunk;
            this.stamp = stamp;
        }
    }

    @AfterEach
    void stopThreads() {
        threads.forEach(ExecutorService::shutdown);
    }

    @RepeatedTest(12)
    void behavesLikeTheModel(RepetitionInfo repetition, PoolProbe pools) throws Exception {
        long seed = SEED + repetition.getCurrentRepetition();
        System.out.println("CommonsPoolModelTest repetition " + repetition.getCurrentRepetition()
                + ", -Dchunkedbuffer.seed=" + SEED);
        random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            threads.add(Executors.newSingleThreadExecutor());
        }
        options = randomOptions();
        pool = pools.closing(new CommonsPool(options, randomEviction()));
        for (int step = 0; step < STEPS; step++) {
            int chosen = random.nextInt(100);
            onSomeThread(() -> {
                step(chosen);
                return null;
            });
            if (random.nextInt(200) == 0) {
                replaceAThread();
            }
            check(pool.stats());
        }
        while (!held.isEmpty()) {
            release(held.size() - 1);
        }
        pool.close();
        check(pool.stats());
        assertEquals(0, pool.stats().idleBytes());
        assertEquals(0, pool.stats().inUseBytes());
    }

    private ChunkPoolOptions randomOptions() {
        long[] idles = {0, 1000, 10_000, 300_000, 5 << 20, 64 << 20};
        long[] totals = {0, 0, 5000, 100_000, 1 << 20, 16 << 20};
        LeakDetection[] levels = LeakDetection.values();
        return ChunkPoolOptions.builder()
                .memory(random.nextBoolean() ? MemoryKind.DIRECT : MemoryKind.HEAP)
                .maxIdleBytes(idles[random.nextInt(idles.length)])
                .maxTotalBytes(totals[random.nextInt(totals.length)])
                .acquireTimeout(Duration.ZERO)
                .leakDetection(levels[random.nextInt(levels.length)])
                .build();
    }

    private CommonsPoolOptions randomEviction() {
        return CommonsPoolOptions.builder()
                .evictionInterval(Duration.ofMillis(random.nextInt(3)))
                .idleTime(Duration.ofMillis(random.nextInt(2)))
                .build();
    }

    private void onSomeThread(Callable<?> step) throws Exception {
        threads.get(random.nextInt(threads.size())).submit(step).get(30, TimeUnit.SECONDS);
    }

    private void replaceAThread() throws InterruptedException {
        ExecutorService ended = threads.set(random.nextInt(threads.size()), Executors.newSingleThreadExecutor());
        ended.shutdown();
        assertTrue(ended.awaitTermination(30, TimeUnit.SECONDS));
    }

    private void step(int chosen) {
        if (chosen < 45) {
            acquire(randomCapacity(), chosen < 20);
        } else if (chosen < 90) {
            if (!held.isEmpty()) {
                release(random.nextInt(held.size()));
            }
        } else if (chosen < 96) {
            if (!held.isEmpty()) {
                Held some = held.get(random.nextInt(held.size()));
                some.chunk.retain();
                some.references++;
            }
        } else if (chosen < 98) {
            pool.trim();
            assertEquals(0, pool.stats().idleBytes());
        } else {
            releaseMany();
        }
    }

    private int randomCapacity() {
        int most = 1 << random.nextInt(20);
        return random.nextInt(most + 1);
    }

    private void acquire(int minCapacity, boolean orNull) {
        long bound = options.maxTotalBytes();
        if (bound > 0 && minCapacity > bound) {
            assertThrows(IllegalArgumentException.class, () -> pool.acquire(minCapacity));
            return;
        }
        boolean possible = bound == 0 || inUseBytes + capacityOf(minCapacity) <= bound;
        Chunk chunk = null;
        if (orNull) {
            chunk = pool.tryAcquire(minCapacity);
            assertEquals(possible, chunk != null);
        } else if (possible) {
            chunk = pool.acquire(minCapacity);
        } else {
            assertThrows(PoolExhaustedException.class, () -> pool.acquire(minCapacity));
        }
        if (chunk == null) {
            return;
        }
        assertEquals(capacityOf(minCapacity), chunk.capacity());
        assertEquals(1, chunk.references());
        assertEquals(0, chunk.memory().position());
        assertEquals(chunk.capacity(), chunk.memory().limit());
        acquired++;
        inUseBytes += chunk.capacity();
        held.add(stamped(chunk, acquired));
    }

    private int capacityOf(int minCapacity) {
        int capacity = 2048;
        while (capacity < minCapacity) {
            capacity *= 2;
        }
        long bound = options.maxTotalBytes();
        return capacity > 262144 || (bound > 0 && capacity > bound) ? Math.max(1, minCapacity) : capacity;
    }

    private Held stamped(Chunk chunk, long stamp) {
        if (chunk.capacity() >= Long.BYTES) {
            chunk.memory().putLong(0, stamp);
            chunk.memory().putLong(chunk.capacity() - Long.BYTES, stamp);
        }
        return new Held(chunk, stamp);
    }

    private void release(int index) {
        Held one = held.get(index);
        if (one.chunk.capacity() >= Long.BYTES) {
            assertEquals(one.stamp, one.chunk.memory().getLong(one.chunk.capacity() - Long.BYTES));
        }
        if (one.chunk.capacity() >= 2 * Long.BYTES) {
            assertEquals(one.stamp, one.chunk.memory().getLong(0));
        }
        assertEquals(one.references, one.chunk.references());
        boolean last = one.chunk.release();
        one.references--;
        assertEquals(one.references == 0, last);
        if (last) {
            held.remove(index);
            released++;
            inUseBytes -= one.chunk.capacity();
        }
    }

    private void releaseMany() {
        for (int i = held.size() - 1; i >= 0; i--) {
            release(i);
        }
    }

    private void check(PoolStats stats) {
        assertEquals(acquired, stats.acquired());
        assertEquals(released, stats.released());
        assertEquals(held.size(), stats.inUse());
        assertEquals(inUseBytes, stats.inUseBytes());
        assertTrue(stats.allocated() <= stats.acquired());
        assertTrue(stats.idleBytes() <= options.maxIdleBytes(), stats::toString);
        if (options.maxTotalBytes() > 0) {
            assertTrue(stats.idleBytes() + stats.inUseBytes() <= options.maxTotalBytes(), stats::toString);
        }
    }
}
