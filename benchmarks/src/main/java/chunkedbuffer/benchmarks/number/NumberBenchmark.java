package chunkedbuffer.benchmarks.number;

import java.io.IOException;
import java.util.Locale;
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
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/** One MiB of numbers, put into a buffer in pieces and taken out one by one. An operation is the whole MiB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NumberBenchmark {
    /** Who does it. */
    @Param
    public NumberPeer peer = NumberPeer.CHUNKEDBUFFER_DIRECT;

    /** In pieces of so many bytes. */
    @Param({"1460", "16384"})
    public int piece;

    private byte[] wire;
    private NumberBuffer buffer;

    /**
     * Opens the buffer and checks it.
     *
     * @param benchmark names how the numbers are written
     * @throws IOException never
     */
    @Setup
    public void open(BenchmarkParams benchmark) throws IOException {
        String name = benchmark.getBenchmark();
        Numeral numeral =
                Numeral.valueOf(name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT));
        wire = NumberStream.of(numeral).wire();
        buffer = peer.open();
        NumberCheck.check(buffer, numeral, piece);
    }

    /** Closes the buffer. */
    @TearDown
    public void close() {
        buffer.close();
    }

    /**
     * Lengths and integers of Redis.
     *
     * @param sink takes them
     * @throws IOException never
     */
    @Benchmark
    public void decimal(Blackhole sink) throws IOException {
        for (int at = 0; at < wire.length; at += piece) {
            buffer.put(wire, at, Math.min(piece, wire.length - at));
            decimals(sink);
        }
        buffer.end();
        decimals(sink);
    }

    private void decimals(Blackhole sink) throws IOException {
        long value;
        while ((value = buffer.decimal()) != NumberBuffer.NONE) {
            sink.consume(value);
        }
    }

    /**
     * Sizes of HTTP's chunks.
     *
     * @param sink takes them
     * @throws IOException never
     */
    @Benchmark
    public void hexadecimal(Blackhole sink) throws IOException {
        for (int at = 0; at < wire.length; at += piece) {
            buffer.put(wire, at, Math.min(piece, wire.length - at));
            hexadecimals(sink);
        }
        buffer.end();
        hexadecimals(sink);
    }

    private void hexadecimals(Blackhole sink) throws IOException {
        long value;
        while ((value = buffer.hexadecimal()) != NumberBuffer.NONE) {
            sink.consume(value);
        }
    }

    /**
     * Numbers of protobuf.
     *
     * @param sink takes them
     * @throws IOException never
     */
    @Benchmark
    public void varint(Blackhole sink) throws IOException {
        for (int at = 0; at < wire.length; at += piece) {
            buffer.put(wire, at, Math.min(piece, wire.length - at));
            varints(sink);
        }
        buffer.end();
        varints(sink);
    }

    private void varints(Blackhole sink) throws IOException {
        long value;
        while ((value = buffer.varint()) != NumberBuffer.NONE) {
            sink.consume(value);
        }
    }
}
