package chunkedbuffer.benchmarks.search;

import java.util.function.Supplier;

/** Who searches; "chunks" are of 8 KiB, else all lies in one. */
public enum SearchPeer {
    /** This library's pipe, one direct chunk. */
    CHUNKEDBUFFER_DIRECT(() -> new SearchBuffers.DirectPipe()),
    /** This library's pipe, one heap chunk. */
    CHUNKEDBUFFER_HEAP(() -> new SearchBuffers.HeapPipe()),
    /** This library's pipe, direct chunks. */
    CHUNKEDBUFFER_DIRECT_CHUNKS(() -> new SearchBuffers.DirectChunks()),
    /** This library's pipe, heap chunks. */
    CHUNKEDBUFFER_HEAP_CHUNKS(() -> new SearchBuffers.HeapChunks()),
    /** This library's {@code Bytes}, one array. */
    CHUNKEDBUFFER_BYTES(() -> new SearchBuffers.OfBytes()),
    /** By hand over an array. */
    LIMIT_ARRAY(() -> new SearchBuffers.ByHand()),
    /** Netty, one direct buffer. */
    NETTY_DIRECT(() -> new SearchBuffers.NettyDirect()),
    /** Netty, one heap buffer. */
    NETTY_HEAP(() -> new SearchBuffers.NettyHeap()),
    /** Netty, a composite of direct buffers. */
    NETTY_CHUNKS(() -> new SearchBuffers.NettyChunks()),
    /** Okio's {@code Buffer}, segments of 8 KiB. */
    OKIO(() -> new SearchBuffers.Okio()),
    /** The {@code Buffer} of kotlinx-io, segments of 8 KiB. */
    KOTLINX_IO(() -> new SearchBuffers.Kotlinx());

    private final Supplier<SearchBuffer> open;

    SearchPeer(Supplier<SearchBuffer> open) {
        this.open = open;
    }

    /**
     * Whether it has a row.
     *
     * @param wanted what is looked for
     * @return whether it can
     */
    public boolean can(Wanted wanted) {
        return wanted == Wanted.NEWLINE || this != LIMIT_ARRAY;
    }

    /**
     * An empty buffer.
     *
     * @return the buffer
     */
    public SearchBuffer open() {
        return open.get();
    }
}
