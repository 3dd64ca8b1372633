package chunkedbuffer.examples.redis;

/** The server replied with an error to a single command. The client stays usable. */
public final class RespException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RespException(RespError error) {
        super(error.message());
    }
}
