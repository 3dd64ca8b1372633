package chunkedbuffer.benchmarks.bulk;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** Puts different blocks through a buffer and compares what comes out. */
public final class BulkCheck {
    private BulkCheck() {}

    /**
     * Checks.
     *
     * @param buffer an empty one; empty again afterwards
     * @param burst blocks in it at once
     * @throws IOException never
     * @throws AssertionError if something else comes out
     */
    public static void check(BulkBuffer buffer, int burst) throws IOException {
        byte[][] blocks = new byte[burst][];
        for (int i = 0; i < burst; i++) {
            blocks[i] = block(i);
            buffer.write(blocks[i].clone());
        }
        byte[] out = new byte[BulkBuffer.BLOCK];
        for (int i = 0; i < burst; i++) {
            buffer.read(out);
            if (!Arrays.equals(out, blocks[i])) {
                throw new AssertionError("block " + i + " of " + burst + " is wrong");
            }
        }
    }

    static byte[] block(int seed) {
        byte[] block = new byte[BulkBuffer.BLOCK];
        new Random(seed).nextBytes(block);
        return block;
    }
}
