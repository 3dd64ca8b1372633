package chunkedbuffer.benchmarks.run;

import static chunkedbuffer.benchmarks.run.Against.BEST_PEER;
import static chunkedbuffer.benchmarks.run.Against.BYTES;
import static chunkedbuffer.benchmarks.run.Against.BYTES_BEYOND_RESULTS;
import static chunkedbuffer.benchmarks.run.Against.LIMIT;
import static chunkedbuffer.benchmarks.run.Against.MEMCHR;
import static chunkedbuffer.benchmarks.run.Against.MEMMEM;
import static chunkedbuffer.benchmarks.run.Against.NETTY;
import static chunkedbuffer.benchmarks.run.Against.SIXTEENTH;

import java.util.List;

/** The goals, as data. */
final class Goals {
    private static final String LINES = " mix=LINES_(64|1000|RESP) .*";
    private static final String FRAMES = " mix=FRAMES_.*";
    private static final String SLICES = "MessageBenchmark\\.slice mix=(LINES_(64|1000|RESP)|FRAMES_.*) .*";
    private static final String NEWLINE = "SearchBenchmark\\.newline distance=";

    private static final String VECTORS = "CHUNKEDBUFFER_.*VECTORS";
    private static final String WORDS = "CHUNKEDBUFFER_(?!.*VECTORS).*";

    static final List<Goal> ALL = List.of(
            Goal.of("W1 (c)", "lines in place, each mix and piece", BEST_PEER, 1.5, "MessageBenchmark\\.look" + LINES),
            Goal.of("W1 (c)", "on heap chunks, to an array by hand", LIMIT, 1.15, "MessageBenchmark\\.look" + LINES)
                    .by("CHUNKEDBUFFER_HEAP"),
            Goal.of(
                            "W1 (c)",
                            "on direct chunks, to a direct buffer by hand",
                            LIMIT,
                            1.15,
                            "MessageBenchmark\\.look" + LINES)
                    .by("CHUNKEDBUFFER_DIRECT"),
            Goal.of("W1 (c)", "allocated, a line", BYTES, 0, "MessageBenchmark\\.look" + LINES),
            Goal.of("W1 (a)", "lines as byte[]", BEST_PEER, 1.2, "MessageBenchmark\\.array" + LINES),
            Goal.of("W1 (a)", "lines as byte[]", LIMIT, 1.1, "MessageBenchmark\\.array" + LINES),
            Goal.of("W1 (a)", "allocated, a line", BYTES_BEYOND_RESULTS, 0, "MessageBenchmark\\.array" + LINES),
            Goal.of("W1 (b)", "lines as String", BEST_PEER, 1.2, "MessageBenchmark\\.string" + LINES),
            Goal.of("W1 (b)", "lines as String", LIMIT, 1.1, "MessageBenchmark\\.string" + LINES),
            Goal.of("W1 (b)", "allocated, a line", BYTES_BEYOND_RESULTS, 0, "MessageBenchmark\\.string" + LINES),
            Goal.of("W1, W2 (d)", "owned slices", BEST_PEER, 2, SLICES),
            Goal.of("W1, W2 (d)", "allocated, a slice", BYTES, 40, SLICES),
            Goal.of("W2 (a)", "frames as byte[]", BEST_PEER, 1, "MessageBenchmark\\.array" + FRAMES),
            Goal.of("W2 (a)", "frames as byte[]", LIMIT, 1.1, "MessageBenchmark\\.array" + FRAMES),
            Goal.of("W2 (c)", "frames in place", BEST_PEER, 1, "MessageBenchmark\\.look" + FRAMES),
            Goal.of("W2 (c)", "frames in place", LIMIT, 1.1, "MessageBenchmark\\.look" + FRAMES),
            Goal.of("W3", "one thread, bursts too, to a flat array", LIMIT, 1.05, "BulkBenchmark\\..*"),
            Goal.of("W3", "two threads, both sizes", BEST_PEER, 1, "PassageBenchmark\\..*"),
            Goal.of("W3", "two threads, both sizes, to a ring by hand", LIMIT, 1, "PassageBenchmark\\..*"),
            Goal.of(
                    "W3",
                    "slices handed over, one thread, to a queue of buffers",
                    NETTY,
                    1,
                    "HandOverBenchmark\\.oneThread .*"),
            Goal.of(
                    "W3",
                    "slices handed over, two threads, to a queue of buffers",
                    NETTY,
                    1,
                    "HandOverBenchmark\\.twoThreads .*"),
            Goal.of("W4", "\\n at 256 bytes and more", NETTY, 1.5, NEWLINE + "(256|[0-9]{4,})\\b.*")
                    .by(WORDS),
            Goal.of("W4", "\\n at 16 bytes, level", BEST_PEER, 0.95, NEWLINE + "16\\b.*")
                    .by(WORDS),
            Goal.of("W4", "\\r\\n", BEST_PEER, 1.2, "SearchBenchmark\\.crlf .*").by(WORDS),
            Goal.of("W4", "16 bytes", BEST_PEER, 5, "SearchBenchmark\\.word .*").by(WORDS),
            Goal.of(
                    "W4",
                    "16 hostile bytes at 1 MiB, linear",
                    SIXTEENTH,
                    20,
                    "SearchBenchmark\\.(hostile|nearly) distance=1048576\\b.*"),
            Goal.of(
                    "W4",
                    "lines of 32 KiB byte by byte, linear",
                    LIMIT,
                    20,
                    "MessageBenchmark\\.look mix=LINES_32K .*"),
            Goal.of(
                    "W4",
                    "\\r\\n at each of 1 MiB of bytes that arrive, linear",
                    SIXTEENTH,
                    20,
                    "SearchBenchmark\\.trickle distance=1048576\\b.*"),
            Goal.of("W4 vectors", "\\n at 4 KiB and more", MEMCHR, 1.3, NEWLINE + "(4096|[0-9]{5,})\\b.*")
                    .by(VECTORS)
                    .since(25),
            Goal.of("W4 vectors", "\\r\\n and 16 bytes", MEMMEM, 1, "SearchBenchmark\\.(crlf|word) .*")
                    .by(VECTORS)
                    .since(25),
            Goal.of("W5", "one thread, to a thread-local deque", LIMIT, 1.5, "PoolBenchmark\\.oneThread .*"),
            Goal.of("W5", "32 held, to a thread-local deque", LIMIT, 1.5, "PoolBenchmark\\.held32 .*"),
            Goal.of("W5", "one thread", BEST_PEER, 2.5, "PoolBenchmark\\.oneThread .*"),
            Goal.of("W5", "32 held", BEST_PEER, 2.5, "PoolBenchmark\\.held32 .*"),
            Goal.of("W5", "two threads", BEST_PEER, 1.5, "PoolBenchmark\\.twoThreads .*"),
            Goal.of("W5", "across threads", BEST_PEER, 1.4, "PoolBenchmark\\.acrossThreads .*"),
            Goal.of("W5", "1,000 virtual threads", BEST_PEER, 2, "PoolBenchmark\\.virtual.*")
                    .since(21),
            Goal.of("W5", "allocated, an acquire and release", BYTES, 0, "PoolBenchmark\\..*"));

    private Goals() {}
}
