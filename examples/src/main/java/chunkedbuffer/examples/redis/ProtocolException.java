package chunkedbuffer.examples.redis;

/** What a client sends is not RESP, or more than a command may be. The connection cannot go on. */
final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String error;

    ProtocolException(String what) {
        super(what, null, false, false); // peers cause it: it shall cost little
        error = "Protocol error: " + what;
    }

    /** What the client is told. */
    String error() {
        return error;
    }
}
