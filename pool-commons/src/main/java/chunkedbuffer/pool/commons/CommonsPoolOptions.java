package chunkedbuffer.pool.commons;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pool on Apache Commons Pool 2 has beyond {@link ChunkPoolOptions}: the schedule on which idle chunks are given up,
 * and its beans in JMX.
 *
 * <p>Immutable, and safe to share between threads. Made by {@link #builder()}; {@link #defaults()} has every default, and is
 * what {@code ChunkPool.create("commons", options)} uses.
 *
 * <pre>{@code
 * ChunkPoolOptions options = ChunkPoolOptions.builder().maxTotalBytes(256 << 20).build();
 * try (ChunkPool pool = CommonsPoolOptions.builder().name("uploads").build().create(options)) {
 *     ...
 * }
 * }</pre>
 *
 * <p><b>In JMX</b> each size of chunks is one bean of Commons Pool, {@code
 * chunkedbuffer:type=ChunkPool,provider=commons,name=<name>,size=<size>}, with {@code 2KiB} to {@code 256KiB} for the size.
 * They are registered while the pool is open, and keep it from being collected: close a pool that is no longer needed.
 */
public final class CommonsPoolOptions {

    private static final CommonsPoolOptions DEFAULTS = builder().build();
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Duration evictionInterval;
    private final Duration idleTime;
    private final boolean setTimes;
    private final boolean jmx;
    private final @Nullable String name;

    private CommonsPoolOptions(Builder builder) {
        evictionInterval = builder.evictionInterval;
        idleTime = builder.idleTime;
        setTimes = builder.setTimes;
        jmx = builder.jmx;
        name = builder.name;
    }

    /**
     * The options with every default.
     *
     * @return the same object each time
     */
    public static CommonsPoolOptions defaults() {
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
     * Makes a pool. The caller closes it.
     *
     * @param options the bounds and the kind of memory
     * @return a new pool
     */
    public ChunkPool create(ChunkPoolOptions options) {
        return new CommonsPool(options, setTimes ? this : lasting(options.maxIdleTime()));
    }

    /** Looked at as often as that, a chunk is given up when it has been idle for once to twice the time. */
    private CommonsPoolOptions lasting(Duration maxIdleTime) {
        Duration interval = maxIdleTime.isZero() || maxIdleTime.compareTo(SHORTEST) > 0 ? maxIdleTime : SHORTEST;
        return builder()
                .jmx(jmx)
                .name(name)
                .idleTime(maxIdleTime)
                .evictionInterval(interval)
                .build();
    }

    /**
     * How often Commons Pool's thread looks for chunks that have been idle for {@link #idleTime()}. If neither time was set, both
     * are the pool's {@link ChunkPoolOptions#maxIdleTime()}; if the other one was, 30 seconds.
     *
     * @return a time; {@link Duration#ZERO}: never, and there is no such thread
     */
    public Duration evictionInterval() {
        return evictionInterval;
    }

    /**
     * How long a chunk must be idle before it is given up. If neither time was set, both are the pool's
     * {@link ChunkPoolOptions#maxIdleTime()}; if the other one was, 60 seconds.
     *
     * @return a time
     */
    public Duration idleTime() {
        return idleTime;
    }

    /**
     * Whether the pool's beans are registered in the platform's MBean server. Default {@code true}.
     *
     * @return whether they are
     */
    public boolean jmx() {
        return jmx;
    }

    /**
     * What the pool is called in JMX.
     *
     * @return the name; {@code null}, the default: {@code pool-} and a number
     */
    public @Nullable String name() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CommonsPoolOptions that
                && evictionInterval.equals(that.evictionInterval)
                && idleTime.equals(that.idleTime)
                && setTimes == that.setTimes
                && jmx == that.jmx
                && Objects.equals(name, that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(evictionInterval, idleTime, setTimes, jmx, name);
    }

    @Override
    public String toString() {
        String times = setTimes
                ? "evictionInterval=" + evictionInterval + ", idleTime=" + idleTime
                : "both times are the pool's maxIdleTime";
        return "CommonsPoolOptions[" + times + ", jmx=" + jmx + ", name=" + name + "]";
    }

    /** Collects the options. Not safe for use by several threads; may build more than once. */
    public static final class Builder {

        private Duration evictionInterval = Duration.ofSeconds(30);
        private Duration idleTime = Duration.ofSeconds(60);
        private boolean setTimes;
        private boolean jmx = true;
        private @Nullable String name;

        private Builder() {}

        /**
         * Sets how often idle chunks are looked at.
         *
         * @param interval at least 1 millisecond, or {@link Duration#ZERO}: never; more than 292 years counts as that
         * @return this
         * @throws IllegalArgumentException if it is negative, or positive and below a millisecond
         */
        public Builder evictionInterval(Duration interval) {
            if (!interval.isZero() && interval.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException("evictionInterval " + interval
                        + " is below a millisecond: give 1 ms or more, or Duration.ZERO to evict nothing");
            }
            evictionInterval = interval.compareTo(LONGEST) > 0 ? LONGEST : interval;
            setTimes = true;
            return this;
        }

        /**
         * Sets how long a chunk must be idle before it is given up.
         *
         * @param time not negative; {@link Duration#ZERO}: what is idle when it is looked at is given up; more than 292
         *     years counts as that
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder idleTime(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("idleTime " + time
                        + " is negative: give a positive one, or Duration.ZERO to give up all that is idle");
            }
            idleTime = time.compareTo(LONGEST) > 0 ? LONGEST : time;
            setTimes = true;
            return this;
        }

        /**
         * Sets whether the pool's beans are registered.
         *
         * @param registered whether they are
         * @return this
         */
        public Builder jmx(boolean registered) {
            jmx = registered;
            return this;
        }

        /**
         * Sets what the pool is called in JMX. Two pools may have the same name; the beans of the second get a number.
         *
         * @param called letters, digits, spaces and {@code . _ -}; or {@code null}: {@code pool-} and a number
         * @return this
         * @throws IllegalArgumentException if it is empty or holds anything else
         */
        public Builder name(@Nullable String called) {
            if (called != null && !called.matches("[\\p{L}\\p{N} ._-]+")) {
                throw new IllegalArgumentException(
                        "name \"" + called + "\" is no name for JMX: give letters, digits, spaces and . _ -");
            }
            name = called;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return immutable options
         */
        public CommonsPoolOptions build() {
            return new CommonsPoolOptions(this);
        }
    }
}
