package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a pool knows of one of its chunks for as long as the chunk exists: its size, its number, and how often it was out. It
 * outlives the chunk, so that one that the collector takes is taken off the books.
 *
 * <p><b>Who writes what.</b> {@code turns} is raised by whoever has the chunk alone: when it is handed out, and when it has come
 * back. So it is odd while the chunk is out, no step needs to be atomic, and a single look at it gives a number of acquisitions
 * and one of releases that fit each other. {@code shelved} is written by the thread that has the chunk alone, just before it
 * puts it on a {@link ChunkStack} and just after it took it off. The rest belongs to the lock of the {@link ChunkTable} or, as
 * {@code turnsSeen}, to that of the {@link Magazines}.
 *
 * <p>An object of 64 bytes, so that the {@code turns} of two chunks, which two threads may raise all the time, share no cache
 * line.
 */
final class ChunkRecord extends PhantomReference<SlabChunk> {

    private static final VarHandle TURNS;
    private static final VarHandle SHELVED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TURNS = lookup.findVarHandle(ChunkRecord.class, "turns", long.class);
            SHELVED = lookup.findVarHandle(ChunkRecord.class, "shelved", SlabChunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Of the chunk, in bytes. */
    final int capacity;

    /** Its number in the {@link ChunkTable}, for life; {@link ChunkTable#NONE} before and after. */
    int number;

    @SuppressWarnings("unused") // through TURNS
    private long turns;

    private long turnsSeen = -1;

    @SuppressWarnings("unused") // through SHELVED
    private @Nullable SlabChunk shelved;

    ChunkRecord(SlabChunk chunk, ReferenceQueue<SlabChunk> lost) {
        super(chunk, lost);
        capacity = chunk.capacity();
    }

    /** The chunk goes out, or has come back. */
    void turn() {
        TURNS.setRelease(this, (long) TURNS.get(this) + 1);
    }

    /** Twice the number of times that it was handed out and came back, and one more while it is out. */
    long turns() {
        return (long) TURNS.getAcquire(this);
    }

    /** Whether it lies in the pool, and lay there when this was last asked. */
    boolean isCold() {
        long now = turns();
        boolean cold = now == turnsSeen && (now & 1) == 0;
        turnsSeen = now;
        return cold;
    }

    /** The chunk, while it is on a stack. Opaque: who loses the race for a stack's top may read it at any time. */
    @Nullable
    SlabChunk shelved() {
        return (SlabChunk) SHELVED.getAcquire(this);
    }

    void shelved(@Nullable SlabChunk chunk) {
        SHELVED.setRelease(this, chunk);
    }
}
