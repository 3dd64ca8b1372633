package chunkedbuffer.plugin;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.spi.ChunkPoolProvider;

/** Throws when it is loaded. */
public final class BrokenPoolProvider implements ChunkPoolProvider {
    /** Throws. */
    public BrokenPoolProvider() {
        throw new IllegalStateException("broken on purpose");
    }

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        throw new AssertionError("never made");
    }
}
