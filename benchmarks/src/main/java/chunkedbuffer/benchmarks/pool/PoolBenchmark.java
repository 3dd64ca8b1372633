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

/** A block acquired and released: one operation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PoolBenchmark {
    private static final int HELD = 32;
    private static final int CROSSING = 4096;

    /** Whose pool. */
    @Param
    public PoolPeer peer = PoolPeer.CHUNKEDBUFFER_DIRECT;

    /** Bytes of a block. */
    @Param({"8192", "65536"})
    public int size;

    private Blocks<Object> pool;
    private Object[] held;
    private Crossing crossing;

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
    }

    /**
     * Closes the pool.
     *
     * @throws Exception never
     */
    @TearDown
    public void close() throws Exception {
        crossing.end();
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
