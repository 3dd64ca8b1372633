package chunkedbuffer.core;

import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a pool's chunks come from and end: it keeps the bytes of all that exist, idle or in use, at or below {@code
 * maxTotalBytes}.
 *
 * <p><b>The account.</b> A chunk's bytes are booked before its memory is allocated and unbooked after it was dropped, by
 * compare-and-set: the bound holds at every moment. A chunk ends once: {@link ChunkTable#remove} says so to one caller only.
 *
 * <p><b>Lost chunks.</b> One that nobody can reach any more, without having been dropped, was lost by its user, or was forgotten
 * by a pool without a bound (see {@link OwnMagazine}). The collector puts its record into a queue, from where it is taken off
 * the books when memory is next allocated, sought at the bound, or counted. Views of its memory may live on; the memory itself
 * goes when the last of them does, so it is never used again by the pool.
 */
final class Memory {

    private final SlabPool pool;
    private final MemoryKind kind;
    private final long bound;
    private final ChunkTable table;
    private final ReferenceQueue<SlabChunk> lost = new ReferenceQueue<>();
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
        forgetLost();
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
        SlabChunk chunk = new SlabChunk(pool, sizeClass, memory, lost);
        table.add(chunk.record);
        return chunk;
    }

    /** Lets a chunk go that the caller has alone; its memory is left to the garbage collector. */
    void drop(SlabChunk chunk) {
        end(chunk.record);
        chunk.record.clear();
    }

    /** Takes the chunks off the books that the collector has found. */
    void forgetLost() {
        for (Reference<? extends SlabChunk> each = lost.poll(); each != null; each = lost.poll()) {
            end((ChunkRecord) each);
        }
    }

    private void end(ChunkRecord chunk) {
        if (table.remove(chunk)) {
            bytes.addAndGet(-chunk.capacity);
        }
    }

    /** Whether a chunk of this capacity could be had if {@code idle} bytes were dropped. */
    boolean hasRoom(int capacity, long idle) {
        return bytes.get() - idle + capacity <= bound;
    }

    long allocated() {
        return allocated.get();
    }

    /** Of all chunks that exist. */
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
