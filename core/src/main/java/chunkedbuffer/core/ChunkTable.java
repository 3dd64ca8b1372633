package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The records of all chunks of a pool, by number: so that a {@link ChunkStack} can pack its top and a version into one {@code
 * long}, and that all of them can be counted.
 *
 * <p>It does not hold the chunks themselves, but those on a stack by their record: one that is out and that its user lost is
 * left to the garbage collector.
 *
 * <p>Adding and removing, once in a chunk's life, and counting are under a lock. Looking up is not: it may find no chunk, or
 * another one that got the number since; the stack's version tells.
 *
 * <p>{@code pages} is replaced by a longer copy when it is full; a page stays where it is. Who has read a number in {@code
 * top} sees a table in which that number has a page, because the chunk was added before it was pushed.
 */
final class ChunkTable {

    /** The number of no chunk. */
    static final int NONE = 0;

    private static final int PAGE_SHIFT = 8;
    private static final int PAGE = 1 << PAGE_SHIFT;

    private static final VarHandle ENTRIES = MethodHandles.arrayElementVarHandle(ChunkRecord[].class);

    private volatile ChunkRecord[][] pages = {new ChunkRecord[PAGE]};

    private final ReentrantLock lock = new ReentrantLock();
    private int[] free = new int[16];
    private int freeCount;
    private int used = NONE + 1;

    /** The turns of those that are no more. */
    private long formerTurns;

    /** What the chunks of a pool add up to. */
    record Sums(long acquired, long released, long inUseBytes) {}

    /** Gives the record its number. */
    void add(ChunkRecord chunk) {
        lock.lock();
        try {
            int number = freeCount > 0 ? free[--freeCount] : used++;
            addPageFor(number);
            chunk.number = number;
            ENTRIES.setRelease(pages[number >> PAGE_SHIFT], number & (PAGE - 1), chunk);
        } finally {
            lock.unlock();
        }
    }

    private void addPageFor(int number) {
        ChunkRecord[][] before = pages;
        int page = number >> PAGE_SHIFT;
        if (page == before.length) {
            ChunkRecord[][] after = Arrays.copyOf(before, page + 1);
            after[page] = new ChunkRecord[PAGE];
            pages = after;
        }
    }

    /**
     * Forgets a chunk, whose number another one may get; if it is still out, it counts as come back.
     *
     * @return false: it was forgotten already
     */
    boolean remove(ChunkRecord chunk) {
        lock.lock();
        try {
            int number = chunk.number;
            if (number == NONE) {
                return false;
            }
            ENTRIES.setRelease(pages[number >> PAGE_SHIFT], number & (PAGE - 1), null);
            chunk.number = NONE;
            formerTurns += (chunk.turns() + 1) & ~1L;
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, 2 * freeCount);
            }
            free[freeCount++] = number;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The chunk that has a number now, if it is on a stack. */
    @Nullable
    SlabChunk get(int number) {
        ChunkRecord chunk = (ChunkRecord) ENTRIES.getAcquire(pages[number >> PAGE_SHIFT], number & (PAGE - 1));
        return chunk == null ? null : chunk.shelved();
    }

    Sums sums() {
        long acquired = 0;
        long released = 0;
        long inUseBytes = 0;
        lock.lock();
        try {
            acquired = formerTurns / 2;
            released = formerTurns / 2;
            for (int number = NONE + 1; number < used; number++) {
                ChunkRecord chunk = pages[number >> PAGE_SHIFT][number & (PAGE - 1)];
                if (chunk != null) {
                    long turns = chunk.turns();
                    long out = turns & 1;
                    acquired += turns / 2 + out;
                    released += turns / 2;
                    inUseBytes += out * chunk.capacity;
                }
            }
        } finally {
            lock.unlock();
        }
        return new Sums(acquired, released, inUseBytes);
    }

    /** How many chunks there are, in the pool and out of it. */
    int size() {
        lock.lock();
        try {
            return used - 1 - freeCount;
        } finally {
            lock.unlock();
        }
    }
}
