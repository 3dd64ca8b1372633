package chunkedbuffer.api;

import chunkedbuffer.osgi.ProviderBundles;
import org.jspecify.annotations.Nullable;

/** The pool of the process: passes everything on, but {@link #close()}, by which one user could break all others. */
final class SharedChunkPool implements ChunkPool {

    private static final Object MAKING = new Object();
    private static volatile @Nullable SharedChunkPool instance;

    private final ChunkPool pool;

    SharedChunkPool(ChunkPool pool) {
        this.pool = pool;
    }

    /** Not a lazy holder class: a failure in a static initializer would be remembered for good. */
    static ChunkPool get() {
        SharedChunkPool shared = instance;
        if (shared == null) {
            synchronized (MAKING) {
                shared = instance;
                if (shared == null) {
                    shared = new SharedChunkPool(Providers.pool(null, ChunkPoolOptions.defaults()));
                    instance = shared;
                    ProviderBundles.keep(shared.pool, shared::forget);
                }
            }
        }
        return shared;
    }

    /** The bundle that it came from stops: whoever has it may go on, and the next one asks for another. */
    private void forget() {
        synchronized (MAKING) {
            if (instance == this) {
                instance = null;
            }
        }
        pool.trim();
    }

    @Override
    public Chunk acquire(int minCapacity) {
        return pool.acquire(minCapacity);
    }

    @Override
    public @Nullable Chunk tryAcquire(int minCapacity) {
        return pool.tryAcquire(minCapacity);
    }

    @Override
    public void onAvailable(Runnable once) {
        pool.onAvailable(once);
    }

    @Override
    public PoolStats stats() {
        return pool.stats();
    }

    @Override
    public void trim() {
        pool.trim();
    }

    @Override
    public void close() {
        pool.trim();
    }

    @Override
    public String toString() {
        return "shared " + pool;
    }
}
