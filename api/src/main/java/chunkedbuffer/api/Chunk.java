package chunkedbuffer.api;

import chunkedbuffer.spi.Witness;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * <p><b>Threads.</b> References may be added and given back on any thread, by whoever has one; the memory is not guarded: one
 * writer at a time, and readers only of what was published to them.
 *
 * <p><b>Wrong use.</b> A {@code release} or {@code retain} without a reference is an {@link IllegalStateException} as long as
 * the chunk is at home. Two threads that share one reference and use it at the same moment are not always found, since the
 * count of a chunk that never had a second reference is not changed by atomic steps; under {@code -Dchunkedbuffer.checks=true}
 * it is, and they are.
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
        Signatures.load();
    }

    /** The references, in the {@linkplain #references() count's} own writing: see {@link #count(int)}. */
    private static final int HOME = 0;

    /**
     * One reference, and there never was another: nobody but its holder may touch the count, so the holder changes it without
     * an atomic step, which costs as much as all the rest of an acquire and release.
     */
    private static final int SOLE = -1;

    /** With this bit the rest is the number of references, and {@link #retained()} is told of each new one. */
    private static final int TOLD = Integer.MIN_VALUE;

    /** How the count begins. With the checks on there is no shortcut. */
    private static final int FIRST = Witness.ON ? 1 : SOLE;

    private final ByteBuffer memory;

    /**
     * All of the memory, little-endian, as searches read it ({@link chunkedbuffer.spi.ByteSearch}). Read by index only, so that
     * any number of threads may share it.
     */
    private final ByteBuffer view;

    /** A view with a position of its own, lent to one transfer at a time; made when first needed. */
    @SuppressWarnings("UnusedVariable") // read through the VarHandle
    private @Nullable ByteBuffer transferView;

    private volatile int references;

    /**
     * A chunk around {@code memory}, with one reference.
     *
     * @param memory all of it, from 0 to its capacity, is the chunk's from now on
     */
    @SuppressWarnings("this-escape") // of compilers later than 17: the handle keeps nothing
    protected Chunk(ByteBuffer memory) {
        this(memory.clear(), memory.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Both are empty from 0 to their capacity, and nobody else changes the view. */
    @SuppressWarnings("this-escape")
    Chunk(ByteBuffer memory, ByteBuffer view) {
        REFERENCES.set(this, FIRST); // no fence: nobody else knows it yet
        this.memory = memory;
        this.view = view;
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
        int before = references;
        int after = before + 1;
        if (after > 1 && REFERENCES.weakCompareAndSet(this, before, after)) {
            return this;
        }
        return retainSlowly();
    }

    private Chunk retainSlowly() {
        for (; ; ) {
            int before = references;
            int count = count(before);
            if (count == 0) { // never raised in passing: the pool may hand it out again at this moment
                throw released(
                        "retain() of a chunk of " + capacity() + " bytes that has been released: it has 0 references");
            }
            if (add(before, count)) {
                return this;
            }
        }
    }

    /** Adds a reference to so many, or finds that somebody else was there first. */
    private boolean add(int before, int count) {
        if (count >= Integer.MAX_VALUE - 1) {
            throw new IllegalStateException(
                    "retain() of a chunk that has " + count + " references already: release some");
        }
        int after = before == SOLE ? 2 : before + 1;
        if (!REFERENCES.compareAndSet(this, before, after)) {
            return false;
        }
        if (after < 0) {
            retained();
        }
        return true;
    }

    /**
     * Adds a reference for somebody who may come too late: the only one whom it relies on may release the chunk at this moment.
     * One that has gone home is left alone, and so is one that is out again and nobody's but its holder's, who does not count by
     * atomic steps. Who gets a reference makes sure afterwards that it is to the chunk it wanted, as others may have it by now.
     *
     * @return whether there is one more
     */
    final boolean retainIfShared() {
        int before = references;
        int after = before + 1;
        return (after > 1 && REFERENCES.weakCompareAndSet(this, before, after)) || retainIfSharedSlowly();
    }

    private boolean retainIfSharedSlowly() {
        for (; ; ) {
            int before = references;
            int count = count(before);
            if (count == 0 || before == SOLE) {
                return false;
            }
            if (add(before, count)) {
                return true;
            }
        }
    }

    /**
     * Gives a reference back; the last one makes the chunk go home.
     *
     * @return whether this was the last reference
     * @throws IllegalStateException if the last reference was released already
     */
    public final boolean release() {
        int before = references;
        if (before == SOLE) {
            REFERENCES.setRelease(this, HOME);
            recycle();
            return true;
        }
        if (before > 1 && REFERENCES.weakCompareAndSet(this, before, before - 1)) {
            return false;
        }
        return releaseSlowly();
    }

    private boolean releaseSlowly() {
        for (; ; ) {
            int before = references;
            int count = count(before);
            if (count == 0) {
                throw released("release() of a chunk of " + capacity()
                        + " bytes that has been released already: one release() for each reference");
            }
            if (Witness.ON && count == 1) {
                Witness.forget(this); // of its life before
                Witness.saw("released", this);
            }
            if (REFERENCES.compareAndSet(this, before, count == 1 ? HOME : before - 1)) {
                if (count > 1) {
                    return false;
                }
                recycle();
                return true;
            }
        }
    }

    private IllegalStateException released(String message) {
        return Witness.explain(this, new IllegalStateException(message + Witness.by(this)));
    }

    /**
     * The number of references now: a snapshot, for tests and diagnosis.
     *
     * @return 0 when the chunk is with its pool
     */
    public final int references() {
        return count(references);
    }

    private static int count(int references) {
        return references == SOLE ? 1 : references & ~TOLD;
    }

    /**
     * Makes a recycled chunk ready to be handed out again: one reference, {@link #memory()} empty from 0 to its capacity and
     * big-endian. For the pool that owns it and has it alone, before {@code acquire} returns it.
     *
     * @return this chunk
     * @throws IllegalStateException if somebody holds a reference
     */
    protected final Chunk renew() {
        if (references != HOME) {
            throw new IllegalStateException(
                    "renew() of a chunk that is in use: it has " + references() + " references");
        }
        REFERENCES.setRelease(this, FIRST); // no atomic step: at 0 nobody else changes it
        memory.clear().order(ByteOrder.BIG_ENDIAN);
        return this;
    }

    /**
     * Has {@link #retained()} told of each reference that is added from now on, until the chunk goes home. For the pool, before
     * it hands the chunk out.
     */
    protected final void tellOfRetains() {
        REFERENCES.setRelease(this, TOLD | references());
    }

    /**
     * A reference was added, by the calling thread. Called only after {@link #tellOfRetains()}; must not wait and must not
     * throw.
     */
    protected void retained() {}

    /**
     * Takes the memory home. Called once, by the {@link #release()} of the last reference, on the thread that called it; it
     * must not wait and must not throw.
     */
    protected abstract void recycle();

    final ByteBuffer view() {
        return view;
    }

    /**
     * Gives up the shortcut of a sole reference, for a holder that other threads may take the reference from, or add one to,
     * at any moment: a pipe, whose reader may take a slice while somebody closes it. To be called by the sole holder, before
     * others get to see the chunk.
     */
    final void countAtomically() {
        if ((int) REFERENCES.get(this) == SOLE) {
            REFERENCES.set(this, 1);
        }
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
