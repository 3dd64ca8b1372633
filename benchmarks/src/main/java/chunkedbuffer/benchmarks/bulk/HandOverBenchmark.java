package chunkedbuffer.benchmarks.bulk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/** A block handed over and taken: one operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandOverBenchmark {
    private static final int BURST = 16;
    private static final int TRIP = 1024;

    /** How. */
    @Param
    public HandOverPeer peer = HandOverPeer.CHUNKEDBUFFER_DIRECT;

    /** Bytes of a block. */
    @Param({"8192", "65536"})
    public int length;

    /** Bytes that may lie between giver and taker. */
    @Param({"65536", "4194304"})
    public int holds;

    private Handing handing;

    /**
     * Opens it and checks it.
     *
     * @param benchmark says how many threads there are
     * @throws IOException never
     * @throws InterruptedException never
     */
    @Setup
    public void open(BenchmarkParams benchmark) throws IOException, InterruptedException {
        boolean twoThreads = benchmark.getBenchmark().endsWith("twoThreads");
        handing = new Handing(peer.open(twoThreads, length, holds), length, twoThreads ? TRIP : BURST, twoThreads);
        handing.check();
    }

    /**
     * Closes it.
     *
     * @throws InterruptedException never
     */
    @TearDown
    public void close() throws InterruptedException {
        handing.close();
    }

    /**
     * 16 blocks given, then taken.
     *
     * @return what was seen
     * @throws IOException never
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public int oneThread() throws IOException, InterruptedException {
        return handing.burst();
    }

    /**
     * 1024 blocks given by one thread and taken by another.
     *
     * @return what was seen
     * @throws IOException never
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(TRIP)
    public int twoThreads() throws IOException, InterruptedException {
        return handing.trip();
    }
}
