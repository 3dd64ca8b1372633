package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PoolExhaustedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a writer's chunks come from: the pool, and at its bound the {@link Reserve}. Belongs to the writer's thread.
 *
 * <p>How large a chunk to ask for is learnt: twice as large after one that was filled whole, half as large after ten in a row that
 * were less than half full.
 */
final class ChunkSupply {
    private static final int SMALL_FILLS = 10;

    private static final Executor LATER = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    private final ChunkPool pool;
    private final int minimum;
    private int maximum;
    private int next;
    private byte smallFills;

    /** The writer has waited for memory, and has had none since. */
    private boolean memoryPromised;

    /** The writer has stopped while its reserve was out, and has not waited since. */
    private boolean reserveWanted;

    ChunkSupply(ChunkPool pool, PipeOptions options) {
        this.pool = pool;
        this.minimum = options.minimumChunkSize();
        this.maximum = options.maximumChunkSize();
        this.next = minimum;
    }

    // ---- chunks

    /** A chunk of at least {@code wanted} bytes; null: the pool is at its bound, and the caller does not wait. */
    @Nullable
    Chunk acquire(int wanted, boolean wait) {
        int liked = Math.max(wanted, next);
        int needed = Math.max(wanted, minimum);
        // A pool near its bound may have no chunk of the size that the stream has grown to, but one that will do.
        Chunk chunk = liked > needed ? tryLiked(liked) : null;
        if (chunk == null) {
            chunk = wait ? pool.acquire(needed) : pool.tryAcquire(needed);
        }
        if (chunk == null) {
            if (wait) {
                throw new IllegalStateException("The pool " + pool + " gave null where a chunk of " + needed
                        + " bytes is needed: its acquire must return one, or throw PoolExhaustedException");
            }
            return null;
        }
        if (chunk.capacity() < wanted) {
            int got = chunk.capacity();
            chunk.release();
            throw new IllegalStateException("The pool " + pool + " gave a chunk of " + got + " bytes where " + wanted
                    + " are needed: its acquire must return at least minCapacity");
        }
        memoryPromised = false;
        return chunk;
    }

    private @Nullable Chunk tryLiked(int capacity) {
        try {
            return pool.tryAcquire(capacity);
        } catch (PoolExhaustedException e) { // a pool without a tryAcquire of its own
            return null;
        } catch (IllegalArgumentException e) { // more than the pool ever has: the size stays below from now on
            maximum = Math.max(minimum, next / 2);
            next = maximum;
            return null;
        }
    }

    /** What there is where the pool has nothing, or null while that is out. */
    @Nullable
    Chunk reserve(PipeState state) {
        Chunk reserve = state.takeReserve();
        reserveWanted = reserve == null;
        return reserve;
    }

    /** A chunk is done with: {@code filled} bytes of {@code capacity} were written. */
    void learn(int filled, int capacity) {
        if (filled == capacity) {
            smallFills = 0;
            next = (int) Math.min(maximum, 2L * next);
        } else if (filled >= capacity - filled) {
            smallFills = 0;
        } else if (++smallFills == SMALL_FILLS) {
            smallFills = 0;
            next = Math.max(minimum, next / 2);
        }
    }

    // ---- waits

    CompletionStage<@Nullable Void> whenMemory(PipeState state) {
        return state.whenMemory(question(), takesReserve());
    }

    void awaitMemory(PipeState state) throws InterruptedException {
        state.awaitMemory(question(), takesReserve());
    }

    /** Who asks a pool that says it has memory and gives none is told with a delay. It is asked here: it knows its threads. */
    private Consumer<Runnable> question() {
        boolean inVain = memoryPromised;
        memoryPromised = true;
        return inVain ? told -> pool.onAvailable(() -> LATER.execute(told)) : pool::onAvailable;
    }

    private boolean takesReserve() {
        boolean wanted = reserveWanted;
        reserveWanted = false;
        return wanted;
    }
}
