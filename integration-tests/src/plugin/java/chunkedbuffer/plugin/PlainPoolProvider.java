package chunkedbuffer.plugin;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.spi.ChunkPoolProvider;

/** Provides a pool that keeps nothing. */
public final class PlainPoolProvider implements ChunkPoolProvider {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        return new PlainPool();
    }
}
