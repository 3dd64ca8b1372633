package chunkedbuffer.core;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.LeakDetection;
import chunkedbuffer.spi.ChunkPoolProvider;
import java.util.Arrays;
import java.util.Locale;

/**
 * Makes {@link SlabPool}s; known as {@code slab}.
 *
 * <p>The system property {@value #LEAK_DETECTION}, {@code off}, {@code sampled} or {@code all}, sets the {@link
 * LeakDetection} of pools whose options leave it off: to look for a leak without changing the program.
 */
public final class SlabPoolProvider implements ChunkPoolProvider {

    static final String LEAK_DETECTION = "chunkedbuffer.leakDetection";

    /** For {@link java.util.ServiceLoader}. */
    public SlabPoolProvider() {}

    @Override
    public String name() {
        return "slab";
    }

    /** Below 0: a pool that somebody plugs in wins. */
    @Override
    public int priority() {
        return -100;
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        String asked = System.getProperty(LEAK_DETECTION);
        if (asked == null || asked.isBlank() || options.leakDetection() != LeakDetection.OFF) {
            return new SlabPool(options);
        }
        return new SlabPool(options.toBuilder().leakDetection(level(asked)).build());
    }

    private static LeakDetection level(String asked) {
        try {
            return LeakDetection.valueOf(asked.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "system property " + LEAK_DETECTION + " is \"" + asked + "\": give one of "
                            + Arrays.toString(LeakDetection.values()).toLowerCase(Locale.ROOT),
                    e);
        }
    }
}
