package chunkedbuffer.core;

import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a pool's chunks come from and end: it counts the bytes of all that exist, idle or in use, and keeps them at or below
 * {@code maxTotalBytes}.
 *
 * <p>A chunk's bytes are booked before its memory is allocated and unbooked after it was dropped, by compare-and-set: the
 * bound holds at every moment.
 */
final class Memory {

    private final SlabPool pool;
    private final MemoryKind kind;
    private final long bound;
    private final ChunkTable table;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong allocated = new AtomicLong();

    Memory(SlabPool pool, ChunkPoolOptions options, ChunkTable table) {
        this.pool = pool;
        this.kind = options.memory();
        this.bound = options.maxTotalBytes() == 0 ? Long.MAX_VALUE : options.maxTotalBytes();
        this.table = table;
    }

    /** A new chunk, or null at the bound. */
    @Nullable
    SlabChunk allocate(int sizeClass, int capacity) {
        if (!book(capacity)) {
            return null;
        }
        ByteBuffer memory;
        try {
            memory = kind == MemoryKind.DIRECT ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
        } catch (OutOfMemoryError e) {
            bytes.addAndGet(-capacity);
            throw e;
        }
        allocated.incrementAndGet();
        SlabChunk chunk = new SlabChunk(pool, sizeClass, memory);
        if (sizeClass != SizeClass.NONE && !table.add(chunk)) {
            return new SlabChunk(pool, SizeClass.NONE, memory);
        }
        return chunk;
    }

    /** Lets a chunk go that the caller has; its memory is left to the garbage collector. */
    void drop(SlabChunk chunk) {
        table.remove(chunk);
        bytes.addAndGet(-chunk.capacity());
    }

    /** Whether a chunk of this capacity could be had if {@code idle} bytes were dropped. */
    boolean hasRoom(int capacity, long idle) {
        return bytes.get() - idle + capacity <= bound;
    }

    long allocated() {
        return allocated.get();
    }

    long bytes() {
        return bytes.get();
    }

    private boolean book(int capacity) {
        for (; ; ) {
            long before = bytes.get();
            if (before + capacity > bound) {
                return false;
            }
            if (bytes.compareAndSet(before, before + capacity)) {
                return true;
            }
        }
    }
}
