package chunkedbuffer.api;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Transport} is like: which implementation, and what its event loops run on.
 *
 * <p>Immutable, and safe to share between threads. Made by {@link #builder()}; {@link #defaults()} has every default.
 */
public final class TransportOptions {

    private static final TransportOptions DEFAULTS = builder().build();

    private final @Nullable String name;
    private final int threads;
    private final @Nullable ThreadFactory threadFactory;
    private final int maxConnections;

    private TransportOptions(Builder builder) {
        name = builder.name;
        threads = builder.threads;
        threadFactory = builder.threadFactory;
        maxConnections = builder.maxConnections;
    }

    /**
     * The options with every default.
     *
     * @return the same object each time
     */
    public static TransportOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these options.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.threads = threads;
        builder.threadFactory = threadFactory;
        builder.maxConnections = maxConnections;
        return builder;
    }

    /**
     * Which {@link chunkedbuffer.spi.TransportProvider} opens the transport.
     *
     * @return its name, or {@code null} for the one in the system property {@code chunkedbuffer.transport}, else the available
     *     one with the highest priority
     */
    public @Nullable String name() {
        return name;
    }

    /**
     * How many event loops, each with a thread of its own, the transport runs. Default 0.
     *
     * @return the number of loops; 0: as many as there are {@linkplain Runtime#availableProcessors() processors}
     */
    public int threads() {
        return threads;
    }

    /**
     * What makes the threads of the event loops.
     *
     * @return the factory, or {@code null} for the transport's own, which makes daemon threads with telling names
     */
    public @Nullable ThreadFactory threadFactory() {
        return threadFactory;
    }

    /**
     * How many connections that its listeners accepted the transport has open at a time. Default 16384.
     *
     * <p>At the limit it stops accepting, on all of its listeners; whoever connects then waits in the system's queue. It goes on when a
     * connection has been closed. Connections that the transport makes itself are not counted.
     *
     * <p>So the memory that peers can make a server use has a bound: that of one connection, times this.
     *
     * @return the limit; 0: none
     */
    public int maxConnections() {
        return maxConnections;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TransportOptions that
                && Objects.equals(name, that.name)
                && threads == that.threads
                && Objects.equals(threadFactory, that.threadFactory)
                && maxConnections == that.maxConnections;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, threads, threadFactory, maxConnections);
    }

    @Override
    public String toString() {
        return "TransportOptions[name=" + name + ", threads=" + threads + ", threadFactory=" + threadFactory
                + ", maxConnections=" + maxConnections + "]";
    }

    /** Collects the options of a transport. Not safe for use by several threads; may build more than once. */
    public static final class Builder {

        private @Nullable String name;
        private int threads;
        private @Nullable ThreadFactory threadFactory;
        private int maxConnections = 16_384;

        private Builder() {}

        /**
         * Sets which {@link chunkedbuffer.spi.TransportProvider} opens the transport. Whether there is one of that name, and
         * whether it works here, is seen when the transport is opened.
         *
         * @param name its name, such as {@code nio} or {@code epoll}, or {@code null} to leave the choice to the system
         *     property {@code chunkedbuffer.transport} and the priorities
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder name(@Nullable String name) {
            this.name = Check.name(name, "name");
            return this;
        }

        /**
         * Sets how many event loops the transport runs.
         *
         * @param count at least 0; 0: as many as there are processors
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder threads(int count) {
            threads = Check.atLeast(0, count, "threads");
            return this;
        }

        /**
         * Sets what makes the threads of the event loops. They must be platform threads; a loop keeps its thread until the
         * transport is closed.
         *
         * @param factory the factory, or {@code null} for the transport's own
         * @return this
         */
        public Builder threadFactory(@Nullable ThreadFactory factory) {
            threadFactory = factory;
            return this;
        }

        /**
         * Sets how many accepted connections the transport has open at a time, at most.
         *
         * @param count at least 0; 0: no limit but the system's
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxConnections(int count) {
            maxConnections = Check.atLeast(0, count, "maxConnections");
            return this;
        }

        /**
         * Makes the options.
         *
         * @return immutable options
         */
        public TransportOptions build() {
            return new TransportOptions(this);
        }
    }
}
