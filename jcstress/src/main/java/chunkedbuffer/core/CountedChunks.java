package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PoolStats;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool for the stress tests: no lock that would hide a race, memory that is spoilt when it comes back, and a count of what is
 * out.
 */
final class CountedChunks implements ChunkPool {
    private static final byte SPOILT = (byte) 0xDB;

    final AtomicInteger out = new AtomicInteger();

    /** Options for chunks of two bytes, so that everything lies across chunks; without back-pressure. */
    PipeOptions.Builder options() {
        return PipeOptions.builder()
                .pool(this)
                .minimumChunkSize(2)
                .maximumChunkSize(2)
                .pauseThreshold(0);
    }

    @Override
    public Chunk acquire(int minCapacity) {
        out.incrementAndGet();
        return new Chunk(ByteBuffer.allocate(Math.max(1, minCapacity))) {
            @Override
            protected void recycle() {
                for (int i = 0; i < capacity(); i++) {
                    memory().put(i, SPOILT);
                }
                out.decrementAndGet();
            }
        };
    }

    @Override
    public PoolStats stats() {
        return new PoolStats(0, 0, 0, out.get(), 0, 0);
    }

    @Override
    public void trim() {}

    @Override
    public void close() {}
}
