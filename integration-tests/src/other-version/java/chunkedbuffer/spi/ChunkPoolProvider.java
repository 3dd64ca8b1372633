package chunkedbuffer.spi;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;

/** With defaults for what the real one leaves to the provider. */
public interface ChunkPoolProvider {
    default String name() {
        return getClass().getSimpleName();
    }

    default int priority() {
        return 0;
    }

    default ChunkPool create(ChunkPoolOptions options) {
        return new ChunkPool() {};
    }
}
