package chunkedbuffer.benchmarks.bulk;

import chunkedbuffer.benchmarks.Mate;
import java.io.IOException;
import java.util.Arrays;

/** Sends 16 MiB through a passage: a thread of its own writes, the caller reads. */
public final class Courier {
    /** Bytes of one trip. */
    public static final int LOAD = 16 << 20;

    private final Passage passage;
    private final byte[] in = BulkCheck.block(0);
    private final byte[] out = new byte[BulkBuffer.BLOCK];
    private final Mate writer;

    /**
     * A courier.
     *
     * @param passage an empty one
     * @param size bytes of each write
     */
    public Courier(Passage passage, int size) {
        this.passage = passage;
        this.writer = new Mate(() -> {
            for (int at = 0; at < LOAD; at += size) {
                passage.write(in, 0, Math.min(size, LOAD - at));
            }
            passage.end();
        });
    }

    /**
     * A trip.
     *
     * @return the last bytes read
     * @throws IOException never
     * @throws InterruptedException never
     */
    public byte[] trip() throws IOException, InterruptedException {
        writer.go();
        for (int at = 0; at < LOAD; ) {
            at += passage.read(out);
        }
        writer.join();
        return out;
    }

    /**
     * A trip on which every byte is compared.
     *
     * @param size bytes of each write
     * @throws IOException never
     * @throws InterruptedException never
     * @throws AssertionError if something else comes out
     */
    public void check(int size) throws IOException, InterruptedException {
        byte[] all = new byte[LOAD];
        writer.go();
        for (int at = 0; at < LOAD; ) {
            int count = passage.read(out);
            System.arraycopy(out, 0, all, at, count);
            at += count;
        }
        writer.join();
        for (int at = 0; at < LOAD; at += size) {
            int count = Math.min(size, LOAD - at);
            if (!Arrays.equals(all, at, at + count, in, 0, count)) {
                throw new AssertionError("the bytes from " + at + " are wrong");
            }
        }
    }

    /**
     * Ends the thread and closes the passage.
     *
     * @throws IOException never
     * @throws InterruptedException never
     */
    public void close() throws IOException, InterruptedException {
        writer.end();
        passage.close();
    }
}
