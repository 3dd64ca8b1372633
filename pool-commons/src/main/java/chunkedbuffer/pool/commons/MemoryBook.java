package chunkedbuffer.pool.commons;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all chunks of a pool, over all sizes: of those that exist, kept at or below {@code maxTotalBytes}, and of
 * those that are idle, kept at or below {@code maxIdleBytes}. Commons Pool counts objects, and those of one size only.
 *
 * <p>Both sums are raised before the fact, by compare-and-set, and lowered after it: the bounds hold at every moment.
 */
final class MemoryBook {

    private final long maxTotal;
    private final long maxIdle;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong idle = new AtomicLong();
    private final AtomicLong allocated = new AtomicLong();

    /**
     * An empty one.
     *
     * @param maxTotal 0: no bound
     */
    MemoryBook(long maxTotal, long maxIdle) {
        this.maxTotal = maxTotal == 0 ? Long.MAX_VALUE : maxTotal;
        this.maxIdle = maxIdle;
    }

    /** Books memory that is about to be allocated; false: it would pass the bound. */
    boolean allocate(int capacity) {
        if (!raise(total, capacity, maxTotal)) {
            return false;
        }
        allocated.incrementAndGet();
        return true;
    }

    /** Memory that was booked could not be had. */
    void allocationFailed(int capacity) {
        allocated.decrementAndGet();
        total.addAndGet(-capacity);
    }

    /** A chunk's memory was left to the garbage collector. */
    void drop(int capacity) {
        total.addAndGet(-capacity);
    }

    /** Books a chunk that is about to be idle; false: it would pass the bound. */
    boolean keep(int capacity) {
        return raise(idle, capacity, maxIdle);
    }

    /** A chunk is not idle any more. */
    void take(int capacity) {
        idle.addAndGet(-capacity);
    }

    /** Whether a chunk of this capacity could be had if all that is idle were dropped. */
    boolean hasRoomWithoutIdle(int capacity) {
        return total.get() - idle.get() + capacity <= maxTotal;
    }

    boolean hasRoom(int capacity) {
        return total.get() + capacity <= maxTotal;
    }

    long idle() {
        return idle.get();
    }

    long allocated() {
        return allocated.get();
    }

    private static boolean raise(AtomicLong sum, int by, long bound) {
        for (; ; ) {
            long before = sum.get();
            if (by > bound - before) {
                return false;
            }
            if (sum.compareAndSet(before, before + by)) {
                return true;
            }
        }
    }
}
