package chunkedbuffer.spi;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;

/**
 * Makes chunk pools; implemented by a library that brings its own kind of {@link ChunkPool}.
 *
 * <p>One instance serves all threads. {@link #name()} and {@link #priority()} return the same each time. See the
 * {@linkplain chunkedbuffer.spi package} for how a provider is declared and chosen.
 */
public interface ChunkPoolProvider {

    /**
     * The name by which this provider is chosen: short, lower case, not empty.
     *
     * @return the name
     */
    String name();

    /**
     * How much this provider is preferred when none is chosen by name: the highest wins. Built-in providers are below 0.
     *
     * @return the priority; 0 unless overridden
     */
    default int priority() {
        return 0;
    }

    /**
     * Makes a pool that is open and independent of every other.
     *
     * <p>An implementation that cannot do what an option asks for throws {@link IllegalArgumentException} and names the
     * option; it does not ignore bounds.
     *
     * @param options what the pool shall be like
     * @return a new pool
     */
    ChunkPool create(ChunkPoolOptions options);
}
