package chunkedbuffer.benchmarks.bulk;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/** How a block is handed over; "line" is a queue on one thread, a blocking queue between two. */
public enum HandOverPeer {
    /** This library: the pipe's own buffer filled. */
    CHUNKEDBUFFER_DIRECT((two, length, holds) -> new PipeHandOvers.Filled(holds)),
    /** This library: a chunk of the pool filled, then {@code write(Bytes)}. */
    CHUNKEDBUFFER_WRITE((two, length, holds) -> new PipeHandOvers.Linked(holds)),
    /** This library: another pipe's buffer filled, then {@code transferTo}. */
    CHUNKEDBUFFER_TRANSFER((two, length, holds) -> new PipeHandOvers.Moved(holds)),
    /** This library: {@code append} of memory that nobody changes. */
    CHUNKEDBUFFER_APPEND((two, length, holds) -> new PipeHandOvers.Appended(length, holds)),
    /** Buffers that go back and forth by hand, the two threads spinning. */
    LIMIT_BUFFERS((two, length, holds) ->
            new HandOvers.ByHand(spinning(two, holds / length), spinning(two, holds / length), holds / length, length)),
    /** Netty's pooled buffers through a line. */
    NETTY_POOLED((two, length, holds) ->
            new HandOvers.NettyLine(PooledByteBufAllocator.DEFAULT, blocking(two, holds / length))),
    /** Netty's adaptive allocator's buffers through a line. */
    NETTY_ADAPTIVE((two, length, holds) ->
            new HandOvers.NettyLine(new AdaptiveByteBufAllocator(), blocking(two, holds / length))),
    /** Netty's pooled buffers through a line in which two threads spin. */
    NETTY_RING((two, length, holds) ->
            new HandOvers.NettyLine(PooledByteBufAllocator.DEFAULT, spinning(two, holds / length))),
    /** Memory that nobody changes, wrapped by Netty, through a line. */
    NETTY_WRAPPED((two, length, holds) -> new HandOvers.NettyWrapped(blocking(two, holds / length), length)),
    /** Netty's pooled buffers in a composite, on one thread. */
    NETTY_COMPOSITE((two, length, holds) -> new HandOvers.NettyComposite()),
    /** Okio's segments: a {@code Buffer} on one thread, a {@code Pipe} between two. */
    OKIO((two, length, holds) -> new HandOvers.Okio(two, holds));

    private final Opening open;

    HandOverPeer(Opening open) {
        this.open = open;
    }

    private static <T> Line<T> blocking(boolean twoThreads, int places) {
        return twoThreads ? new Line.Blocking<>(places) : new Line.OneThread<>();
    }

    private static <T> Line<T> spinning(boolean twoThreads, int places) {
        return twoThreads ? new Line.Spinning<>(places) : new Line.OneThread<>();
    }

    /**
     * Whether it has a row.
     *
     * @param twoThreads whether giver and taker are two
     * @return whether it does that
     */
    public boolean can(boolean twoThreads) {
        return twoThreads ? this != NETTY_COMPOSITE : this != NETTY_RING;
    }

    /**
     * An empty one.
     *
     * @param twoThreads whether giver and taker are two
     * @param length of all blocks
     * @param holds bytes that may lie in it
     * @return where blocks change hands
     * @throws InterruptedException never
     */
    public HandOver open(boolean twoThreads, int length, int holds) throws InterruptedException {
        return open.open(twoThreads, length, holds);
    }

    @FunctionalInterface
    private interface Opening {
        HandOver open(boolean twoThreads, int length, int holds) throws InterruptedException;
    }
}
