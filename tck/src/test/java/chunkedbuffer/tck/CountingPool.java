package chunkedbuffer.tck;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PoolStats;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** The least that a pool can be: new memory each time, counted. */
final class CountingPool implements ChunkPool {

    private final AtomicLong acquired = new AtomicLong();
    private final AtomicLong released = new AtomicLong();
    boolean closed;

    @Override
    public Chunk acquire(int minCapacity) {
        acquired.incrementAndGet();
        return new Chunk(ByteBuffer.allocate(Math.max(1, minCapacity))) {
            @Override
            protected void recycle() {
                released.incrementAndGet();
            }
        };
    }

    @Override
    public PoolStats stats() {
        long out = acquired.get() - released.get();
        return new PoolStats(acquired.get(), released.get(), acquired.get(), out, 0, 0);
    }

    @Override
    public void trim() {}

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "counting pool";
    }
}
