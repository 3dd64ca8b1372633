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
 */
final class ChunkTable {

    /** The number of no chunk. */
    static final int NONE = 0;

    private static final int PAGE_SHIFT = 12;
    private static final int PAGE = 1 << PAGE_SHIFT;
    private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(SlabChunk[][].class);
    private static final VarHandle ENTRIES = MethodHandles.arrayElementVarHandle(SlabChunk[].class);

    /** Room for 16 million chunks, 32 GiB of the smallest. */
    private final @Nullable SlabChunk[] @Nullable [] pages = new @Nullable SlabChunk[1 << 12][];

    private final ReentrantLock lock = new ReentrantLock();
    private int[] free = new int[64];
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
            int number = freeCount > 0 ? free[--freeCount] : used;
            int page = number >> PAGE_SHIFT;
            if (number == used) {
                if (page == pages.length) {
                    return false;
                }
                if (pages[page] == null) {
                    PAGES.setRelease(pages, page, new SlabChunk[PAGE]);
                }
                used++;
            }
            chunk.number(number);
            ENTRIES.setRelease(pages[page], number & (PAGE - 1), chunk);
            return true;
        } finally {
            lock.unlock();
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
        SlabChunk[] page = (SlabChunk[]) PAGES.getAcquire(pages, number >> PAGE_SHIFT);
        return page == null ? null : (SlabChunk) ENTRIES.getAcquire(page, number & (PAGE - 1));
    }
}
