package chunkedbuffer.benchmarks.bulk;

import java.io.IOException;

/**
 * Where blocks of memory change hands without being copied: a giver fills a block of the library's memory (its first and last byte,
 * the rest stays as it is, as if the kernel had written there), a taker gets it as an owned slice, looks at the two and lets go of it.
 */
public abstract class HandOver {
    /** Marks are from 0 to this, exclusive. */
    public static final int MARKS = 64;

    /**
     * By the giver: fills a block and hands it over.
     *
     * @param length bytes of the block
     * @param mark the first byte; the last is its complement
     * @throws IOException never
     * @throws InterruptedException never
     */
    public abstract void give(int length, byte mark) throws IOException, InterruptedException;

    /**
     * By the giver, if the taker is another thread: waits until it may go on, where {@link #give} did not wait.
     *
     * @throws IOException never
     * @throws InterruptedException never
     */
    public void awaitRoom() throws IOException, InterruptedException {}

    /**
     * By the taker: waits for a block, takes it and lets go of it.
     *
     * @param length bytes of the block
     * @return what {@link #seen} says
     * @throws IOException never
     * @throws InterruptedException never
     */
    public abstract int take(int length) throws IOException, InterruptedException;

    /** Gives the memory back. */
    public void close() {}

    /**
     * What a taker saw.
     *
     * @param first byte of the block
     * @param last byte of the block
     * @return both
     */
    protected static int seen(byte first, byte last) {
        return (first & 0xff) << 8 | (last & 0xff);
    }
}
