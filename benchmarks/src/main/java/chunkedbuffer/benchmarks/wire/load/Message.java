package chunkedbuffer.benchmarks.wire.load;

/** What a ping-pong sends. */
public final class Message {
    /** In bytes. */
    public static final int SIZE = 64;

    private Message() {}
}
