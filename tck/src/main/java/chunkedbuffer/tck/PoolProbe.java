package chunkedbuffer.tck;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.api.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Makes pools for one test and watches them, so that {@link NothingLeaked} can tell when a chunk has not come back.
 *
 * <p>Safe for any number of threads.
 */
public final class PoolProbe {

    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final List<ChunkPool> made = new CopyOnWriteArrayList<>();

    PoolProbe() {
        watchShared();
    }

    @SuppressWarnings("EmptyCatch")
    private void watchShared() {
        try {
            watch(ChunkPool.shared());
        } catch (ProviderNotFoundException e) {
            // No provider: the test's own pools are all there is.
        }
    }

    /**
     * Makes a pool with the default options. It is closed after the test.
     *
     * @return a new pool, of the default provider
     */
    public ChunkPool create() {
        return create(ChunkPoolOptions.defaults());
    }

    /**
     * Makes a pool. It is closed after the test.
     *
     * @param options what the pool shall be like
     * @return a new pool, of the default provider
     */
    public ChunkPool create(ChunkPoolOptions options) {
        return closing(ChunkPool.create(options));
    }

    /**
     * Makes a pool of the provider of a given name. It is closed after the test.
     *
     * @param name the provider's
     * @param options what the pool shall be like
     * @return a new pool
     */
    public ChunkPool create(String name, ChunkPoolOptions options) {
        return closing(ChunkPool.create(name, options));
    }

    /**
     * Watches a pool and closes it after the test.
     *
     * @param <P> its type
     * @param pool a pool that is the test's own
     * @return the same
     */
    public <P extends ChunkPool> P closing(P pool) {
        made.add(pool);
        return watch(pool);
    }

    /**
     * Watches a pool: by the end of the test it may not have more chunks out than it has now.
     *
     * @param <P> its type
     * @param pool a pool that others may use as well
     * @return the same
     */
    public <P extends ChunkPool> P watch(P pool) {
        watched.add(new Watched(pool, pool.stats().inUse()));
        return pool;
    }

    /** One line for each pool that misses chunks. */
    List<String> chunksOut() {
        List<String> out = new ArrayList<>();
        for (Watched each : watched) {
            PoolStats stats = each.pool.stats();
            if (stats.inUse() > each.before) {
                out.add((stats.inUse() - each.before) + " chunk(s) not released: " + each.pool + ", " + stats);
            }
        }
        return out;
    }

    /** Closes the pools that were made here. */
    void close() {
        for (ChunkPool pool : made) {
            pool.close();
        }
    }

    private record Watched(ChunkPool pool, long before) {}
}
