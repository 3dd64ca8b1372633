package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two threads at a pool of two chunks, interleaved step by step: each is to be had when it is there, and has one holder. */
public class PoolLinearizabilityTest {

    private static void check(Class<?> pool) {
        Interleavings.of(2).sequentialSpecification(TwoChunks.class).check(pool);
    }

    @Test
    @Timeout(600)
    void slab() {
        check(Slab.class);
    }

    @Test
    @Timeout(600)
    void commons() {
        check(Commons.class);
    }

    /** Of our own. */
    public static class Slab extends Pooled {
        public Slab() {
            super("slab");
        }
    }

    /** Of Commons Pool. */
    public static class Commons extends Pooled {
        public Commons() {
            super("commons");
        }
    }

    /** A pool of two chunks. */
    public abstract static class Pooled {
        private static final int HELD = 42;

        private final ChunkPool pool;
        private final Queue<Chunk> out = new ConcurrentLinkedQueue<>();

        Pooled(String name) {
            // Without a timer, whose thread the interleavings would wait for.
            pool = ChunkPool.create(
                    name,
                    ChunkPoolOptions.builder()
                            .memory(MemoryKind.HEAP)
                            .maxTotalBytes(4096)
                            .maxIdleTime(Duration.ZERO)
                            .build());
        }

        @Operation
        public String acquire() {
            Chunk chunk = pool.tryAcquire(2048);
            if (chunk == null) {
                return "none";
            }
            if (chunk.references() != 1 || chunk.memory().getInt(0) == HELD) {
                return "somebody else's";
            }
            chunk.memory().putInt(0, HELD);
            out.add(chunk);
            return "one";
        }

        @Operation
        public String release() {
            Chunk chunk = out.poll();
            if (chunk == null) {
                return "none";
            }
            chunk.memory().putInt(0, 0);
            chunk.release();
            return "one";
        }
    }

    /** What it shall be like. */
    public static class TwoChunks {
        private int out;

        public String acquire() {
            if (out == 2) {
                return "none";
            }
            out++;
            return "one";
        }

        public String release() {
            if (out == 0) {
                return "none";
            }
            out--;
            return "one";
        }
    }
}
