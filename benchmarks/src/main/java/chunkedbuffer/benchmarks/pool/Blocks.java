package chunkedbuffer.benchmarks.pool;

/**
 * A pool of some library.
 *
 * @param <B> a block of memory
 */
public abstract class Blocks<B> {
    /**
     * A block. May be called by several threads at once.
     *
     * @param size bytes that it holds at least
     * @return the block
     * @throws Exception never
     */
    public abstract B acquire(int size) throws Exception;

    /**
     * Gives a block back, from any thread.
     *
     * @param block from {@link #acquire}
     * @throws Exception never
     */
    public abstract void release(B block) throws Exception;

    /**
     * Writes to a block, for the check.
     *
     * @param block from {@link #acquire}
     * @param index of the byte
     * @param value the byte
     */
    public abstract void put(B block, int index, byte value);

    /**
     * Reads from a block, for the check.
     *
     * @param block from {@link #acquire}
     * @param index of the byte
     * @return the byte
     */
    public abstract byte get(B block, int index);

    /** Gives the memory back. */
    public void close() {}
}
