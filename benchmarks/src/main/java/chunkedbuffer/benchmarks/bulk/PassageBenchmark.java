package chunkedbuffer.benchmarks.bulk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** 16 MiB from one thread to another. An operation is the whole of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PassageBenchmark {
    /** What it goes through. */
    @Param
    public PassagePeer peer = PassagePeer.CHUNKEDBUFFER_DIRECT;

    /** Bytes of each write. */
    @Param({"1460", "65536"})
    public int write;

    /** Bytes that may lie between the two: what a pipe holds by default, and more. */
    @Param({"65536", "4194304"})
    public int holds;

    private Courier courier;

    /**
     * Opens the passage and checks it.
     *
     * @throws IOException never
     * @throws InterruptedException never
     */
    @Setup
    public void open() throws IOException, InterruptedException {
        courier = new Courier(peer.open(holds, write), write);
        courier.check(write);
    }

    /**
     * Closes the passage.
     *
     * @throws IOException never
     * @throws InterruptedException never
     */
    @TearDown
    public void close() throws IOException, InterruptedException {
        courier.close();
    }

    /**
     * A trip.
     *
     * @return the last bytes
     * @throws IOException never
     * @throws InterruptedException never
     */
    @Benchmark
    public byte[] twoThreads() throws IOException, InterruptedException {
        return courier.trip();
    }
}
