package chunkedbuffer.core;

import org.jspecify.annotations.Nullable;

/**
 * Idle chunks close at hand: the first place where a chunk is looked for and where it goes when it is released.
 *
 * <p>It never holds more bytes than it has booked in the {@link Depot}'s account. What is over goes to the depot, and what is
 * missing comes from there.
 */
abstract class Magazine {

    final Depot depot;

    Magazine(Depot depot) {
        this.depot = depot;
    }

    /** Takes a chunk from here, the one put last if possible. */
    abstract @Nullable SlabChunk take(int sizeClass);

    /** Takes a chunk from the depot, when there is none here; may move some more of the size here. */
    abstract @Nullable SlabChunk refill(int sizeClass);

    /** Takes in a chunk that the caller has. Moves it or others to the depot where the room is used up. */
    abstract void put(SlabChunk chunk);

    /** Where a chunk of this size that is acquired here may come back to by the shortest way; null: nowhere. */
    @Nullable
    Rack rack(int sizeClass) {
        return null;
    }

    // On behalf of somebody else, on any thread, under the lock of Magazines:

    /** Takes a chunk from here. */
    abstract @Nullable SlabChunk steal(int sizeClass);

    /** Lets go of what lies here: of all, or of what has not been used since this was last called. */
    abstract void trim(Memory memory, boolean onlyCold);

    /** The capacity of what lies here, in bytes. */
    abstract long idleBytes();

    /** How much it has booked in the depot's account, in bytes. */
    abstract int booked();
}
