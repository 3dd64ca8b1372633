package chunkedbuffer.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The checks that all options have in common: each gives the value back, or names it in an exception. */
final class Check {

    /** The longest time that counts in nanoseconds, 292 years; so that {@link Duration#toNanos()} never overflows. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Check() {}

    static int atLeast(int least, int value, String option) {
        return (int) atLeast(least, (long) value, option);
    }

    static long atLeast(int least, long value, String option) {
        if (value < least) {
            throw new IllegalArgumentException(
                    option + " " + value + " is below " + least + ": give " + least + " or more");
        }
        return value;
    }

    static Duration timeout(Duration value, String option, String zeroMeans) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(
                    option + " " + value + " is negative: give a positive one, or Duration.ZERO to " + zeroMeans);
        }
        return value.compareTo(LONGEST) > 0 ? LONGEST : value;
    }

    /** A duration in nanoseconds, as far as they count. */
    static long nanos(Duration value) {
        return value.isNegative() ? 0 : value.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : value.toNanos();
    }

    static @Nullable String name(@Nullable String value, String option) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(option + " \"" + value
                    + "\" is blank: give the name of a provider, or null to leave the choice open");
        }
        return value;
    }
}
