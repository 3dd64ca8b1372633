package chunkedbuffer.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ChunkPool} is like: its kind of memory, its bounds, and how it watches for leaks.
 *
 * <p>Immutable, and safe to share between threads. Made by {@link #builder()}; {@link #defaults()} has every default.
 */
public final class ChunkPoolOptions {

    private static final ChunkPoolOptions DEFAULTS = builder().build();

    private final MemoryKind memory;
    private final long maxIdleBytes;
    private final Duration maxIdleTime;
    private final long maxTotalBytes;
    private final Duration acquireTimeout;
    private final LeakDetection leakDetection;

    private ChunkPoolOptions(Builder builder) {
        memory = builder.memory;
        maxIdleBytes = builder.maxIdleBytes;
        maxIdleTime = builder.maxIdleTime;
        maxTotalBytes = builder.maxTotalBytes;
        acquireTimeout = builder.acquireTimeout;
        leakDetection = builder.leakDetection;
    }

    /**
     * The options with every default.
     *
     * @return the same object each time
     */
    public static ChunkPoolOptions defaults() {
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
        builder.memory = memory;
        builder.maxIdleBytes = maxIdleBytes;
        builder.maxIdleTime = maxIdleTime;
        builder.maxTotalBytes = maxTotalBytes;
        builder.acquireTimeout = acquireTimeout;
        builder.leakDetection = leakDetection;
        return builder;
    }

    /**
     * What the chunks are made of. Default {@link MemoryKind#DIRECT}.
     *
     * @return the kind of memory
     */
    public MemoryKind memory() {
        return memory;
    }

    /**
     * How much memory the pool keeps while nobody uses it; what comes back beyond that is given up. Default 64 MiB: 256 of
     * the largest chunks that a pipe asks for by default, or 32,768 of the smallest.
     *
     * @return bytes; 0: nothing is kept
     */
    public long maxIdleBytes() {
        return maxIdleBytes;
    }

    /**
     * How long the pool keeps memory that nobody uses, even where there is room for it. The pool looks
     * after it at intervals of this time (of 10 ms at least), so it is given up after once to twice the time. Default one minute.
     *
     * @return a time that fits in nanoseconds; {@link Duration#ZERO}: as long as there is room, until {@link ChunkPool#trim}
     */
    public Duration maxIdleTime() {
        return maxIdleTime;
    }

    /**
     * How much memory the pool holds in all, in use and idle. At that bound {@link ChunkPool#acquire} waits, transports stop
     * reading, and a write of a {@link ChunkedStream} or {@link BlockingStream} goes on with at most 2 KiB outside of the pool, so
     * that it does not wait for what unread inputs hold. Leave room to read, too: two peers whose outputs hold all memory of both
     * wait for each other. Default 0: no bound.
     *
     * @return bytes; 0: no bound
     */
    public long maxTotalBytes() {
        return maxTotalBytes;
    }

    /**
     * How long {@link ChunkPool#acquire} waits at the bound before it throws {@link PoolExhaustedException}. Default 30
     * seconds. It never waits on a transport's event loop.
     *
     * @return a time that fits in nanoseconds; {@link Duration#ZERO}: it does not wait
     */
    public Duration acquireTimeout() {
        return acquireTimeout;
    }

    /**
     * How closely the pool watches for chunks that are lost. Default {@link LeakDetection#OFF}.
     *
     * @return the level
     */
    public LeakDetection leakDetection() {
        return leakDetection;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChunkPoolOptions that
                && memory == that.memory
                && maxIdleBytes == that.maxIdleBytes
                && maxIdleTime.equals(that.maxIdleTime)
                && maxTotalBytes == that.maxTotalBytes
                && acquireTimeout.equals(that.acquireTimeout)
                && leakDetection == that.leakDetection;
    }

    @Override
    public int hashCode() {
        return Objects.hash(memory, maxIdleBytes, maxIdleTime, maxTotalBytes, acquireTimeout, leakDetection);
    }

    @Override
    public String toString() {
        return "ChunkPoolOptions[memory=" + memory
                + ", maxIdleBytes=" + maxIdleBytes
                + ", maxIdleTime=" + maxIdleTime
                + ", maxTotalBytes=" + maxTotalBytes
                + ", acquireTimeout=" + acquireTimeout
                + ", leakDetection=" + leakDetection + "]";
    }

    /** Collects the options of a pool. Not safe for use by several threads; may build more than once. */
    public static final class Builder {

        private MemoryKind memory = MemoryKind.DIRECT;
        private long maxIdleBytes = 64L << 20;
        private Duration maxIdleTime = Duration.ofMinutes(1);
        private long maxTotalBytes;
        private Duration acquireTimeout = Duration.ofSeconds(30);
        private LeakDetection leakDetection = LeakDetection.OFF;

        private Builder() {}

        /**
         * Sets what the chunks are made of.
         *
         * @param kind the kind of memory
         * @return this
         */
        public Builder memory(MemoryKind kind) {
            memory = Objects.requireNonNull(kind, "memory");
            return this;
        }

        /**
         * Sets how much memory the pool keeps while nobody uses it.
         *
         * @param bytes at least 0; 0: nothing is kept
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxIdleBytes(long bytes) {
            maxIdleBytes = Check.atLeast(0, bytes, "maxIdleBytes");
            return this;
        }

        /**
         * Sets how long the pool keeps memory that nobody uses.
         *
         * @param time not negative; {@link Duration#ZERO}: as long as there is room; more than 292 years counts as that
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxIdleTime(Duration time) {
            maxIdleTime = Check.timeout(time, "maxIdleTime", "keep it as long as there is room");
            return this;
        }

        /**
         * Sets how much memory the pool holds in all, in use and idle.
         *
         * @param bytes at least 0; 0: no bound
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxTotalBytes(long bytes) {
            maxTotalBytes = Check.atLeast(0, bytes, "maxTotalBytes");
            return this;
        }

        /**
         * Sets how long {@link ChunkPool#acquire} waits at the bound.
         *
         * @param timeout not negative; {@link Duration#ZERO}: do not wait; more than 292 years counts as that
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder acquireTimeout(Duration timeout) {
            acquireTimeout = Check.timeout(timeout, "acquireTimeout", "fail without waiting");
            return this;
        }

        /**
         * Sets how closely the pool watches for chunks that are lost.
         *
         * @param level the level
         * @return this
         */
        public Builder leakDetection(LeakDetection level) {
            leakDetection = Objects.requireNonNull(level, "leakDetection");
            return this;
        }

        /**
         * Makes the options.
         *
         * @return immutable options
         */
        public ChunkPoolOptions build() {
            return new ChunkPoolOptions(this);
        }
    }
}
