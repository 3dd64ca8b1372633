package chunkedbuffer.benchmarks;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.PipeOptions;

/** A pool of the benchmark's own, with the kind of memory that it asks for and nothing else changed. */
public final class OwnPool {
    private OwnPool() {}

    /**
     * A new pool.
     *
     * @param memory where its chunks lie
     * @return the pool
     */
    public static ChunkPool of(MemoryKind memory) {
        return ChunkPool.create(ChunkPoolOptions.builder().memory(memory).build());
    }

    /**
     * A pipe's options with a new pool.
     *
     * @param memory where its chunks lie
     * @return the options, else default
     */
    public static PipeOptions.Builder options(MemoryKind memory) {
        return PipeOptions.builder().pool(of(memory));
    }
}
