package chunkedbuffer.benchmarks.pool;

import java.util.ArrayList;
import java.util.List;

/** Fills several blocks that are held at once and looks whether each keeps its bytes. */
public final class PoolCheck {
    private PoolCheck() {}

    /**
     * Checks, twice, so that used blocks come out too.
     *
     * @param <B> a block
     * @param pool any
     * @param size of the blocks
     * @param held blocks at once
     * @throws Exception never
     * @throws AssertionError if a block does not keep its bytes
     */
    public static <B> void check(Blocks<B> pool, int size, int held) throws Exception {
        for (int round = 0; round < 2; round++) {
            List<B> blocks = new ArrayList<>();
            for (int i = 0; i < held; i++) {
                B block = pool.acquire(size);
                pool.put(block, 0, (byte) i);
                pool.put(block, size - 1, (byte) ~i);
                blocks.add(block);
            }
            for (int i = 0; i < held; i++) {
                B block = blocks.get(i);
                if (pool.get(block, 0) != (byte) i || pool.get(block, size - 1) != (byte) ~i) {
                    throw new AssertionError("block " + i + " of " + held + " has somebody else's bytes");
                }
                pool.release(block);
            }
        }
    }
}
