package chunkedbuffer.mocktests;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PoolExhaustedException;
import java.util.Optional;

/** Puts data into a pool's memory while the pool has some. */
final class Staging {
    private final ChunkPool pool;

    Staging(ChunkPool pool) {
        this.pool = pool;
    }

    /** The data in a chunk of the pool, which the caller closes; nothing where the pool is at its bound. */
    Optional<Bytes> stage(byte[] data) {
        Chunk chunk;
        try {
            chunk = pool.acquire(data.length);
        } catch (PoolExhaustedException full) {
            pool.trim();
            return Optional.empty();
        }
        try {
            chunk.memory().put(data);
            return Optional.of(Bytes.of(chunk, 0, data.length));
        } finally {
            chunk.release();
        }
    }
}
