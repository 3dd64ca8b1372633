package chunkedbuffer.benchmarks.pool;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;

/** This library's pool on Commons Pool 2. */
final class CommonsChunks extends Blocks<Chunk> {
    private final ChunkPool pool = ChunkPool.create("commons", ChunkPoolOptions.defaults());

    @Override
    public Chunk acquire(int size) {
        return pool.acquire(size);
    }

    @Override
    public void release(Chunk block) {
        block.release();
    }

    @Override
    public void put(Chunk block, int index, byte value) {
        block.memory().put(index, value);
    }

    @Override
    public byte get(Chunk block, int index) {
        return block.memory().get(index);
    }

    @Override
    public void close() {
        pool.close();
    }
}
