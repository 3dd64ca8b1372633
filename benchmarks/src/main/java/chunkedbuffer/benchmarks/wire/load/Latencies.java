package chunkedbuffer.benchmarks.wire.load;

import java.util.Arrays;

/** How long each round trip took, one by one. */
final class Latencies {
    private long[] nanos = new long[1 << 14];
    private int count;

    void add(long one) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = one;
    }

    /** Forgets them, and keeps the memory. */
    void clear() {
        count = 0;
    }

    void addAll(Latencies other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
    }

    /**
     * The round trips, how long all took, the median and the 99th percentile, in ns.
     *
     * @param total how long all took, in ns
     */
    String summary(long total) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return count + " " + total + " " + at(sorted, 0.5) + " " + at(sorted, 0.99);
    }

    private static long at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))];
    }
}
