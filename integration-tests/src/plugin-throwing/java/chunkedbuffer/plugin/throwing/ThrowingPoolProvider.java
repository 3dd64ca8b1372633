package chunkedbuffer.plugin.throwing;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.spi.ChunkPoolProvider;

/** Throws when it is loaded. */
public final class ThrowingPoolProvider implements ChunkPoolProvider {
    /** Throws. */
    public ThrowingPoolProvider() {
        throw new IllegalStateException("broken on purpose");
    }

    @Override
    public String name() {
        return "throwing";
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        throw new AssertionError("never made");
    }
}
