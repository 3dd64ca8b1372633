package chunkedbuffer.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The idle chunks that belong to no thread, and the account of all idle memory.
 *
 * <p>What magazines of threads hand over lies in {@link Bay}s, several chunks in each; what is over, and what comes singly, on a
 * lock-free stack a size.
 *
 * <p><b>The account.</b> {@code booked} is the bytes that lie here plus the whole budgets of the magazines, used or not; it
 * never exceeds {@code maxIdleBytes}. A magazine never holds more than its budget, so idle memory is bounded without a
 * shared counter on a magazine's way. Bytes are booked before a chunk is put here and unbooked after it was taken.
 */
final class Depot {

    /** How much is handed over at once, unless that is less than a chunk. */
    private static final int BATCH_BYTES = 128 << 10;

    /** As many references as a cache line holds. */
    static final int MOST_IN_BATCH = 16;

    private static final int BAYS = 16;

    private final long maxIdleBytes;
    private final Memory memory;
    private final AtomicLong booked = new AtomicLong();
    private final ChunkStack[] stacks = new ChunkStack[SizeClass.COUNT];
    private final Bay[][] bays = new Bay[SizeClass.COUNT][BAYS];

    Depot(long maxIdleBytes, Memory memory, ChunkTable table) {
        this.maxIdleBytes = maxIdleBytes;
        this.memory = memory;
        for (int i = 0; i < stacks.length; i++) {
            stacks[i] = new ChunkStack(table);
            for (int j = 0; j < BAYS; j++) {
                bays[i][j] = new Bay(batch(i));
            }
        }
    }

    /** How many chunks of a size are handed over at once. */
    static int batch(int sizeClass) {
        return Math.min(MOST_IN_BATCH, Math.max(1, BATCH_BYTES / SizeClass.bytes(sizeClass)));
    }

    /** Takes in a chunk that the caller has, or drops it where the account is full. */
    void give(SlabChunk chunk) {
        if (book(chunk.capacity())) {
            stacks[chunk.sizeClass].push(chunk);
        } else {
            memory.drop(chunk);
        }
    }

    /** Takes in the first {@code many} of some chunks of one size, which the caller has, or what fits of them. */
    void give(SlabChunk[] batch, int many) {
        int sizeClass = batch[0].sizeClass;
        if (!book((long) many * SizeClass.bytes(sizeClass))) {
            for (int i = 0; i < many; i++) {
                give(batch[i]);
            }
            return;
        }
        for (Bay each : bays[sizeClass]) {
            if (each.fill(batch, many)) {
                return;
            }
        }
        for (int i = 1; i < many; i++) {
            batch[i - 1].next(batch[i]);
        }
        stacks[sizeClass].push(batch[0], batch[many - 1]);
    }

    /**
     * Takes up to a {@linkplain #batch batch} of chunks.
     *
     * @return how many
     */
    int take(int sizeClass, SlabChunk[] into) {
        int many = fromBay(sizeClass, into);
        if (many == 0) {
            SlabChunk chunk = stacks[sizeClass].pop(batch(sizeClass));
            while (chunk != null) {
                SlabChunk next = chunk.next();
                chunk.next(null);
                into[many++] = chunk;
                chunk = next;
            }
        }
        if (many > 0) {
            unbook((long) many * SizeClass.bytes(sizeClass));
        }
        return many;
    }

    private int fromBay(int sizeClass, SlabChunk[] into) {
        for (Bay each : bays[sizeClass]) {
            int many = each.empty(into);
            if (many > 0) {
                return many;
            }
        }
        return 0;
    }

    /** Takes one. */
    @Nullable
    SlabChunk take(int sizeClass) {
        SlabChunk chunk = stacks[sizeClass].pop();
        if (chunk == null) {
            SlabChunk[] batch = new SlabChunk[batch(sizeClass)];
            int many = fromBay(sizeClass, batch);
            if (many == 0) {
                return null;
            }
            chunk = batch[--many];
            for (int i = 0; i < many; i++) {
                stacks[sizeClass].push(batch[i]);
            }
        }
        unbook(SizeClass.bytes(sizeClass));
        return chunk;
    }

    /** Drops what lies here now, or what of it {@linkplain ChunkRecord#isCold is cold}. Under the lock of {@link Magazines}. */
    void trim(boolean onlyCold) {
        for (int i = 0; i < SizeClass.COUNT; i++) {
            SlabChunk[] batch = new SlabChunk[batch(i)];
            List<SlabChunk> all = new ArrayList<>();
            for (int many = fromBay(i, batch); many > 0; many = fromBay(i, batch)) {
                Collections.addAll(all, Arrays.copyOf(batch, many));
            }
            for (SlabChunk chunk = stacks[i].popAll(); chunk != null; ) {
                SlabChunk next = chunk.next();
                chunk.next(null);
                all.add(chunk);
                chunk = next;
            }
            for (int j = all.size() - 1; j >= 0; j--) { // those from the top come to lie at the top again
                SlabChunk chunk = all.get(j);
                if (onlyCold && !chunk.record.isCold()) {
                    stacks[i].push(chunk);
                } else {
                    unbook(SizeClass.bytes(i));
                    memory.drop(chunk);
                }
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
