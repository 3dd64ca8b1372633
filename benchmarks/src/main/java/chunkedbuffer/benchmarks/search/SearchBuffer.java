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

    /**
     * Lets a text arrive byte by byte and looks for a sequence at each, from the first one on; empty before and after.
     *
     * @param text the bytes
     * @param needle the same array as was {@linkplain #prepare prepared}
     * @return its index, or -1
     * @throws IOException never
     */
    public final long trickle(byte[] text, byte[] needle) throws IOException {
        long found = -1;
        for (int i = 0; i < text.length && found < 0; i++) {
            add(text[i]);
            found = findFirst(needle);
        }
        clear();
        return found;
    }

    /**
     * Adds a byte.
     *
     * @param b the byte
     */
    public void add(byte b) {
        throw new UnsupportedOperationException("does not grow");
    }

    /**
     * Looks for a sequence from the beginning.
     *
     * @param needle the same array as was {@linkplain #prepare prepared}
     * @return its index, or -1
     * @throws IOException never
     */
    public long findFirst(byte[] needle) throws IOException {
        throw new UnsupportedOperationException("does not grow");
    }

    /**
     * Drops all that is there.
     *
     * @throws IOException never
     */
    public void clear() throws IOException {}

    /** Gives the memory back. */
    public void close() {}
}
