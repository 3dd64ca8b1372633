package plugin;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.spi.ChunkPoolProvider;
import java.nio.ByteBuffer;

/** Somebody else's pool, which is its own provider. */
public final class PluggedInPool implements ChunkPool, ChunkPoolProvider {
    /** For the look-up. */
    public PluggedInPool() {}

    @Override
    public String name() {
        return "plugged-in";
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        return new PluggedInPool();
    }

    @Override
    public Chunk acquire(int minCapacity) {
        return new Chunk(ByteBuffer.allocate(minCapacity)) {
            @Override
            protected void recycle() {}
        };
    }

    @Override
    public PoolStats stats() {
        return new PoolStats(0, 0, 0, 0, 0, 0);
    }

    @Override
    public void trim() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "plugged-in pool";
    }
}
