package chunkedbuffer.plugin.outdated;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.spi.ChunkPoolProvider;

/** Calls a method that is no longer there. */
public final class CallsGoneMethod implements ChunkPoolProvider {
    /** For the service loader. */
    public CallsGoneMethod() {}

    @Override
    public String name() {
        return "calls-gone-method";
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public ChunkPool create(ChunkPoolOptions options) {
        throw new AssertionError("never reached: " + ChunkPoolOptions.chunkSize());
    }
}
