package chunkedbuffer.plugin.samename;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.spi.ChunkPoolProvider;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** Calls itself as the built-in pool does: allocates each chunk, and leaves it to the garbage collector. */
public final class OtherSlabPool implements ChunkPool, ChunkPoolProvider {
    private final AtomicLong acquired = new AtomicLong();
    private final AtomicLong released = new AtomicLong();
    private final AtomicLong inUseBytes = new AtomicLong();

    /** For the service loader. */
    public OtherSlabPool() {}

    @Override
    public String name() {
        return "slab";
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        return new OtherSlabPool();
    }

    @Override
    public Chunk acquire(int minCapacity) {
        acquired.incrementAndGet();
        inUseBytes.addAndGet(minCapacity);
        return new Chunk(ByteBuffer.allocate(minCapacity)) {
            @Override
            protected void recycle() {
                released.incrementAndGet();
                inUseBytes.addAndGet(-capacity());
            }
        };
    }

    @Override
    public PoolStats stats() {
        long back = released.get();
        long out = acquired.get();
        return new PoolStats(out, back, out, out - back, inUseBytes.get(), 0);
    }

    @Override
    public void trim() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "other slab pool";
    }
}
