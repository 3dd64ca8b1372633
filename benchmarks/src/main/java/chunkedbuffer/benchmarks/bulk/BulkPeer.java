package chunkedbuffer.benchmarks.bulk;

import chunkedbuffer.benchmarks.Modern;
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
    KOTLINX_IO(burst -> new BulkBuffers.Kotlinx()),
    /** Jayo, on a newer Java. */
    JAYO("chunkedbuffer.benchmarks.bulk.JayoBulk"),
    /** The piped streams of {@code java.io}, as large as the burst. */
    JAVA_IO(burst -> new BulkBuffers.PipedStreams(burst));

    private final IntFunction<BulkBuffer> open;
    private final boolean isThere;

    BulkPeer(IntFunction<BulkBuffer> open) {
        this.open = open;
        this.isThere = true;
    }

    BulkPeer(String modern) {
        this.open = burst -> Modern.open(BulkBuffer.class, modern);
        this.isThere = Modern.has(modern);
    }

    /**
     * Whether it has a row on this Java.
     *
     * @return whether it can be opened
     */
    public boolean can() {
        return isThere;
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
