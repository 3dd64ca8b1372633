package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of a {@link SlabPool}, pooled together with its memory: the object that was handed out once is handed out again.
 *
 * <p>At any moment it is in one place: with its users (who hold references), in one slot of an {@link OwnMagazine}, in one
 * {@link ChunkStack}, or in the hands of a thread that moves it from one of them to another. Who takes it out of a slot or
 * off a stack does so by an atomic step that only one thread can win, and has it alone from then on.
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

    private final SlabPool pool;

    /** Its number in the pool's {@link ChunkTable}; set before the chunk goes anywhere. */
    private int number;

    /** The one below it on a stack, or the next one of a chain. Written only by the thread that has the chunk. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable SlabChunk next;

    SlabChunk(SlabPool pool, int sizeClass, ByteBuffer memory) {
        super(memory);
        this.pool = pool;
        this.sizeClass = sizeClass;
    }

    int number() {
        return number;
    }

    void number(int assigned) {
        number = assigned;
    }

    /** Opaque: a thread that lost the race for a stack's top may read it while the winner changes it. */
    @Nullable
    SlabChunk next() {
        return (SlabChunk) NEXT.getOpaque(this);
    }

    void next(@Nullable SlabChunk chunk) {
        NEXT.setOpaque(this, chunk);
    }

    /** For the pool, when it hands the chunk out again. */
    SlabChunk reborn() {
        renew().memory().order(ByteOrder.BIG_ENDIAN); // whatever the last writer chose
        return this;
    }

    @Override
    protected void recycle() {
        pool.recycle(this);
    }
}
