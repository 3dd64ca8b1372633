package chunkedbuffer.spi;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import org.jspecify.annotations.Nullable;

/**
 * Makes transports; implemented by a library that brings its own way to move bytes between sockets and pipes.
 *
 * <p>One instance serves all threads. {@link #name()} and {@link #priority()} return the same each time. See the
 * {@linkplain chunkedbuffer.spi package} for how a provider is declared and chosen.
 *
 * <p>A transport marks the threads of its event loops with {@link EventLoops#enter()}, so that no pool waits on them.
 */
public interface TransportProvider {

    /**
     * The name by which this provider is chosen: short, lower case, not empty.
     *
     * @return the name
     */
    String name();

    /**
     * How much this provider is preferred when none is chosen by name: the highest among the available ones wins.
     * Built-in providers are below 0.
     *
     * @return the priority; 0 unless overridden
     */
    default int priority() {
        return 0;
    }

    /**
     * Whether this transport works here: on this operating system, with the native libraries that are there.
     *
     * <p>Asked at each {@link Transport#open()}, so it answers fast. An exception or a {@link LinkageError} out of it
     * counts as {@code false} and is logged.
     *
     * @return {@code true} unless overridden
     */
    default boolean isAvailable() {
        return true;
    }

    /**
     * Why this transport does not work here, and what would help: asked where {@link #isAvailable()} has said {@code false}, for the
     * message to who wanted it.
     *
     * @return a sentence without a full stop, such as {@code "it needs Linux"}; {@code null}, as by default: not known
     */
    default @Nullable String unavailability() {
        return null;
    }

    /**
     * Starts a transport with threads of its own.
     *
     * @param options what the transport shall be like
     * @return a new transport, which its user closes
     */
    Transport create(TransportOptions options);
}
