package chunkedbuffer.core;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The idle chunks that belong to no thread, a lock-free stack a size, and the account of all idle memory.
 *
 * <p><b>The account.</b> {@code booked} is the bytes that lie here plus the whole budgets of the magazines, used or not; it
 * never exceeds {@code maxIdleBytes}. A magazine never holds more than its budget, so idle memory is bounded without a
 * shared counter on a magazine's way. Bytes are booked before a chunk is pushed here and unbooked after it was popped.
 */
final class Depot {

    private final long maxIdleBytes;
    private final Memory memory;
    private final AtomicLong booked = new AtomicLong();
    private final ChunkStack[] stacks = new ChunkStack[SizeClass.COUNT];

    Depot(long maxIdleBytes, Memory memory, ChunkTable table) {
        this.maxIdleBytes = maxIdleBytes;
        this.memory = memory;
        for (int i = 0; i < stacks.length; i++) {
            stacks[i] = new ChunkStack(table);
        }
    }

    /** Takes in a chunk that the caller has, or drops it where the account is full. */
    void give(SlabChunk chunk) {
        if (book(chunk.capacity())) {
            stacks[chunk.sizeClass].push(chunk);
        } else {
            memory.drop(chunk);
        }
    }

    /** Takes in a chain of chunks of one size that the caller has, or what fits of it. */
    void give(SlabChunk first, SlabChunk last, int count) {
        if (book((long) count * first.capacity())) {
            stacks[first.sizeClass].push(first, last);
            return;
        }
        for (SlabChunk chunk = first; chunk != null; ) {
            SlabChunk next = chunk.next();
            give(chunk);
            chunk = next;
        }
    }

    @Nullable
    SlabChunk take(int sizeClass) {
        return take(sizeClass, 1);
    }

    /**
     * Takes up to {@code most} chunks.
     *
     * @return the first of a chain that ends with null; null: there is none
     */
    @Nullable
    SlabChunk take(int sizeClass, int most) {
        return taken(stacks[sizeClass].pop(most));
    }

    /**
     * Takes all of a size.
     *
     * @return as {@link #take(int, int)}
     */
    @Nullable
    SlabChunk takeAll(int sizeClass) {
        return taken(stacks[sizeClass].popAll());
    }

    private @Nullable SlabChunk taken(@Nullable SlabChunk first) {
        long bytes = 0;
        for (SlabChunk each = first; each != null; each = each.next()) {
            bytes += each.capacity();
        }
        if (bytes > 0) {
            booked.addAndGet(-bytes);
        }
        return first;
    }

    /** Drops what lies here now, or what was cold. Under the lock of {@link Magazines}. */
    void trim(boolean onlyCold) {
        for (int i = 0; i < SizeClass.COUNT; i++) {
            SlabChunk first = null;
            SlabChunk last = null;
            int kept = 0;
            for (SlabChunk chunk = takeAll(i); chunk != null; ) {
                SlabChunk next = chunk.next();
                chunk.next(null);
                if (!onlyCold || chunk.record.isCold()) {
                    memory.drop(chunk);
                } else {
                    if (last == null) {
                        first = chunk;
                    } else {
                        last.next(chunk);
                    }
                    last = chunk;
                    kept++;
                }
                chunk = next;
            }
            if (first != null && last != null) {
                give(first, last, kept);
            }
        }
    }

    /** Any chunk, a large one first. */
    @Nullable
    SlabChunk takeAny() {
        for (int i = SizeClass.COUNT - 1; i >= 0; i--) {
            SlabChunk chunk = take(i);
            if (chunk != null) {
                return chunk;
            }
        }
        return null;
    }

    /** Books a magazine's budget, and drops what lies here in its way. */
    boolean bookBudget(int budget) {
        while (!book(budget)) {
            SlabChunk inTheWay = takeAny();
            if (inTheWay == null) {
                return false;
            }
            memory.drop(inTheWay);
        }
        return true;
    }

    void unbook(long bytes) {
        booked.addAndGet(-bytes);
    }

    long booked() {
        return booked.get();
    }

    boolean book(long bytes) {
        for (; ; ) {
            long before = booked.get();
            if (before + bytes > maxIdleBytes) {
                return false;
            }
            if (booked.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
    }
}
