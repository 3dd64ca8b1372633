package chunkedbuffer.api;

/**
 * The reader of the pipe has closed its end: nobody will read what is written, and the bytes have been dropped.
 *
 * <p>Thrown to the writer by {@link PipeWriter#flush()} and by what follows. Ask {@link PipeWriter#isReaderClosed()} to
 * learn of it without an exception. The streams and channels made from a pipe turn it into an {@link java.io.IOException}.
 */
public class ReaderClosedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was attempted
     */
    public ReaderClosedException(String message) {
        super(message);
    }

    /**
     * Makes one for a reader that was closed by a failure, such as a connection's.
     *
     * @param message what was attempted
     * @param cause why the reader closed
     */
    public ReaderClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
