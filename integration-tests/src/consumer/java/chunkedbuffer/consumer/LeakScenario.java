package chunkedbuffer.consumer;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.PoolExhaustedException;
import java.time.Duration;

/** Loses a chunk and a run of bytes, and goes on until the pool has its memory back; asks for more than there is. */
final class LeakScenario {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private LeakScenario() {}

    /**
     * @param pool the provider's name
     */
    static void run(String pool) {
        try (ChunkPool chunks = ChunkPool.create(
                pool,
                ChunkPoolOptions.builder()
                        .maxTotalBytes(16 << 10)
                        .acquireTimeout(Duration.ZERO)
                        .build())) {
            loseAChunk(chunks);
            loseBytes(chunks);
            exhaust(chunks);
            long start = System.nanoTime();
            while (chunks.stats().inUse() > 0) {
                Main.check(System.nanoTime() - start < PATIENCE_NANOS, "never found: " + chunks.stats());
                System.gc();
                chunks.trim();
            }
            chunks.acquire(16 << 10).release();
        }
    }

    private static void loseAChunk(ChunkPool pool) {
        pool.acquire(8 << 10).memory().put(0, (byte) 1);
    }

    private static void loseBytes(ChunkPool pool) {
        Chunk chunk = pool.acquire(4 << 10);
        Main.check(Bytes.of(chunk, 0, 100).length() == 100, "a length");
        chunk.release();
    }

    private static void exhaust(ChunkPool pool) {
        try {
            pool.acquire(16 << 10);
            throw new AssertionError("more than there is");
        } catch (PoolExhaustedException e) {
            System.out.println(e.getMessage());
        }
    }
}
