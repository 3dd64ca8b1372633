package chunkedbuffer.core;

import org.jspecify.annotations.Nullable;

/**
 * Idle chunks close at hand, and the counters of those who use it: the first place where a chunk is looked for and where it
 * goes when it is released.
 *
 * <p>It never holds more bytes than its budget, which is booked in the {@link Depot}'s account as long as it exists. What is
 * over goes to the depot, and what is missing comes from there.
 */
abstract class Magazine {

    final Depot depot;
    final int budget;

    Magazine(Depot depot, int budget) {
        this.depot = depot;
        this.budget = budget;
    }

    /** Takes a chunk from here, the one put last if possible. */
    abstract @Nullable SlabChunk take(int sizeClass);

    /** Takes a chunk from the depot, when there is none here; may move some more of the size here. */
    abstract @Nullable SlabChunk refill(int sizeClass);

    /** Takes in a chunk that the caller has. Moves it or others to the depot where the budget is used up. */
    abstract void put(SlabChunk chunk);

    /** Takes a chunk from here on behalf of somebody else, on any thread. */
    abstract @Nullable SlabChunk steal(int sizeClass);

    /** The capacity of what lies here, in bytes. */
    abstract long idleBytes();

    abstract void countAcquired(int sizeClass);

    abstract void countReleased(int sizeClass);

    abstract long acquired(int sizeClass);

    abstract long released(int sizeClass);
}
