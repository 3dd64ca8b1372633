package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the chunks of a pool, so that a {@link ChunkStack} can pack its top and a version into one {@code long}.
 *
 * <p>Adding and removing, once in a chunk's life, are under a lock. Looking up is not: it may find no chunk, or another one
 * that got the number since; the stack's version tells.
 *
 * <p>{@code pages} is replaced by a longer copy when it is full; a page stays where it is. Who has read a number in {@code
 * top} sees a table in which that number has a page, because the chunk was added before it was pushed.
 */
final class ChunkTable {

    /** The number of no chunk. */
    static final int NONE = 0;

    private static final int PAGE_SHIFT = 8;
    private static final int PAGE = 1 << PAGE_SHIFT;

    /** 16 million chunks, 32 GiB of the smallest. */
    private static final int MOST_PAGES = 1 << 16;

    private static final VarHandle ENTRIES = MethodHandles.arrayElementVarHandle(SlabChunk[].class);

    private volatile SlabChunk[][] pages = {new SlabChunk[PAGE]};

    private final ReentrantLock lock = new ReentrantLock();
    private int[] free = new int[16];
    private int freeCount;
    private int used = NONE + 1;

    /**
     * Gives the chunk its number.
     *
     * @return false: the table is full, and the chunk cannot go on a stack
     */
    boolean add(SlabChunk chunk) {
        lock.lock();
        try {
            int number = freeCount > 0 ? free[freeCount - 1] : used;
            if (number >> PAGE_SHIFT == MOST_PAGES) {
                return false;
            }
            if (number == used) {
                addPageFor(number);
                used++;
            } else {
                freeCount--;
            }
            chunk.number(number);
            ENTRIES.setRelease(pages[number >> PAGE_SHIFT], number & (PAGE - 1), chunk);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void addPageFor(int number) {
        SlabChunk[][] before = pages;
        int page = number >> PAGE_SHIFT;
        if (page == before.length) {
            SlabChunk[][] after = Arrays.copyOf(before, page + 1);
            after[page] = new SlabChunk[PAGE];
            pages = after;
        }
    }

    /** Forgets a chunk, whose number another one may get. Without effect on a chunk that has none. */
    void remove(SlabChunk chunk) {
        int number = chunk.number();
        if (number == NONE) {
            return;
        }
        lock.lock();
        try {
            ENTRIES.setRelease(pages[number >> PAGE_SHIFT], number & (PAGE - 1), null);
            chunk.number(NONE);
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, 2 * freeCount);
            }
            free[freeCount++] = number;
        } finally {
            lock.unlock();
        }
    }

    /** The chunk that has a number now. */
    @Nullable
    SlabChunk get(int number) {
        return (SlabChunk) ENTRIES.getAcquire(pages[number >> PAGE_SHIFT], number & (PAGE - 1));
    }
}
