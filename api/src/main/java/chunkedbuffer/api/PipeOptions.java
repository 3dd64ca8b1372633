package chunkedbuffer.api;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Pipe} is like: where its chunks come from, how large they are, when its writer is paused, and where its
 * listeners run.
 *
 * <p>Immutable, and safe to share between threads. Made by {@link #builder()}; {@link #defaults()} has every default.
 */
public final class PipeOptions {

    private static final PipeOptions DEFAULTS = builder().build();

    /** In the builder: half of the pause threshold, whatever that will be. */
    private static final long HALF = -1;

    private final @Nullable ChunkPool pool;
    private final int minimumChunkSize;
    private final int maximumChunkSize;
    private final int inputCutoffSize;
    private final long pauseThreshold;
    private final long givenResumeThreshold;
    private final @Nullable Executor readerExecutor;
    private final @Nullable Executor writerExecutor;
    private final @Nullable String provider;

    private PipeOptions(Builder builder) {
        pool = builder.pool;
        minimumChunkSize = builder.minimumChunkSize;
        maximumChunkSize = builder.maximumChunkSize;
        inputCutoffSize = builder.inputCutoffSize;
        pauseThreshold = builder.pauseThreshold;
        givenResumeThreshold = builder.resumeThreshold;
        readerExecutor = builder.readerExecutor;
        writerExecutor = builder.writerExecutor;
        provider = builder.provider;
    }

    /**
     * The options with every default.
     *
     * @return the same object each time
     */
    public static PipeOptions defaults() {
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
        builder.pool = pool;
        builder.minimumChunkSize = minimumChunkSize;
        builder.maximumChunkSize = maximumChunkSize;
        builder.inputCutoffSize = inputCutoffSize;
        builder.pauseThreshold = pauseThreshold;
        builder.resumeThreshold = givenResumeThreshold;
        builder.readerExecutor = readerExecutor;
        builder.writerExecutor = writerExecutor;
        builder.provider = provider;
        return builder;
    }

    /**
     * The pool that the pipe's chunks come from. The pipe does not close it.
     *
     * @return the pool, or {@code null} for {@link ChunkPool#shared()}, asked for when the pipe is made
     */
    public @Nullable ChunkPool pool() {
        return pool;
    }

    /**
     * The size of the first chunk that the pipe asks its pool for, and the least one. Default 2048.
     *
     * @return bytes, from 1 to {@link #maximumChunkSize()}
     */
    public int minimumChunkSize() {
        return minimumChunkSize;
    }

    /**
     * The size up to which chunks grow: the size asked for doubles when a chunk was filled whole, and halves after ten fills
     * of less than half. Only a {@code sizeHint} may exceed it. Default 262144.
     *
     * @return bytes, at least {@link #minimumChunkSize()}
     */
    public int maximumChunkSize() {
        return maximumChunkSize;
    }

    /**
     * The length from which {@link PipeWriter#append} takes memory over and {@link PipeWriter#write(Bytes)} links chunks; what
     * is shorter may be copied, which is cheaper. Default 4096.
     *
     * @return bytes; 0: never copy
     */
    public int inputCutoffSize() {
        return inputCutoffSize;
    }

    /**
     * How many flushed bytes, neither consumed nor examined, pause the writer. Default 65536.
     *
     * @return bytes; 0: the writer is never paused
     */
    public long pauseThreshold() {
        return pauseThreshold;
    }

    /**
     * Down to how many such bytes the reader must come before a paused writer goes on. Default: half of {@link
     * #pauseThreshold()}.
     *
     * @return bytes, below {@link #pauseThreshold()}; 0, and without meaning, when that is 0
     */
    public long resumeThreshold() {
        if (pauseThreshold == 0) {
            return 0;
        }
        return givenResumeThreshold == HALF ? pauseThreshold / 2 : givenResumeThreshold;
    }

    /**
     * Where the reader's listener runs and the reader's stages complete.
     *
     * @return the executor, or {@code null} for the thread that caused it, which is mostly the writer's
     */
    public @Nullable Executor readerExecutor() {
        return readerExecutor;
    }

    /**
     * Where the writer's stages complete.
     *
     * @return the executor, or {@code null} for the thread that caused it, which is mostly the reader's
     */
    public @Nullable Executor writerExecutor() {
        return writerExecutor;
    }

    /**
     * Which {@link chunkedbuffer.spi.PipeProvider} makes the pipe.
     *
     * @return its name, or {@code null} for the one in the system property {@code chunkedbuffer.pipe}, else the one with the
     *     highest priority
     */
    public @Nullable String provider() {
        return provider;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PipeOptions that
                && Objects.equals(pool, that.pool)
                && minimumChunkSize == that.minimumChunkSize
                && maximumChunkSize == that.maximumChunkSize
                && inputCutoffSize == that.inputCutoffSize
                && pauseThreshold == that.pauseThreshold
                && resumeThreshold() == that.resumeThreshold()
                && Objects.equals(readerExecutor, that.readerExecutor)
                && Objects.equals(writerExecutor, that.writerExecutor)
                && Objects.equals(provider, that.provider);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                pool,
                minimumChunkSize,
                maximumChunkSize,
                inputCutoffSize,
                pauseThreshold,
                resumeThreshold(),
                readerExecutor,
                writerExecutor,
                provider);
    }

    @Override
    public String toString() {
        return "PipeOptions[pool=" + (pool == null ? "shared" : pool)
                + ", minimumChunkSize=" + minimumChunkSize
                + ", maximumChunkSize=" + maximumChunkSize
                + ", inputCutoffSize=" + inputCutoffSize
                + ", pauseThreshold=" + pauseThreshold
                + ", resumeThreshold=" + resumeThreshold()
                + ", readerExecutor=" + readerExecutor
                + ", writerExecutor=" + writerExecutor
                + ", provider=" + provider + "]";
    }

    /** Collects the options of a pipe. Not safe for use by several threads; may build more than once. */
    public static final class Builder {

        private @Nullable ChunkPool pool;
        private int minimumChunkSize = 2048;
        private int maximumChunkSize = 262_144;
        private int inputCutoffSize = 4096;
        private long pauseThreshold = 65_536;
        private long resumeThreshold = HALF;
        private @Nullable Executor readerExecutor;
        private @Nullable Executor writerExecutor;
        private @Nullable String provider;

        private Builder() {}

        /**
         * Sets where the chunks come from. The pipe does not close the pool; the pool must stay open as long as the pipe is
         * written to.
         *
         * @param pool the pool, or {@code null} for {@link ChunkPool#shared()}
         * @return this
         */
        public Builder pool(@Nullable ChunkPool pool) {
            this.pool = pool;
            return this;
        }

        /**
         * Sets the least size of the chunks that the pipe asks its pool for. {@link #build()} checks it against {@link
         * #maximumChunkSize(int)}.
         *
         * @param bytes at least 1
         * @return this
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder minimumChunkSize(int bytes) {
            minimumChunkSize = Check.atLeast(1, bytes, "minimumChunkSize");
            return this;
        }

        /**
         * Sets the largest size of the chunks that the pipe asks its pool for of its own accord.
         *
         * @param bytes at least 1, and at least the minimum
         * @return this
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder maximumChunkSize(int bytes) {
            maximumChunkSize = Check.atLeast(1, bytes, "maximumChunkSize");
            return this;
        }

        /**
         * Sets the length below which bytes given to the pipe may be copied instead of linked.
         *
         * @param bytes at least 0; 0: never copy
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder inputCutoffSize(int bytes) {
            inputCutoffSize = Check.atLeast(0, bytes, "inputCutoffSize");
            return this;
        }

        /**
         * Sets how many flushed bytes, neither consumed nor examined, pause the writer. Unless it is set too, the resume
         * threshold is half of this.
         *
         * @param bytes at least 0; 0: never pause
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder pauseThreshold(long bytes) {
            pauseThreshold = Check.atLeast(0, bytes, "pauseThreshold");
            return this;
        }

        /**
         * Sets down to how many such bytes the reader must come before a paused writer goes on. {@link #build()} checks it
         * against {@link #pauseThreshold(long)}; it is ignored when that is 0.
         *
         * @param bytes at least 0; 0: only when the reader has seen everything
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder resumeThreshold(long bytes) {
            resumeThreshold = Check.atLeast(0, bytes, "resumeThreshold");
            return this;
        }

        /**
         * Sets where the reader's listener runs and the reader's stages complete.
         *
         * @param executor the executor, or {@code null} for the thread that causes it
         * @return this
         */
        public Builder readerExecutor(@Nullable Executor executor) {
            readerExecutor = executor;
            return this;
        }

        /**
         * Sets where the writer's stages complete.
         *
         * @param executor the executor, or {@code null} for the thread that causes it
         * @return this
         */
        public Builder writerExecutor(@Nullable Executor executor) {
            writerExecutor = executor;
            return this;
        }

        /**
         * Sets which {@link chunkedbuffer.spi.PipeProvider} makes the pipe. Whether there is one of that name is seen when the
         * pipe is made.
         *
         * @param name its name, or {@code null} to leave the choice to the system property {@code chunkedbuffer.pipe} and the
         *     priorities
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder provider(@Nullable String name) {
            provider = Check.name(name, "provider");
            return this;
        }

        /**
         * Makes the options.
         *
         * @return immutable options
         * @throws IllegalArgumentException if the minimum chunk size is above the maximum, or the resume threshold not below
         *     the pause threshold
         */
        public PipeOptions build() {
            if (minimumChunkSize > maximumChunkSize) {
                throw new IllegalArgumentException(
                        "minimumChunkSize " + minimumChunkSize + " is above maximumChunkSize " + maximumChunkSize
                                + ": set both so that the minimum is at most the maximum");
            }
            if (pauseThreshold != 0 && resumeThreshold >= pauseThreshold) {
                throw new IllegalArgumentException(
                        "resumeThreshold " + resumeThreshold + " is not below pauseThreshold " + pauseThreshold
                                + ": lower it, or leave it out for half of pauseThreshold");
            }
            return new PipeOptions(this);
        }
    }
}
