package chunkedbuffer.benchmarks.search;

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

/** The first match in a text. An operation is one search. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SearchBenchmark {
    /** Who does it. */
    @Param
    public SearchPeer peer = SearchPeer.CHUNKEDBUFFER_DIRECT;

    /** Bytes before the match. */
    @Param({"16", "256", "4096", "65536", "1048576"})
    public int distance;

    private byte[] text;
    private byte[] needle;
    private SearchBuffer buffer;

    private void open(Wanted wanted) throws IOException {
        Haystack haystack = Haystack.of(wanted, distance);
        text = haystack.text();
        needle = haystack.needle();
        buffer = peer.open();
        if (wanted.arrives()) {
            SearchCheck.trickle(buffer, haystack);
        } else {
            SearchCheck.fill(buffer, haystack);
            if (peer.isLate()) {
                SearchCheck.warm(buffer, haystack);
            }
        }
    }

    /**
     * Fills the buffer and checks it.
     *
     * @param benchmark names what is looked for
     * @throws IOException never
     */
    @Setup
    public void open(org.openjdk.jmh.infra.BenchmarkParams benchmark) throws IOException {
        String name = benchmark.getBenchmark();
        open(Wanted.valueOf(name.substring(name.lastIndexOf('.') + 1).toUpperCase(java.util.Locale.ROOT)));
    }

    /** Closes the buffer. */
    @TearDown
    public void close() {
        buffer.close();
    }

    /**
     * A byte.
     *
     * @return where it is
     * @throws IOException never
     */
    @Benchmark
    public long newline() throws IOException {
        return buffer.find((byte) '\n');
    }

    /**
     * Two bytes.
     *
     * @return where they are
     * @throws IOException never
     */
    @Benchmark
    public long crlf() throws IOException {
        return buffer.find(needle);
    }

    /**
     * 16 letters among letters.
     *
     * @return where they are
     * @throws IOException never
     */
    @Benchmark
    public long word() throws IOException {
        return buffer.find(needle);
    }

    /**
     * 16 bytes that nearly match everywhere.
     *
     * @return where they are
     * @throws IOException never
     */
    @Benchmark
    public long hostile() throws IOException {
        return buffer.find(needle);
    }

    /**
     * 16 bytes that match everywhere but in the middle.
     *
     * @return where they are
     * @throws IOException never
     */
    @Benchmark
    public long nearly() throws IOException {
        return buffer.find(needle);
    }

    /**
     * Two bytes behind a text that arrives byte by byte.
     *
     * @return where they are
     * @throws IOException never
     */
    @Benchmark
    public long trickle() throws IOException {
        return buffer.trickle(text, needle);
    }
}
