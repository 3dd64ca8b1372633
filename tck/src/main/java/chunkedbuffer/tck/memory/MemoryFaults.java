package chunkedbuffer.tck.memory;

/**
 * What goes wrong with connections of a {@link MemoryNetwork}. Starts from {@link #none()}; each method gives a copy with one
 * thing changed.
 *
 * @param connecting what becomes of an attempt to connect
 * @param resetAfter when one direction has carried so many bytes, the connection is reset; {@link Long#MAX_VALUE}: never
 * @param stallAfter when one direction has carried so many bytes, it carries no more, and its writer is never writable again;
 *     {@link Long#MAX_VALUE}: never
 * @param resetProbability how likely each piece is to be the last one before a reset, from 0 to 1; drawn from the seed
 */
public record MemoryFaults(Connecting connecting, long resetAfter, long stallAfter, double resetProbability) {

    private static final MemoryFaults NONE = new MemoryFaults(Connecting.SUCCEEDS, Long.MAX_VALUE, Long.MAX_VALUE, 0);

    /** What becomes of an attempt to connect. */
    public enum Connecting {
        /** It succeeds where somebody listens. */
        SUCCEEDS,
        /** It is refused: {@link java.net.ConnectException}. */
        IS_REFUSED,
        /** Nobody answers, until the time-out: {@link java.net.SocketTimeoutException}. */
        IS_NOT_ANSWERED
    }

    /**
     * Checks them.
     *
     * @param connecting what becomes of an attempt to connect
     * @param resetAfter at least 1 byte
     * @param stallAfter at least 0 bytes
     * @param resetProbability from 0 to 1
     */
    public MemoryFaults {
        if (resetAfter < 1) {
            throw new IllegalArgumentException("resetAfter is " + resetAfter + ": at least 1 byte");
        }
        if (stallAfter < 0) {
            throw new IllegalArgumentException("stallAfter is " + stallAfter + ": at least 0 bytes");
        }
        if (!(resetProbability >= 0 && resetProbability <= 1)) {
            throw new IllegalArgumentException("resetProbability is " + resetProbability + ": it is from 0 to 1");
        }
    }

    /**
     * Nothing goes wrong.
     *
     * @return the same object each time
     */
    public static MemoryFaults none() {
        return NONE;
    }

    /**
     * Every attempt to connect is refused.
     *
     * @return a copy with this
     */
    public MemoryFaults refuse() {
        return new MemoryFaults(Connecting.IS_REFUSED, resetAfter, stallAfter, resetProbability);
    }

    /**
     * Nobody answers to any attempt to connect.
     *
     * @return a copy with this
     */
    public MemoryFaults answerNobody() {
        return new MemoryFaults(Connecting.IS_NOT_ANSWERED, resetAfter, stallAfter, resetProbability);
    }

    /**
     * A connection is reset when one direction has carried so many bytes: they arrive, and then the reset.
     *
     * @param bytes at least 1
     * @return a copy with this
     */
    public MemoryFaults resetAfter(long bytes) {
        return new MemoryFaults(connecting, bytes, stallAfter, resetProbability);
    }

    /**
     * A direction that has carried so many bytes carries no more. What is written then stays with the writer, who is paused when
     * it is too much, for good.
     *
     * @param bytes at least 0
     * @return a copy with this
     */
    public MemoryFaults stallAfter(long bytes) {
        return new MemoryFaults(connecting, resetAfter, bytes, resetProbability);
    }

    /**
     * Each piece may be the last one before a reset.
     *
     * @param probability from 0 to 1
     * @return a copy with this
     */
    public MemoryFaults resetProbability(double probability) {
        return new MemoryFaults(connecting, resetAfter, stallAfter, probability);
    }
}
