package chunkedbuffer.api;

import java.io.IOException;

/**
 * More bytes than the given maximum came without the separator that was read for.
 *
 * <p>Nothing has been consumed: the caller may go on with a larger maximum, skip the bytes, or give the connection up.
 */
public class LimitExceededException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message names what was read for and the limit
     */
    public LimitExceededException(String message) {
        super(message);
    }
}
