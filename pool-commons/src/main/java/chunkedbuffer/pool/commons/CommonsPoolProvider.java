package chunkedbuffer.pool.commons;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.spi.ChunkPoolProvider;

/** Makes pools on Apache Commons Pool 2, with {@link CommonsPoolOptions#defaults()}; known as {@code commons}. */
public final class CommonsPoolProvider implements ChunkPoolProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CommonsPoolProvider() {}

    @Override
    public String name() {
        return "commons";
    }

    /** Below the slab pool's -100: having this one there changes nothing until it is asked for. */
    @Override
    public int priority() {
        return -200;
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        return CommonsPoolOptions.defaults().create(options);
    }
}
