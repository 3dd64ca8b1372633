package chunkedbuffer.benchmarks.pool;

import chunkedbuffer.benchmarks.Mate;
import chunkedbuffer.benchmarks.Spin;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A block acquired and released: one operation.
 *
 * <p>Okio and kotlinx-io have two rows each. With {@code BUFFER} a block is a new {@code Buffer} that one byte is written to and
 * that is cleared: the least by which somebody who uses the library gets a segment of 8 KiB and gives it back, and the fair row
 * (the 24 and 32 bytes allocated are the {@code Buffer}). With {@code SEGMENT} the bare pools below are called, which are internal
 * to the two libraries and public in bytecode alone; what comes out is an array without any of what the others' blocks have, a
 * count of references, a position and a limit.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolBenchmark {
    private static final int HELD = 32;
    private static final int CROSSING = 4096;
    private static final int CROWD = 1000;
    private static final int EACH = 1024;
    private static final int EACH_HELD = 32;

    /** Whose pool. */
    @Param
    public PoolPeer peer = PoolPeer.CHUNKEDBUFFER_DIRECT;

    /** Bytes of a block. */
    @Param({"8192", "65536"})
    public int size;

    private Blocks<Object> pool;
    private Object[] held;
    private Crossing crossing;
    private Crowd crowd;

    /**
     * Opens the pool and checks it.
     *
     * @param benchmark says which one this is
     * @throws Exception never
     */
    @Setup
    @SuppressWarnings("unchecked")
    public void open(BenchmarkParams benchmark) throws Exception {
        pool = (Blocks<Object>) peer.open(size);
        held = new Object[HELD];
        PoolCheck.check(pool, size, HELD);
        crossing = new Crossing(pool);
        boolean held = benchmark.getBenchmark().endsWith("Held");
        crowd = new Crowd(benchmark.getBenchmark().contains(".virtual") ? CROWD : 0, () -> {
            if (held) {
                acquireYieldAndRelease();
            } else {
                acquireAndReleaseOften();
            }
        });
    }

    /**
     * Closes the pool.
     *
     * @throws Exception never
     */
    @TearDown
    public void close() throws Exception {
        crossing.end();
        crowd.end();
        pool.close();
    }

    /**
     * On one thread.
     *
     * @return the block, released
     * @throws Exception never
     */
    @Benchmark
    public Object oneThread() throws Exception {
        return acquireAndRelease();
    }

    /**
     * On two threads, each for itself.
     *
     * @return the block, released
     * @throws Exception never
     */
    @Benchmark
    @Threads(2)
    public Object twoThreads() throws Exception {
        return acquireAndRelease();
    }

    private Object acquireAndRelease() throws Exception {
        Object block = pool.acquire(size);
        pool.release(block);
        return block;
    }

    /**
     * 32 blocks acquired, then released.
     *
     * @return the blocks, released
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(HELD)
    public Object held32() throws Exception {
        Object[] blocks = held;
        for (int i = 0; i < HELD; i++) {
            blocks[i] = pool.acquire(size);
        }
        for (int i = 0; i < HELD; i++) {
            pool.release(blocks[i]);
        }
        return blocks;
    }

    /**
     * Acquired here and released by another thread.
     *
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(CROSSING)
    public void acrossThreads() throws Exception {
        crossing.go();
        for (int i = 0; i < CROSSING; i++) {
            crossing.hand(pool.acquire(size));
        }
        crossing.join();
    }

    /**
     * On 1,000 virtual threads.
     *
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(CROWD * EACH)
    public void virtualThreads() throws Exception {
        crowd.run();
    }

    private void acquireAndReleaseOften() throws Exception {
        for (int i = 0; i < EACH; i++) {
            acquireAndRelease();
        }
    }

    /**
     * On 1,000 virtual threads, each of which lets others run while it has the block.
     *
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(CROWD * EACH_HELD)
    public void virtualThreadsHeld() throws Exception {
        crowd.run();
    }

    @SuppressWarnings("ThreadPriorityCheck") // to let others run is the point
    private void acquireYieldAndRelease() throws Exception {
        for (int i = 0; i < EACH_HELD; i++) {
            Object block = pool.acquire(size);
            Thread.yield();
            pool.release(block);
        }
    }

    /** A ring of 64 places between the two threads. */
    private static final class Crossing {
        private static final int PLACES = 64;

        private final AtomicReferenceArray<Object> places = new AtomicReferenceArray<>(PLACES);
        private final Spin in = new Spin();
        private final Spin out = new Spin();
        private final Mate mate;
        private int next;
        private int nextOut;

        Crossing(Blocks<Object> pool) {
            mate = new Mate(() -> {
                for (int i = 0; i < CROSSING; i++) {
                    pool.release(take());
                }
            });
        }

        void hand(Object block) {
            int place = next++ & (PLACES - 1);
            while (places.getAcquire(place) != null) {
                in.pause();
            }
            places.setRelease(place, block);
        }

        private Object take() {
            int place = nextOut++ & (PLACES - 1);
            Object block = places.getAcquire(place);
            for (; block == null; block = places.getAcquire(place)) {
                out.pause();
            }
            places.setRelease(place, null);
            return block;
        }

        void go() {
            mate.go();
        }

        void join() throws InterruptedException {
            mate.join();
        }

        void end() throws InterruptedException {
            mate.end();
        }
    }
}
