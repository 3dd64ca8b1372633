package chunkedbuffer.plugin.missing;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.spi.ChunkPoolProvider;

/** There to be compiled, and not when the plug-in is run. */
public final class MissingPoolProvider implements ChunkPoolProvider {
    /** For the service loader. */
    public MissingPoolProvider() {}

    @Override
    public String name() {
        return "missing";
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        throw new AssertionError("never made");
    }
}
