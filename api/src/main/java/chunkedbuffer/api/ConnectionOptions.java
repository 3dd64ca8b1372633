package chunkedbuffer.api;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Connection} is like: its pool and thresholds, its time-outs, the options of its socket, and where its handlers
 * run.
 *
 * <p>Immutable, and safe to share between threads. Made by {@link #builder()}; {@link #defaults()} has every default. Both
 * pipes of the connection, to and from the peer, have the same sizes and thresholds.
 */
public final class ConnectionOptions {

    private static final ConnectionOptions DEFAULTS = builder().build();

    private final PipeOptions pipe;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final boolean tcpNoDelay;
    private final Map<SocketOption<?>, Object> options;
    private final @Nullable Executor handlerExecutor;

    private ConnectionOptions(Builder builder) {
        pipe = builder.pipe.build();
        connectTimeout = builder.connectTimeout;
        readTimeout = builder.readTimeout;
        tcpNoDelay = builder.tcpNoDelay;
        options = Collections.unmodifiableMap(new LinkedHashMap<>(builder.options));
        handlerExecutor = builder.handlerExecutor;
    }

    /**
     * The options with every default.
     *
     * @return the same object each time
     */
    public static ConnectionOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder(PipeOptions.builder());
    }

    /**
     * Starts from these options.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(pipe.toBuilder());
        builder.connectTimeout = connectTimeout;
        builder.readTimeout = readTimeout;
        builder.tcpNoDelay = tcpNoDelay;
        builder.options.putAll(options);
        builder.handlerExecutor = handlerExecutor;
        return builder;
    }

    /**
     * The options of both pipes, without executors: those are the transport's to set. For implementers of transports.
     *
     * @return pool, sizes and thresholds
     */
    public PipeOptions pipeOptions() {
        return pipe;
    }

    /**
     * The pool that the chunks of both pipes come from. The connection does not close it.
     *
     * @return the pool, or {@code null} for {@link ChunkPool#shared()}, asked for when the connection is made
     */
    public @Nullable ChunkPool pool() {
        return pipe.pool();
    }

    /**
     * The least size of the chunks that are asked of the pool. Default 2048.
     *
     * @return bytes
     * @see PipeOptions#minimumChunkSize()
     */
    public int minimumChunkSize() {
        return pipe.minimumChunkSize();
    }

    /**
     * The size up to which chunks grow with the traffic. Default 262144.
     *
     * @return bytes
     * @see PipeOptions#maximumChunkSize()
     */
    public int maximumChunkSize() {
        return pipe.maximumChunkSize();
    }

    /**
     * The length from which memory given to {@link Connection#output()} is linked and not copied. Default 4096.
     *
     * @return bytes
     * @see PipeOptions#inputCutoffSize()
     */
    public int inputCutoffSize() {
        return pipe.inputCutoffSize();
    }

    /**
     * How many bytes, received and not yet read, stop the transport from reading; and how many, written and not yet sent, make
     * {@code flush()} say {@code false}. Default 65536.
     *
     * @return bytes; 0: neither direction is ever paused
     * @see PipeOptions#pauseThreshold()
     */
    public long pauseThreshold() {
        return pipe.pauseThreshold();
    }

    /**
     * Down to how many bytes a paused direction must come to go on. Default: half of {@link #pauseThreshold()}.
     *
     * @return bytes
     * @see PipeOptions#resumeThreshold()
     */
    public long resumeThreshold() {
        return pipe.resumeThreshold();
    }

    /**
     * How long a connection attempt may take, before it fails with {@link java.net.SocketTimeoutException}. Default 30 seconds.
     *
     * @return a time that fits in nanoseconds; {@link Duration#ZERO}: as long as the system tries
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * How long a waiting read may see no byte come in, before it fails with {@link java.net.SocketTimeoutException}. It runs
     * only while a read waits, and the stream stays usable after it. Default: none.
     *
     * @return a time that fits in nanoseconds; {@link Duration#ZERO}: none
     */
    public Duration readTimeout() {
        return readTimeout;
    }

    /**
     * Whether small packets are sent at once ({@link StandardSocketOptions#TCP_NODELAY}). Default {@code true}. Without meaning
     * for sockets other than TCP.
     *
     * @return {@code false}: the system collects small packets (Nagle's algorithm)
     */
    public boolean tcpNoDelay() {
        return tcpNoDelay;
    }

    /**
     * The options that are set on the socket before it is connected, or right after it was accepted, each with a value of its
     * type, in the order in which they were first given.
     *
     * @return an unmodifiable map
     */
    public Map<SocketOption<?>, Object> options() {
        return options;
    }

    /**
     * Where the {@link ConnectionHandler}, and listeners and stages of the connection, run. An executor that makes virtual threads
     * allows them to block.
     *
     * @return the executor, or {@code null} for the connection's event loop, on which they must not block
     */
    public @Nullable Executor handlerExecutor() {
        return handlerExecutor;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionOptions that
                && pipe.equals(that.pipe)
                && connectTimeout.equals(that.connectTimeout)
                && readTimeout.equals(that.readTimeout)
                && tcpNoDelay == that.tcpNoDelay
                && options.equals(that.options)
                && Objects.equals(handlerExecutor, that.handlerExecutor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pipe, connectTimeout, readTimeout, tcpNoDelay, options, handlerExecutor);
    }

    @Override
    public String toString() {
        return "ConnectionOptions[pool=" + (pool() == null ? "shared" : pool())
                + ", minimumChunkSize=" + minimumChunkSize()
                + ", maximumChunkSize=" + maximumChunkSize()
                + ", inputCutoffSize=" + inputCutoffSize()
                + ", pauseThreshold=" + pauseThreshold()
                + ", resumeThreshold=" + resumeThreshold()
                + ", connectTimeout=" + connectTimeout
                + ", readTimeout=" + readTimeout
                + ", tcpNoDelay=" + tcpNoDelay
                + ", options=" + options
                + ", handlerExecutor=" + handlerExecutor + "]";
    }

    /** Collects the options of a connection. Not safe for use by several threads; may build more than once. */
    public static final class Builder {

        private final PipeOptions.Builder pipe;
        private final Map<SocketOption<?>, Object> options = new LinkedHashMap<>();
        private Duration connectTimeout = Duration.ofSeconds(30);
        private Duration readTimeout = Duration.ZERO;
        private boolean tcpNoDelay = true;
        private @Nullable Executor handlerExecutor;

        private Builder(PipeOptions.Builder pipe) {
            this.pipe = pipe;
        }

        /**
         * Sets where the chunks of both pipes come from. The connection does not close the pool.
         *
         * @param pool the pool, or {@code null} for {@link ChunkPool#shared()}
         * @return this
         */
        public Builder pool(@Nullable ChunkPool pool) {
            pipe.pool(pool);
            return this;
        }

        /**
         * Sets the least size of the chunks that are asked of the pool.
         *
         * @param bytes at least 1
         * @return this
         * @throws IllegalArgumentException if it is below 1
         * @see PipeOptions.Builder#minimumChunkSize(int)
         */
        public Builder minimumChunkSize(int bytes) {
            pipe.minimumChunkSize(bytes);
            return this;
        }

        /**
         * Sets the size up to which chunks grow with the traffic.
         *
         * @param bytes at least 1
         * @return this
         * @throws IllegalArgumentException if it is below 1
         * @see PipeOptions.Builder#maximumChunkSize(int)
         */
        public Builder maximumChunkSize(int bytes) {
            pipe.maximumChunkSize(bytes);
            return this;
        }

        /**
         * Sets the length below which memory given to the output may be copied instead of linked.
         *
         * @param bytes at least 0
         * @return this
         * @throws IllegalArgumentException if it is below 0
         * @see PipeOptions.Builder#inputCutoffSize(int)
         */
        public Builder inputCutoffSize(int bytes) {
            pipe.inputCutoffSize(bytes);
            return this;
        }

        /**
         * Sets how many bytes pause a direction; 0: never. Unless it is set too, the resume threshold is half of this.
         *
         * @param bytes at least 0
         * @return this
         * @throws IllegalArgumentException if it is below 0
         * @see PipeOptions.Builder#pauseThreshold(long)
         */
        public Builder pauseThreshold(long bytes) {
            pipe.pauseThreshold(bytes);
            return this;
        }

        /**
         * Sets down to how many bytes a paused direction must come to go on.
         *
         * @param bytes at least 0
         * @return this
         * @throws IllegalArgumentException if it is below 0
         * @see PipeOptions.Builder#resumeThreshold(long)
         */
        public Builder resumeThreshold(long bytes) {
            pipe.resumeThreshold(bytes);
            return this;
        }

        /**
         * Sets how long a connection attempt may take.
         *
         * @param timeout not negative; {@link Duration#ZERO}: as long as the system tries; more than 292 years counts as that
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = Check.timeout(timeout, "connectTimeout", "wait as long as the system tries");
            return this;
        }

        /**
         * Sets how long a waiting read may see no byte come in.
         *
         * @param timeout not negative; {@link Duration#ZERO}: for ever; more than 292 years counts as that
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder readTimeout(Duration timeout) {
            readTimeout = Check.timeout(timeout, "readTimeout", "wait for ever");
            return this;
        }

        /**
         * Sets whether small packets are sent at once. The same as {@link #option(SocketOption, Object)} with {@link
         * StandardSocketOptions#TCP_NODELAY}, but ignored by sockets other than TCP.
         *
         * @param noDelay {@code false}: the system collects small packets
         * @return this
         */
        public Builder tcpNoDelay(boolean noDelay) {
            tcpNoDelay = noDelay;
            options.computeIfPresent(StandardSocketOptions.TCP_NODELAY, (option, value) -> noDelay);
            return this;
        }

        /**
         * Sets an option of the socket; any number of them. A connection whose kind of socket does not have the option, or does
         * not take the value, fails when it is made.
         *
         * @param option one of {@link StandardSocketOptions} or of the transport's own
         * @param value its value
         * @param <T> the type of the value
         * @return this
         * @throws IllegalArgumentException if the value is not of the option's type
         */
        public <T> Builder option(SocketOption<T> option, T value) {
            Objects.requireNonNull(value, option.name());
            if (!option.type().isInstance(value)) {
                throw new IllegalArgumentException("option " + option.name() + " is of type "
                        + option.type().getSimpleName() + ", not "
                        + value.getClass().getSimpleName() + ": " + value);
            }
            options.put(option, value);
            if (option.equals(StandardSocketOptions.TCP_NODELAY)) {
                tcpNoDelay = (Boolean) value;
            }
            return this;
        }

        /**
         * Sets where the {@link ConnectionHandler}, and listeners and stages of the connection, run.
         *
         * @param executor the executor, or {@code null} for the connection's event loop
         * @return this
         */
        public Builder handlerExecutor(@Nullable Executor executor) {
            handlerExecutor = executor;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return immutable options
         * @throws IllegalArgumentException if the minimum chunk size is above the maximum, or the resume threshold not below
         *     the pause threshold
         */
        public ConnectionOptions build() {
            return new ConnectionOptions(this);
        }
    }
}
