package chunkedbuffer.benchmarks.pool;

import java.util.function.IntFunction;

/** Who hands blocks of memory out. */
public enum PoolPeer {
    /** This library's slab pool, outside of the heap. */
    CHUNKEDBUFFER_DIRECT(size -> new Pools.Direct()),
    /** This library's slab pool, on the heap. */
    CHUNKEDBUFFER_HEAP(size -> new Pools.Heap()),
    /** This library's pool on Commons Pool 2, outside of the heap. */
    CHUNKEDBUFFER_COMMONS(size -> new CommonsChunks()),
    /** A deque a thread: it knows one size, no bound, and piles up what is released elsewhere. */
    LIMIT_DEQUE(size -> new Pools.ThreadLocalDeque()),
    /** Netty's pooled allocator, direct. */
    NETTY_POOLED(size -> new Pools.NettyPooled()),
    /** Netty's adaptive allocator, direct. */
    NETTY_ADAPTIVE(size -> new Pools.NettyAdaptive()),
    /** Okio's Buffer, with one segment of 8 KiB. */
    OKIO_BUFFER(size -> new Pools.OkioBuffers()),
    /** Okio's segments of 8 KiB: internal to it. */
    OKIO_SEGMENT(size -> new Pools.OkioSegments()),
    /** The Buffer of kotlinx-io, with one segment of 8 KiB. */
    KOTLINX_BUFFER(size -> new Pools.KotlinxBuffers()),
    /** The segments of kotlinx-io, of 8 KiB: internal to it. */
    KOTLINX_SEGMENT(size -> new Pools.KotlinxSegments()),
    /** Jetty's pool, direct. */
    JETTY(size -> new Pools.Jetty()),
    /** The GenericObjectPool of Commons Pool 2, its statistics off. */
    COMMONS(size -> new Pools.Commons(size)),
    /** The GenericKeyedObjectPool of Commons Pool 2, its statistics off. */
    COMMONS_KEYED(size -> new Pools.CommonsKeyed());

    private final IntFunction<Blocks<?>> open;

    PoolPeer(IntFunction<Blocks<?>> open) {
        this.open = open;
    }

    /**
     * Whether it has blocks of that size.
     *
     * @param size bytes
     * @return whether it has
     */
    public boolean can(int size) {
        return size <= 8192 || !name().matches("(OKIO|KOTLINX)_.*");
    }

    /**
     * Whether a block that is released on another thread than it was acquired on comes back to the first.
     *
     * @return false for one that would pile up for ever
     */
    public boolean crosses() {
        return this != LIMIT_DEQUE;
    }

    /**
     * Whether it is made for more threads than a few.
     *
     * @return false for one that keeps a store of blocks for each
     */
    public boolean servesCrowds() {
        return this != LIMIT_DEQUE;
    }

    /**
     * A pool.
     *
     * @param size of all blocks that will be acquired
     * @return the pool
     */
    public Blocks<?> open(int size) {
        return open.apply(size);
    }
}
