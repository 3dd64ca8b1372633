package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.spi.BytesAccess;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the pipe that lies in one chunk: the link of the list that the writer adds to and the reader walks along.
 *
 * <p>The writer sets every field before it publishes the first byte of the segment, and {@link #limit} once more, before it
 * links the next one; nobody changes them while the segment is linked. The chunk is let go of by whoever
 * {@linkplain #claim() claims} it, exactly once.
 */
final class Segment {
    private static final VarHandle CHUNK;
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CHUNK = lookup.findVarHandle(Segment.class, "chunk", Chunk.class);
            NEXT = lookup.findVarHandle(Segment.class, "next", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Chunk chunk;

    private volatile @Nullable Segment next;

    /** The chunk's memory, to read from and write into by index. It may outlive the chunk's stay when a closer claims that. */
    private @Nullable ByteBuffer memory;

    /** Position in the stream of index 0 of the chunk; it may be negative. */
    long base;

    /** Index of the segment's first byte. */
    private int start;

    /** Index after the segment's last byte, as far as that is known: the capacity as long as the writer may go on here. */
    int limit;

    /** Makes this the segment of a chunk: bytes will come from index {@code first} on, up to {@code end}. */
    void bind(Chunk held, int first, int end) {
        CHUNK.set(this, held);
        memory = BytesAccess.get().memory(held);
        start = first;
        limit = end;
        NEXT.set(this, null);
    }

    /** Says where in the stream a segment that was bound begins, and gives the index of its first byte. */
    int place(long position) {
        base = position - start;
        return start;
    }

    /** Position in the stream of the segment's first byte. */
    long begin() {
        return base + start;
    }

    /** The chunk, for the side that knows it is still there. */
    Chunk chunk() {
        return Objects.requireNonNull(chunk);
    }

    /** The chunk, or null if somebody has claimed it. */
    @Nullable
    Chunk peekChunk() {
        return chunk;
    }

    ByteBuffer memory() {
        return Objects.requireNonNull(memory);
    }

    /** Position in the stream after the segment's last byte, as far as that is known. */
    long end() {
        return base + limit;
    }

    @Nullable
    Segment next() {
        return next;
    }

    /** Puts it, out of use, onto a pile of such, of which {@link #next} is the one below. */
    void pile(@Nullable Segment below, int height) {
        NEXT.set(this, below);
        limit = height;
    }

    void link(Segment following) {
        NEXT.setRelease(this, following);
    }

    /** Takes the chunk out: it is the caller's to release. Null for everybody but the first. */
    @Nullable
    Chunk claim() {
        return chunk == null ? null : (Chunk) CHUNK.getAndSet(this, null);
    }

    /** Releases the chunk of a tail that was taken, and keeps its memory no longer alive: all of it is consumed. */
    void empty() {
        memory = null;
        release();
    }

    /** Keeps the memory no longer alive. */
    void forget() {
        memory = null;
    }

    /** Claims the chunk, and releases it if it was there. */
    void release() {
        Chunk mine = claim();
        if (mine != null) {
            mine.release();
        }
    }
}
