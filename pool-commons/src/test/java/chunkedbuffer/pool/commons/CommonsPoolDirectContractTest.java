package chunkedbuffer.pool.commons;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.tck.ChunkPoolContract;

class CommonsPoolDirectContractTest extends ChunkPoolContract {

    @Override
    protected ChunkPool create(ChunkPoolOptions options) {
        return new CommonsPoolProvider().create(options);
    }

    @Override
    protected MemoryKind memory() {
        return MemoryKind.DIRECT;
    }
}
