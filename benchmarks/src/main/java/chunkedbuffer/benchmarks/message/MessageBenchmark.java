package chunkedbuffer.benchmarks.message;

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
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/** One MiB of messages, put into a buffer in pieces and taken out one by one. An operation is the whole MiB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageBenchmark {
    /** Who does it. */
    @Param
    public MessagePeer peer = MessagePeer.CHUNKEDBUFFER_DIRECT;

    /** What arrives. */
    @Param
    public Mix mix = Mix.LINES_64;

    /** In pieces of so many bytes. */
    @Param({"1460", "16384"})
    public int piece;

    private byte[] wire;
    private MessageBuffer<Object> buffer;

    /**
     * Opens the buffer and checks it.
     *
     * @param benchmark names how messages are taken
     * @throws IOException never
     */
    @Setup
    @SuppressWarnings("unchecked")
    public void open(BenchmarkParams benchmark) throws IOException {
        MessageStream stream = MessageStream.of(mix);
        wire = stream.wire();
        buffer = (MessageBuffer<Object>) peer.open(mix);
        String name = benchmark.getBenchmark();
        Taking taking = Taking.valueOf(name.substring(name.lastIndexOf('.') + 1).toUpperCase(java.util.Locale.ROOT));
        MessageCheck.check(buffer, stream, piece, taking);
    }

    /**
     * Closes the buffer.
     *
     * @throws IOException never
     */
    @TearDown
    public void close() throws IOException {
        buffer.close();
    }

    /**
     * As arrays.
     *
     * @param sink takes them
     * @throws IOException never
     */
    @Benchmark
    public void array(Blackhole sink) throws IOException {
        for (int at = 0; at < wire.length; at += piece) {
            buffer.put(wire, at, Math.min(piece, wire.length - at));
            arrays(sink);
        }
        buffer.end();
        arrays(sink);
    }

    private void arrays(Blackhole sink) throws IOException {
        byte[] message;
        while ((message = buffer.array()) != null) {
            sink.consume(message);
        }
    }

    /**
     * As strings.
     *
     * @param sink takes them
     * @throws IOException never
     */
    @Benchmark
    public void string(Blackhole sink) throws IOException {
        for (int at = 0; at < wire.length; at += piece) {
            buffer.put(wire, at, Math.min(piece, wire.length - at));
            strings(sink);
        }
        buffer.end();
        strings(sink);
    }

    private void strings(Blackhole sink) throws IOException {
        String message;
        while ((message = buffer.string()) != null) {
            sink.consume(message);
        }
    }

    /**
     * In place.
     *
     * @param sink takes what was seen
     * @throws IOException never
     */
    @Benchmark
    public void look(Blackhole sink) throws IOException {
        for (int at = 0; at < wire.length; at += piece) {
            buffer.put(wire, at, Math.min(piece, wire.length - at));
            looks(sink);
        }
        buffer.end();
        looks(sink);
    }

    private void looks(Blackhole sink) throws IOException {
        long seen;
        while ((seen = buffer.look()) >= 0) {
            sink.consume(seen);
        }
    }

    /**
     * As slices, released at once.
     *
     * @param sink takes them
     * @throws IOException never
     */
    @Benchmark
    public void slice(Blackhole sink) throws IOException {
        for (int at = 0; at < wire.length; at += piece) {
            buffer.put(wire, at, Math.min(piece, wire.length - at));
            slices(sink);
        }
        buffer.end();
        slices(sink);
    }

    private void slices(Blackhole sink) throws IOException {
        Object slice;
        while ((slice = buffer.slice()) != null) {
            sink.consume(slice);
            buffer.release(slice);
        }
    }
}
