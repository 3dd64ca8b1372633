package chunkedbuffer.benchmarks.wire;

import java.util.Locale;

/** What is measured. All but one are the better the less. */
enum Figure {
    /** How much is done in a second. */
    RATE("a second", 1),
    /** Processor time of the process that is measured, for each request. */
    CPU("CPU, µs", 1e-3),
    /** What of it the kernel used. */
    KERNEL("in the kernel", 1e-3),
    /** Wall time of a whole stream. */
    TIME("s", 1e-9),
    /** The median of the round trips. */
    MEDIAN("median, µs", 1e-3),
    /** One round trip of a hundred takes longer. */
    P99("p99, µs", 1e-3),
    /** Allocated on the heap, for each request. */
    ALLOCATED("allocated, B", 1),
    /** Heap that is held, for each connection. */
    HEAP("heap, B", 1),
    /** Direct memory that is held, for each connection. */
    DIRECT("direct, B", 1);

    private final String title;
    private final double scale;

    Figure(String title, double scale) {
        this.title = title;
        this.scale = scale;
    }

    String title() {
        return title;
    }

    /** For people, in the unit of the title. */
    String text(double value) {
        double scaled = value * scale;
        if (Math.abs(scaled) < 0.005) {
            return "0";
        }
        if (Math.abs(scaled) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", scaled);
        }
        return String.format(Locale.ROOT, Math.abs(scaled) < 10 ? "%.2f" : "%.1f", scaled);
    }

    /** How many times as good one value is as another. */
    double advantage(double one, double other) {
        return this == RATE ? one / other : other / one;
    }
}
