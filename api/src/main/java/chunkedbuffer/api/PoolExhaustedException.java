package chunkedbuffer.api;

/**
 * A pool was at its bound, and no memory came back in time.
 *
 * <p>Thrown by {@link ChunkPool#acquire(int)} after {@link ChunkPoolOptions#acquireTimeout()}, and at once on the event loop
 * of a transport, which must not wait. Raise {@link ChunkPoolOptions#maxTotalBytes()}, or hold less: close {@link Bytes}
 * that are no longer needed, lower the pipes' pause threshold.
 */
public class PoolExhaustedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message names what was asked for, the bound and what is in use
     */
    public PoolExhaustedException(String message) {
        super(message);
    }

    /**
     * Makes one with a cause, such as the interrupt that ended the wait.
     *
     * @param message names what was asked for, the bound and what is in use
     * @param cause what ended the wait
     */
    public PoolExhaustedException(String message, Throwable cause) {
        super(message, cause);
    }
}
