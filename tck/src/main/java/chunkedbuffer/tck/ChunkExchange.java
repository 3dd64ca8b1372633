package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that acquire chunks, stamp them, hand some of them to each other, and release them when the stamp is still there.
 *
 * <p>A thread never acquires while it holds a chunk, so none waits for itself or in a circle.
 */
final class ChunkExchange {

    private static final int LARGEST = 16 << 10;

    private final ChunkPool pool;
    private final long bound;
    private final AtomicLong stamps = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private final AtomicReference<Stamped> exchanged = new AtomicReference<>();

    ChunkExchange(ChunkPool pool, long bound) {
        this.pool = pool;
        this.bound = bound;
    }

    void run(int rounds, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < rounds; i++) {
            Stamped mine = acquire(1 + random.nextInt(LARGEST));
            if (random.nextBoolean()) {
                release(mine);
                continue;
            }
            Stamped others = exchanged.getAndSet(mine);
            if (others != null) {
                release(others);
            }
        }
    }

    void releaseAll() {
        Stamped last = exchanged.getAndSet(null);
        if (last != null) {
            release(last);
        }
    }

    private Stamped acquire(int minCapacity) {
        Chunk chunk = pool.acquire(minCapacity);
        long sum = held.addAndGet(chunk.capacity());
        assertTrue(sum <= bound, () -> sum + " bytes are out, the bound is " + bound);
        assertTrue(chunk.capacity() >= minCapacity);
        assertEquals(1, chunk.references());
        long stamp = stamps.incrementAndGet();
        ByteBuffer memory = chunk.memory();
        memory.clear();
        while (memory.remaining() >= Long.BYTES) {
            memory.putLong(stamp);
        }
        return new Stamped(chunk, stamp);
    }

    private void release(Stamped stamped) {
        ByteBuffer memory = stamped.chunk.memory();
        memory.flip();
        while (memory.hasRemaining()) {
            long found = memory.getLong();
            assertEquals(stamped.stamp, found, "another holder wrote into the chunk");
        }
        held.addAndGet(-stamped.chunk.capacity());
        assertTrue(stamped.chunk.release());
    }

    private record Stamped(Chunk chunk, long stamp) {}
}
