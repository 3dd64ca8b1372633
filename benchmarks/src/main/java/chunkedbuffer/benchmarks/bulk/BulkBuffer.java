package chunkedbuffer.benchmarks.bulk;

import java.io.IOException;

/** A buffer of some library that blocks of 64 KiB go into and come out of, on one thread. */
public abstract class BulkBuffer {
    /** Bytes in a block. */
    public static final int BLOCK = 1 << 16;

    /**
     * Puts a block in.
     *
     * @param block {@link #BLOCK} bytes, to be copied
     * @throws IOException never
     */
    public abstract void write(byte[] block) throws IOException;

    /**
     * Takes a block out.
     *
     * @param block where {@link #BLOCK} bytes are copied to
     * @throws IOException never
     */
    public abstract void read(byte[] block) throws IOException;

    /** Gives the memory back. */
    public void close() {}
}
