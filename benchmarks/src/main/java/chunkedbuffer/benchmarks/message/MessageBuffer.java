package chunkedbuffer.benchmarks.message;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of some library that a stream is put into and whole messages are taken out of. Every way of taking gives null, or -1,
 * when no whole message is there.
 *
 * <p>One subclass is loaded in a fork, so that each call here has one target.
 *
 * @param <S> an owned slice
 */
public abstract class MessageBuffer<S> {

    /**
     * What arrives: copied into the memory that the library gives a writer.
     *
     * @param src holds the piece
     * @param offset where it begins
     * @param length its length
     * @throws IOException never
     */
    public abstract void put(byte[] src, int offset, int length) throws IOException;

    /**
     * The stream is over for now: what can only be read from then on may be read.
     *
     * @throws IOException never
     */
    public void end() throws IOException {}

    /**
     * The content of the next message as an array of its own.
     *
     * @return the array
     * @throws IOException never
     */
    public byte @Nullable [] array() throws IOException {
        throw unsupported();
    }

    /**
     * The content of the next message as a string, by UTF-8.
     *
     * @return the string
     * @throws IOException never
     */
    public @Nullable String string() throws IOException {
        throw unsupported();
    }

    /**
     * Looks at the next message without copying it, and skips it.
     *
     * @return the length of its content and the first byte, see {@link #seen}
     * @throws IOException never
     */
    public long look() throws IOException {
        throw unsupported();
    }

    /**
     * The content of the next message, which stays good whatever happens to the buffer until it is released.
     *
     * @return the slice
     * @throws IOException never
     */
    public @Nullable S slice() throws IOException {
        throw unsupported();
    }

    /**
     * Lets go of a slice.
     *
     * @param slice from {@link #slice()}
     * @throws IOException never
     */
    public void release(S slice) throws IOException {
        throw unsupported();
    }

    /**
     * A copy of a slice, for the check.
     *
     * @param slice from {@link #slice()}
     * @return its bytes
     * @throws IOException never
     */
    public byte[] content(S slice) throws IOException {
        throw unsupported();
    }

    /**
     * Gives the memory back.
     *
     * @throws IOException never
     */
    public void close() throws IOException {}

    /**
     * What {@link #look()} saw.
     *
     * @param length of the content
     * @param first the first byte
     * @return both, 0 or more
     */
    protected static long seen(int length, byte first) {
        return (long) length << 8 | (first & 0xff);
    }

    private UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException(getClass().getSimpleName() + " cannot do that");
    }
}
