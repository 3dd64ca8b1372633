package chunkedbuffer.api;

import java.io.EOFException;

/**
 * The stream ended within what an exact read asked for: some of the bytes are there, the rest will never come.
 *
 * <p>The bytes that were there have been consumed; {@link #leftover()} has them.
 */
public class PartialReadException extends EOFException {

    private static final long serialVersionUID = 1L;

    /** The bytes that were there before the end. */
    private final byte[] leftover;

    /**
     * Makes one.
     *
     * @param message what was asked for
     * @param leftover the bytes before the end; copied
     */
    public PartialReadException(String message, byte[] leftover) {
        super(message);
        this.leftover = leftover.clone();
    }

    /**
     * The bytes that came before the end of the stream, fewer than were asked for.
     *
     * @return a new array at each call, which the caller may change
     */
    public byte[] leftover() {
        return leftover.clone();
    }
}
