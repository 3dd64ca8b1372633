package chunkedbuffer.benchmarks.bulk;

import java.util.function.IntFunction;

/** Who takes blocks in and out on one thread. */
public enum BulkPeer {
    /** This library, chunks outside of the heap. */
    CHUNKEDBUFFER_DIRECT(burst -> new BulkBuffers.DirectPipe()),
    /** This library, chunks on the heap. */
    CHUNKEDBUFFER_HEAP(burst -> new BulkBuffers.HeapPipe()),
    /** One array, as large as the burst. */
    LIMIT_ARRAY(burst -> new BulkBuffers.Flat(burst)),
    /** One of Netty's pooled direct buffers, as large as the burst. */
    NETTY_DIRECT(burst -> new BulkBuffers.Netty(burst)),
    /** Okio. */
    OKIO(burst -> new BulkBuffers.Okio()),
    /** kotlinx-io. */
    KOTLINX_IO(burst -> new BulkBuffers.Kotlinx());

    private final IntFunction<BulkBuffer> open;

    BulkPeer(IntFunction<BulkBuffer> open) {
        this.open = open;
    }

    /**
     * An empty buffer.
     *
     * @param burst blocks that it must hold
     * @return the buffer
     */
    public BulkBuffer open(int burst) {
        return open.apply(burst);
    }
}
