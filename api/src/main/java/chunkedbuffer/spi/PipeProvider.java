package chunkedbuffer.spi;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;

/**
 * Makes pipes; implemented by a library that brings its own kind of {@link Pipe}.
 *
 * <p>One instance serves all threads. {@link #name()} and {@link #priority()} return the same each time. See the
 * {@linkplain chunkedbuffer.spi package} for how a provider is declared and chosen.
 */
public interface PipeProvider {

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
     * Makes a pipe that is open at both ends and holds no chunk yet.
     *
     * <p>{@link PipeOptions#pool()} may be {@code null}: {@link chunkedbuffer.api.ChunkPool#shared()} is meant then, asked
     * for now and not earlier.
     *
     * @param options what the pipe shall be like
     * @return a new pipe
     */
    Pipe create(PipeOptions options);
}
