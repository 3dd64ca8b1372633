package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of a {@link SlabPool}, pooled together with its memory: the object that was handed out once is handed out again.
 *
 * <p>At any moment one of these has it: its users (who hold references), a slot of an {@link OwnMagazine}, a spot of a {@link
 * SharedMagazine}, a {@link ChunkStack}, or a thread that moves it from one of them to another and has it alone. The pool keeps
 * no hold of one that is out, so that a lost one can be collected; its {@link ChunkRecord} tells of that.
 */
final class SlabChunk extends Chunk {

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(SlabChunk.class, "next", SlabChunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Its {@link SizeClass}, or {@link SizeClass#NONE}: made for one request and dropped after it. */
    final int sizeClass;

    final ChunkRecord record;

    private final SlabPool pool;

    /** Where it came from, if that is a magazine of one thread. Written by the thread that has the chunk alone. */
    private @Nullable Rack home;

    /** The one below it on a stack, or the next one of a chain. Written only by the thread that has the chunk. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable SlabChunk next;

    /** Keeps the counts of two chunks, which two threads may change all the time, on different cache lines. */
    @SuppressWarnings("unused")
    private long gap1, gap2, gap3, gap4, gap5, gap6, gap7, gap8;

    SlabChunk(SlabPool pool, int sizeClass, ByteBuffer memory, ReferenceQueue<SlabChunk> lost) {
        super(memory);
        this.pool = pool;
        this.sizeClass = sizeClass;
        record = new ChunkRecord(this, lost);
    }

    /** Its number in the pool's {@link ChunkTable}. */
    int number() {
        return record.number;
    }

    /** Opaque: a thread that lost the race for a stack's top may read it while the winner changes it. */
    @Nullable
    SlabChunk next() {
        return (SlabChunk) NEXT.getOpaque(this);
    }

    void next(@Nullable SlabChunk chunk) {
        NEXT.setOpaque(this, chunk);
    }

    @Nullable
    Rack home() {
        return home;
    }

    /**
     * Makes an idle chunk one that is out.
     *
     * @param rack in the magazine of the calling thread; null: it has none
     */
    SlabChunk goOut(@Nullable Rack rack) {
        goOutNew(rack);
        renew();
        return this;
    }

    /** The same for a new chunk. */
    void goOutNew(@Nullable Rack rack) {
        record.turn();
        if (home != rack) {
            home = rack;
        }
    }

    @Override
    protected void recycle() {
        pool.recycle(this);
    }
}
