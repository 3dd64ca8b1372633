package chunkedbuffer.benchmarks.wire;

import java.util.Arrays;
import java.util.Locale;

/**
 * How many times as good one is as another, compared within each round.
 *
 * @param least in the worst round
 * @param median of the rounds
 * @param most in the best one
 */
record Ratio(double least, double median, double most) {

    /** Of as many rounds, one or more. */
    static Ratio of(double[] rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return new Ratio(sorted[0], median(sorted), sorted[sorted.length - 1]);
    }

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median, and the others behind it. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f – %.2f)", median, least, most);
    }
}
