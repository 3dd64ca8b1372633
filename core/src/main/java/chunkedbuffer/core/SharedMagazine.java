package chunkedbuffer.core;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A magazine that many threads share: virtual threads, of which there are too many for one each, and the platform threads
 * that come when the budget for magazines is used up. There are a few, chosen by the thread's id.
 *
 * <p>It has a lock-free stack a size. {@code bytes} is raised before a push and lowered after a pop, so it is at least what
 * is here; a push happens only where it stays within the budget.
 */
final class SharedMagazine extends Magazine {

    private final ChunkStack[] stacks = new ChunkStack[SizeClass.COUNT];
    private final AtomicInteger bytes = new AtomicInteger();
    private final AtomicLongArray acquired = new AtomicLongArray(SizeClass.COUNT);
    private final AtomicLongArray released = new AtomicLongArray(SizeClass.COUNT);

    /** A budget of 0 makes it a counter only: everything lies in the depot. */
    SharedMagazine(Depot depot, int budget, ChunkTable table) {
        super(depot, budget);
        for (int i = 0; i < stacks.length; i++) {
            stacks[i] = new ChunkStack(table);
        }
    }

    @Override
    @Nullable
    SlabChunk take(int sizeClass) {
        if (stacks[sizeClass].isEmpty()) {
            return null;
        }
        SlabChunk chunk = stacks[sizeClass].pop();
        if (chunk != null) {
            bytes.addAndGet(-chunk.capacity());
        }
        return chunk;
    }

    @Override
    @Nullable
    SlabChunk refill(int sizeClass) {
        return depot.take(sizeClass);
    }

    @Override
    void put(SlabChunk chunk) {
        int size = chunk.capacity();
        if (budget > 0) {
            if (bytes.addAndGet(size) <= budget) {
                stacks[chunk.sizeClass].push(chunk);
                return;
            }
            bytes.addAndGet(-size);
        }
        depot.give(chunk);
    }

    @Override
    @Nullable
    SlabChunk steal(int sizeClass) {
        return take(sizeClass);
    }

    @Override
    long idleBytes() {
        return bytes.get();
    }

    @Override
    void countAcquired(int sizeClass) {
        acquired.incrementAndGet(sizeClass);
    }

    @Override
    void countReleased(int sizeClass) {
        released.incrementAndGet(sizeClass);
    }

    @Override
    long acquired(int sizeClass) {
        return acquired.get(sizeClass);
    }

    @Override
    long released(int sizeClass) {
        return released.get(sizeClass);
    }
}
