package chunkedbuffer.spi;

import chunkedbuffer.api.Chunk;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * One reference to a chunk that up to {@value #SLOTS} handles share, so that a handle is made without an atomic step and closed
 * with one.
 *
 * <p>A set of slots, one bit each, all open at first. The issuer, a pipe's reader, {@linkplain #issue() gives them away} one by
 * one; whoever has a slot {@linkplain #close closes} it once, and a second time has no effect. The issuer {@linkplain #leave()
 * leaves} when it gives none away any more: that closes those it still has. Who closes the last one releases the reference.
 *
 * <p><b>Why it is safe.</b> A bit that was cleared is never set again, and each is cleared by an atomic step that returns the
 * set before it, so that exactly one step makes the set empty. {@code issued} is the issuer's own; somebody else who leaves in
 * its place, as a closer of the pipe does, may see an old value and close slots that are being given away at that moment:
 * {@link #isOpen} then tells their users.
 *
 * <p>For implementers of pipes; a user of pipes has no need of it.
 */
public final class ChunkShare {
    /** Slots of one share. */
    public static final int SLOTS = Long.SIZE;

    private static final VarHandle OPEN;

    static {
        try {
            OPEN = MethodHandles.lookup().findVarHandle(ChunkShare.class, "open", long.class);
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
     * Gives a slot away. For the issuer, on one thread at a time, while the share is not {@linkplain #isSpent() spent}.
     *
     * @return its number
     */
    public int issue() {
        return issued++;
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

    /** Closes all slots that have not been given away. For the issuer, or from any thread in its place; again without effect. */
    public void leave() {
        int given = issued;
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
