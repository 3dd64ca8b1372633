package chunkedbuffer.plugin;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PoolStats;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** Allocates each chunk, and leaves it to the garbage collector. */
final class PlainPool implements ChunkPool {
    private final AtomicLong acquired = new AtomicLong();
    private final AtomicLong released = new AtomicLong();
    private final AtomicLong inUseBytes = new AtomicLong();

    @Override
    public Chunk acquire(int minCapacity) {
        acquired.incrementAndGet();
        inUseBytes.addAndGet(minCapacity);
        return new Chunk(ByteBuffer.allocate(minCapacity)) {
            @Override
            protected void recycle() {
                released.incrementAndGet();
                inUseBytes.addAndGet(-capacity());
            }
        };
    }

    @Override
    public PoolStats stats() {
        long back = released.get();
        long out = acquired.get();
        return new PoolStats(out, back, out, out - back, inUseBytes.get(), 0);
    }

    @Override
    public void trim() {}

    @Override
    public void close() {}
}
