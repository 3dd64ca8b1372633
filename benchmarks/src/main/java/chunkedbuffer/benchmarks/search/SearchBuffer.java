package chunkedbuffer.benchmarks.search;

import java.io.IOException;

/** A buffer of some library that holds a text to search, from {@link Haystack#FROM} on. */
public abstract class SearchBuffer {
    /**
     * Puts the text in. Once.
     *
     * @param text to be copied
     * @throws IOException never
     */
    public abstract void fill(byte[] text) throws IOException;

    /**
     * Says what will be looked for, so that a library's own form of it is made once.
     *
     * @param needle the bytes
     */
    public void prepare(byte[] needle) {}

    /**
     * Looks for a byte.
     *
     * @param wanted the byte
     * @return its index
     * @throws IOException never
     */
    public abstract long find(byte wanted) throws IOException;

    /**
     * Looks for a sequence.
     *
     * @param needle the same array as was {@linkplain #prepare prepared}
     * @return its index
     * @throws IOException never
     */
    public long find(byte[] needle) throws IOException {
        throw new UnsupportedOperationException("only single bytes");
    }

    /** Gives the memory back. */
    public void close() {}
}
