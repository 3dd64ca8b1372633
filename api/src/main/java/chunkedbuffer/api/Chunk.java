package chunkedbuffer.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One block of memory with a reference count, handed out by a {@link ChunkPool}.
 *
 * <p>It is born with one reference. Whoever keeps it longer than its giver does calls {@link #retain()}; everybody calls
 * {@link #release()} once for each reference. The last {@code release} calls {@link #recycle()}, which gives the memory back
 * to where it came from.
 *
 * <p>A pool subclasses it with {@code recycle}. It may make a new {@code Chunk} around recycled memory for each
 * {@code acquire}, or keep the object and call {@link #renew()} before it hands it out again.
 *
 * <p><b>Threads.</b> The counting is atomic; the memory is not: one writer at a time, and readers only of what was published to
 * them.
 */
public abstract class Chunk {
    private static final VarHandle REFERENCES;
    private static final VarHandle TRANSFER_VIEW;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            REFERENCES = lookup.findVarHandle(Chunk.class, "references", int.class);
            TRANSFER_VIEW = lookup.findVarHandle(Chunk.class, "transferView", ByteBuffer.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ByteBuffer memory;

    /** All of the memory, big-endian. Read by index only, so that any number of threads may share it. */
    private final ByteBuffer view;

    /** A view with a position of its own, lent to one transfer at a time; made when first needed. */
    @SuppressWarnings("UnusedVariable") // read through the VarHandle
    private @Nullable ByteBuffer transferView;

    @SuppressWarnings("UnusedVariable") // read through the VarHandle
    private int references = 1;

    /**
     * A chunk around {@code memory}, with one reference.
     *
     * @param memory all of it, from 0 to its capacity, is the chunk's from now on
     */
    protected Chunk(ByteBuffer memory) {
        this.memory = memory;
        memory.clear();
        this.view = memory.duplicate();
    }

    /**
     * The memory, for the one who writes into it. Its position, limit and order belong to the writer.
     *
     * @return always the same buffer
     */
    public final ByteBuffer memory() {
        return memory;
    }

    /**
     * The size of the memory.
     *
     * @return a number of bytes
     */
    public final int capacity() {
        return view.capacity();
    }

    /**
     * Adds a reference.
     *
     * @return this chunk
     * @throws IllegalStateException if the last reference was released already
     */
    public final Chunk retain() {
        int before;
        do {
            before = (int) REFERENCES.getAcquire(this);
            if (before <= 0) { // never raised in passing: the pool may hand it out again at this moment
                throw new IllegalStateException("retain() of a chunk of " + capacity()
                        + " bytes that has been released: it has " + before + " references");
            }
        } while (!REFERENCES.weakCompareAndSet(this, before, before + 1));
        return this;
    }

    /**
     * Gives a reference back; the last one makes the chunk go home.
     *
     * @return whether this was the last reference
     * @throws IllegalStateException if the last reference was released already
     */
    public final boolean release() {
        int before;
        do {
            before = (int) REFERENCES.getAcquire(this);
            if (before <= 0) {
                throw new IllegalStateException("release() of a chunk of " + capacity()
                        + " bytes that has been released already: one release() for each reference");
            }
        } while (!REFERENCES.weakCompareAndSet(this, before, before - 1));
        if (before > 1) {
            return false;
        }
        recycle();
        return true;
    }

    /**
     * The number of references now: a snapshot, for tests and diagnosis.
     *
     * @return 0 when the chunk is with its pool
     */
    public final int references() {
        return (int) REFERENCES.getAcquire(this);
    }

    /**
     * Makes a recycled chunk ready to be handed out again: one reference, {@link #memory()} empty from 0 to its capacity. For
     * the pool that owns it, before {@code acquire} returns it.
     *
     * @return this chunk
     * @throws IllegalStateException if somebody holds a reference
     */
    protected final Chunk renew() {
        if (!REFERENCES.compareAndSet(this, 0, 1)) {
            throw new IllegalStateException(
                    "renew() of a chunk that is in use: it has " + references() + " references");
        }
        memory.clear();
        return this;
    }

    /**
     * Takes the memory home. Called once, by the {@link #release()} of the last reference, on the thread that called it; it
     * must not wait and must not throw.
     */
    protected abstract void recycle();

    final ByteBuffer view() {
        return view;
    }

    /** A view to move through a channel, with a position and a limit of its own. */
    final ByteBuffer borrowTransferView() {
        ByteBuffer lent = (ByteBuffer) TRANSFER_VIEW.getAndSet(this, null);
        return lent == null ? view.duplicate() : lent;
    }

    final void returnTransferView(ByteBuffer lent) {
        TRANSFER_VIEW.setRelease(this, lent);
    }
}
