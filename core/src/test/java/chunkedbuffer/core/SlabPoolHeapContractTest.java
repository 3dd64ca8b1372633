package chunkedbuffer.core;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.tck.ChunkPoolContract;

class SlabPoolHeapContractTest extends ChunkPoolContract {

    @Override
    protected ChunkPool create(ChunkPoolOptions options) {
        return new SlabPoolProvider().create(options);
    }

    @Override
    protected MemoryKind memory() {
        return MemoryKind.HEAP;
    }
}
