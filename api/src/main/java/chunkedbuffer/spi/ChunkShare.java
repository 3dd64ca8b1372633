package chunkedbuffer.spi;

import chunkedbuffer.api.Chunk;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * One reference to a chunk that up to {@value #SLOTS} handles share, so that a handle is made with a fence and closed with one
 * atomic step, where a reference of its own takes three.
 *
 * <p>A set of slots, one bit each, all open at first. The issuer, a pipe's reader, {@linkplain #issue() gives them away} one by
 * one; whoever has a slot {@linkplain #close closes} it once, and a second time has no effect. The issuer {@linkplain #leave()
 * leaves} when it gives none away any more: that closes those it still has. Who closes the last one releases the reference.
 *
 * <p><b>Why it is safe.</b> A bit that was cleared is never set again, and each is cleared by an atomic step that returns the
 * set before it, so that exactly one step makes the set empty. {@code issued} is written by the issuer alone. Somebody else may
 * leave in its place, as a closer of the pipe does: it raises a flag, and then reads {@code issued}; the issuer writes {@code
 * issued}, and then looks at the flag; a full fence stands between the two steps of each. So either the slot that is being given
 * away is seen and stays open, or the issuer sees the flag and must not hand it out.
 *
 * <p>For implementers of pipes; a user of pipes has no need of it.
 */
public final class ChunkShare {
    /** Slots of one share. */
    public static final int SLOTS = Long.SIZE;

    private static final VarHandle ISSUED;
    private static final VarHandle OPEN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ISSUED = lookup.findVarHandle(ChunkShare.class, "issued", int.class);
            OPEN = lookup.findVarHandle(ChunkShare.class, "open", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Chunk chunk;
    private int issued;

    /** The open slots, those not given away among them. */
    private long open = -1;

    /**
     * A share with all slots open.
     *
     * @param chunk the chunk; one reference of the caller's is the share's from now on
     */
    public ChunkShare(Chunk chunk) {
        this.chunk = Objects.requireNonNull(chunk, "chunk");
    }

    /**
     * The chunk.
     *
     * @return it
     */
    public Chunk chunk() {
        return chunk;
    }

    /**
     * Whether all slots have been given away. For the issuer.
     *
     * @return whether {@link #issue()} may not be called any more
     */
    public boolean isSpent() {
        return issued == SLOTS;
    }

    /**
     * Gives a slot away. For the issuer, on one thread at a time, while the share is not {@linkplain #isSpent() spent}. If
     * somebody else may have {@linkplain #leave() left}, the issuer must find that out after this call, and close the slot then.
     *
     * @return its number
     */
    public int issue() {
        int slot = issued;
        ISSUED.setOpaque(this, slot + 1);
        VarHandle.fullFence();
        return slot;
    }

    /**
     * Whether a slot has not been closed. What was read from the chunk's memory before this call is good if it says so.
     *
     * @param slot from {@link #issue()}
     * @return whether it is open
     */
    public boolean isOpen(int slot) {
        VarHandle.acquireFence();
        return ((open >>> slot) & 1) != 0;
    }

    /**
     * Closes a slot. From any thread.
     *
     * @param slot from {@link #issue()}
     * @return false if it was closed already
     */
    public boolean close(int slot) {
        long bit = 1L << slot;
        return (clear(bit) & bit) != 0;
    }

    /**
     * Closes all slots that have not been given away. For the issuer, or from any thread in its place, which has told the issuer
     * before; again without effect.
     */
    public void leave() {
        VarHandle.fullFence();
        int given = (int) ISSUED.getOpaque(this);
        if (given < SLOTS) {
            clear(-1L << given);
        }
    }

    private long clear(long bits) {
        long before = (long) OPEN.getAcquire(this);
        while ((before & bits) != 0) {
            long seen = (long) OPEN.compareAndExchange(this, before, before & ~bits);
            if (seen == before) {
                if ((before & ~bits) == 0) {
                    chunk.release();
                }
                break;
            }
            before = seen;
        }
        return before;
    }
}
