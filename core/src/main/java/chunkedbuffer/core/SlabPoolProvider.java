package chunkedbuffer.core;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.spi.ChunkPoolProvider;

/** Makes {@link SlabPool}s; known as {@code slab}. */
public final class SlabPoolProvider implements ChunkPoolProvider {

    static final String NAME = "slab";

    /** For {@link java.util.ServiceLoader}. */
    public SlabPoolProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /** Below 0: a pool that somebody plugs in wins. */
    @Override
    public int priority() {
        return -100;
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        return new SlabPool(options);
    }
}
