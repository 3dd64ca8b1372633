package chunkedbuffer.examples;

import java.util.Locale;

/** Says in words what a {@link RoundTrip} cost. */
final class Report {

    private static final double MIB = 1 << 20;

    private Report() {}

    static String of(String task, RoundTrip.Result result, boolean same) {
        double mebibytes = mebibytes(result.bytes());
        return String.format(
                Locale.ROOT,
                """
                %-5s rate                  %,.0f MiB/s, there and back, hashed on arrival
                      chunks of the pool    %,d taken, %,d of them newly made
                      most bytes in flight  %,d
                      heap allocated        %,.0f bytes per MiB, %,d in all
                      SHA-256               %s
                """,
                task,
                rate(result.bytes(), result.nanos()),
                result.chunks(),
                result.newChunks(),
                result.mostInFlight(),
                mebibytes == 0 ? 0 : result.heapBytes() / mebibytes,
                result.heapBytes(),
                same ? "the same" : "DIFFERENT: what came back is not what was sent");
    }

    static double mebibytes(long bytes) {
        return bytes / MIB;
    }

    /** MiB a second. */
    static double rate(long bytes, long nanos) {
        return mebibytes(bytes) * 1e9 / Math.max(1, nanos);
    }
}
