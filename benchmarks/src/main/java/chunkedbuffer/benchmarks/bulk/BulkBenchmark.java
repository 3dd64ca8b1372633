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

/** 64 KiB in and 64 KiB out on one thread. An operation is a burst: so many blocks in, then as many out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BulkBenchmark {
    /** Who does it. */
    @Param
    public BulkPeer peer = BulkPeer.CHUNKEDBUFFER_DIRECT;

    /** Blocks in a burst. */
    @Param({"1", "16"})
    public int burst;

    private byte[] in;
    private byte[] out;
    private BulkBuffer buffer;

    /**
     * Opens the buffer and checks it.
     *
     * @throws IOException never
     */
    @Setup
    public void open() throws IOException {
        in = BulkCheck.block(0);
        out = new byte[BulkBuffer.BLOCK];
        buffer = peer.open(burst);
        BulkCheck.check(buffer, burst);
    }

    /** Closes the buffer. */
    @TearDown
    public void close() {
        buffer.close();
    }

    /**
     * A burst.
     *
     * @return the last block
     * @throws IOException never
     */
    @Benchmark
    public byte[] inAndOut() throws IOException {
        for (int i = 0; i < burst; i++) {
            buffer.write(in);
        }
        for (int i = 0; i < burst; i++) {
            buffer.read(out);
        }
        return out;
    }
}
