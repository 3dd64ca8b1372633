package chunkedbuffer.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A store of memory blocks that pipes take chunks from and give them back to.
 *
 * <p>All methods are safe for any number of threads; a chunk may be released on another thread than the one that acquired it.
 *
 * <p><b>A pool of one's own</b> is a class with {@link #acquire}, a subclass of {@link Chunk} with {@code recycle()}, a
 * {@link chunkedbuffer.spi.ChunkPoolProvider}, and one line in {@code
 * META-INF/services/chunkedbuffer.spi.ChunkPoolProvider}. It can also be given straight to {@link
 * PipeOptions.Builder#pool}. A pool that can be at a bound overrides {@link #tryAcquire} and {@link #onAvailable} as well:
 * transports, which must not wait, live on them.
 *
 * <pre>{@code
 * ChunkPoolOptions options = ChunkPoolOptions.builder().maxTotalBytes(16 << 20).build();
 * try (ChunkPool pool = ChunkPool.create(options);
 *         Pipe pipe = Pipe.create(PipeOptions.builder().pool(pool).build())) {
 *     pipe.write(new byte[1000]);
 *     pipe.flush();
 *     System.out.println(pool.stats().inUse());          // 1
 *     pipe.skip(-1);
 *     System.out.println(pool.stats().inUse());          // 0
 * }
 * }</pre>
 */
public interface ChunkPool extends AutoCloseable {

    /**
     * Takes a chunk, waiting for memory at the pool's bound.
     *
     * <p>The caller owns the one reference that the chunk has, and releases it. {@link Chunk#memory()} is empty: position 0,
     * limit at the capacity, ready to be written; its content is not cleared.
     *
     * <p>At {@link ChunkPoolOptions#maxTotalBytes()} it waits up to {@link ChunkPoolOptions#acquireTimeout()}. An interrupt
     * ends the wait with {@link PoolExhaustedException}, and the thread's interrupt status stays set. On the event loop of a
     * transport ({@link chunkedbuffer.spi.EventLoops#isLoop()}) it does not wait: it fails at once.
     *
     * @param minCapacity the least capacity the chunk must have, in bytes; 0 counts as 1. The chunk may be larger
     * @return a chunk with one reference
     * @throws IllegalArgumentException if {@code minCapacity} is negative, or above what the bound can ever give
     * @throws PoolExhaustedException if no memory came back in time
     * @throws IllegalStateException if the pool is closed
     */
    Chunk acquire(int minCapacity);

    /**
     * Takes a chunk if that is possible without waiting. For event loops.
     *
     * <p>Unless overridden, it calls {@link #acquire}: right for pools that never wait.
     *
     * @param minCapacity as for {@link #acquire}
     * @return a chunk with one reference, owned by the caller, or {@code null} when the pool is at its bound; see {@link
     *     #onAvailable} for when to try again
     * @throws IllegalArgumentException as for {@link #acquire}
     * @throws IllegalStateException if the pool is closed
     */
    default @Nullable Chunk tryAcquire(int minCapacity) {
        return acquire(minCapacity);
    }

    /**
     * Runs something once when memory is back, after {@link #tryAcquire} returned {@code null}.
     *
     * <p>When there is memory already, it runs at once, on the calling thread; else later, on a thread that uses the pool:
     * it releases or acquires a chunk, trims, or closes. So it must be short, must not wait, and hands work over to its own thread. Several may be
     * registered; what wakes them is no promise that memory is left for each: {@code tryAcquire} may return {@code null}
     * again.
     *
     * <p>Unless overridden, it runs at once: right for pools whose {@code tryAcquire} never returns {@code null}.
     *
     * @param once what to run
     */
    default void onAvailable(Runnable once) {
        once.run();
    }

    /**
     * The pool's counters.
     *
     * @return a snapshot
     */
    PoolStats stats();

    /** Gives idle memory up. Chunks in use are not touched; the pool goes on working. */
    void trim();

    /**
     * Closes the pool: gives idle memory up, and lets nobody acquire. Chunks in use stay good and are dropped when they are
     * released. Idempotent.
     *
     * <p>On the {@linkplain #shared() shared pool}, which belongs to everybody, this is {@link #trim()} and no more.
     */
    @Override
    void close();

    /**
     * The default pool of the process: what pipes use whose {@link PipeOptions#pool()} is {@code null}.
     *
     * <p>It is made at the first call that succeeds, with {@link ChunkPoolOptions#defaults()}, by the provider that is named by
     * the system property {@code chunkedbuffer.pool} at that time, else by the one with the highest priority; from then on it
     * is the same for everybody; in an OSGi framework, until the bundle that it came from stops. A call that fails changes
     * nothing: the next one looks again. Nobody can close it: its {@link #close()} only trims.
     *
     * @return the same pool each time
     * @throws ProviderNotFoundException if no provider is found, or none of the name that the system property gives
     */
    static ChunkPool shared() {
        return SharedChunkPool.get();
    }

    /**
     * Makes a pool, by the provider that is named by the system property {@code chunkedbuffer.pool}, else by the one with the
     * highest priority. The caller closes it.
     *
     * @param options what the pool shall be like
     * @return a new pool
     * @throws ProviderNotFoundException if no provider is found, or none of the name that the system property gives
     */
    static ChunkPool create(ChunkPoolOptions options) {
        return Providers.pool(null, options);
    }

    /**
     * Makes a pool by the provider of a given name. The caller closes it.
     *
     * @param name the name of a {@link chunkedbuffer.spi.ChunkPoolProvider}, such as {@code slab}
     * @param options what the pool shall be like
     * @return a new pool
     * @throws IllegalArgumentException if the name is blank
     * @throws ProviderNotFoundException if there is no such provider; the message lists those that were found
     */
    static ChunkPool create(String name, ChunkPoolOptions options) {
        return Providers.pool(Check.name(Objects.requireNonNull(name, "name"), "name"), options);
    }
}
