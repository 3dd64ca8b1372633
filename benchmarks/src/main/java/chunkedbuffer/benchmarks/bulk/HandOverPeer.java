package chunkedbuffer.benchmarks.bulk;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/** How a block is handed over; "line" is a queue on one thread, a blocking queue between two. */
public enum HandOverPeer {
    /** This library: the pipe's own buffer filled. */
    CHUNKEDBUFFER_DIRECT((two, length) -> new PipeHandOvers.Filled()),
    /** This library: a chunk of the pool filled, then {@code write(Bytes)}. */
    CHUNKEDBUFFER_WRITE((two, length) -> new PipeHandOvers.Linked()),
    /** This library: another pipe's buffer filled, then {@code transferTo}. */
    CHUNKEDBUFFER_TRANSFER((two, length) -> new PipeHandOvers.Moved()),
    /** This library: {@code append} of memory that nobody changes. */
    CHUNKEDBUFFER_APPEND((two, length) -> new PipeHandOvers.Appended(length)),
    /** This library: the pipe's own buffer filled, and no pause before 64 blocks, as many as a line holds. */
    CHUNKEDBUFFER_ROOMY((two, length) -> new PipeHandOvers.Filled((long) Line.PLACES * length)),
    /** Buffers that go back and forth by hand, the two threads spinning. */
    LIMIT_BUFFERS((two, length) -> new HandOvers.ByHand(spinning(two), spinning(two), length)),
    /** Netty's pooled buffers through a line. */
    NETTY_POOLED((two, length) -> new HandOvers.NettyLine(PooledByteBufAllocator.DEFAULT, blocking(two))),
    /** Netty's adaptive allocator's buffers through a line. */
    NETTY_ADAPTIVE((two, length) -> new HandOvers.NettyLine(new AdaptiveByteBufAllocator(), blocking(two))),
    /** Netty's pooled buffers through a line in which two threads spin. */
    NETTY_RING((two, length) -> new HandOvers.NettyLine(PooledByteBufAllocator.DEFAULT, spinning(two))),
    /** Memory that nobody changes, wrapped by Netty, through a line. */
    NETTY_WRAPPED((two, length) -> new HandOvers.NettyWrapped(blocking(two), length)),
    /** Netty's pooled buffers in a composite, on one thread. */
    NETTY_COMPOSITE((two, length) -> new HandOvers.NettyComposite()),
    /** Okio's segments: a {@code Buffer} on one thread, a {@code Pipe} between two. */
    OKIO((two, length) -> new HandOvers.Okio(two, length));

    private final Opening open;

    HandOverPeer(Opening open) {
        this.open = open;
    }

    private static <T> Line<T> blocking(boolean twoThreads) {
        return twoThreads ? new Line.Blocking<>() : new Line.OneThread<>();
    }

    private static <T> Line<T> spinning(boolean twoThreads) {
        return twoThreads ? new Line.Spinning<>() : new Line.OneThread<>();
    }

    /**
     * Whether it has a row.
     *
     * @param twoThreads whether giver and taker are two
     * @return whether it does that
     */
    public boolean can(boolean twoThreads) {
        return twoThreads ? this != NETTY_COMPOSITE : this != NETTY_RING && this != CHUNKEDBUFFER_ROOMY;
    }

    /**
     * An empty one.
     *
     * @param twoThreads whether giver and taker are two
     * @param length of all blocks
     * @return where blocks change hands
     * @throws InterruptedException never
     */
    public HandOver open(boolean twoThreads, int length) throws InterruptedException {
        return open.open(twoThreads, length);
    }

    @FunctionalInterface
    private interface Opening {
        HandOver open(boolean twoThreads, int length) throws InterruptedException;
    }
}
