package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A lock-free stack of idle chunks of one size that makes no garbage: the chunks are linked to each other.
 *
 * <p><b>State.</b> {@code top} holds the number of the topmost chunk in its low half and a version in its high half; each
 * push and each pop changes the version. {@code next} of a chunk on the stack does not change.
 *
 * <p><b>Why it is safe.</b> A pop reads {@code top}, then chunks and links below it, then swaps {@code top} if it is still
 * the same. When the swap succeeds, no push and no pop happened in between, so that all it read belonged to this stack and
 * stood still. When chunks move meanwhile it may read nonsense (a chunk that is elsewhere by now, a link into another
 * stack, no chunk at all), but then the version is another one and the swap fails. The version wraps after 2^32 changes: a
 * thread would have to stand still for exactly that many between its read and its swap.
 *
 * <p>The swaps have volatile semantics, so whoever pops a chunk sees everything that was done with it before its push.
 *
 * <p>The numbers keep no chunk alive; the record of each chunk on the stack does. It takes hold of the chunk before the swap
 * that pushes it, and lets go after the swap that pops it.
 */
final class ChunkStack {

    private static final VarHandle TOP;
    private static final long NUMBER = 0xFFFF_FFFFL;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(ChunkStack.class, "top", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ChunkTable table;

    @SuppressWarnings("UnusedVariable")
    private long top;

    ChunkStack(ChunkTable table) {
        this.table = table;
    }

    void push(SlabChunk chunk) {
        push(chunk, chunk);
    }

    /** Pushes a chain of chunks, linked by {@code next}, that the caller has; {@code first} comes out first. */
    void push(SlabChunk first, SlabChunk last) {
        for (SlabChunk each = first; each != null && each != last; each = each.next()) {
            each.record.shelved(each);
        }
        last.record.shelved(last);
        for (; ; ) {
            long before = (long) TOP.getAcquire(this);
            int number = (int) before;
            last.next(number == ChunkTable.NONE ? null : table.get(number));
            if (TOP.compareAndSet(this, before, successor(before, first))) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    @Nullable
    SlabChunk pop() {
        return pop(1);
    }

    /**
     * Pops up to {@code most} chunks at once.
     *
     * @return the first of a chain, linked by {@code next} and ended by null; null: the stack is empty
     */
    @Nullable
    SlabChunk pop(int most) {
        for (; ; ) {
            long before = (long) TOP.getAcquire(this);
            if ((int) before == ChunkTable.NONE) {
                return null;
            }
            SlabChunk first = table.get((int) before);
            SlabChunk last = first;
            SlabChunk rest = first == null ? null : first.next();
            for (int n = 1; n < most && rest != null; n++) {
                last = rest;
                rest = rest.next();
            }
            if (last != null && TOP.compareAndSet(this, before, successor(before, rest))) {
                last.next(null);
                takeDown(first);
                return first;
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Pops all that is there.
     *
     * @return as {@link #pop(int)}
     */
    @Nullable
    SlabChunk popAll() {
        for (; ; ) {
            long before = (long) TOP.getAcquire(this);
            if ((int) before == ChunkTable.NONE) {
                return null;
            }
            SlabChunk first = table.get((int) before);
            if (first != null && TOP.compareAndSet(this, before, successor(before, null))) {
                takeDown(first);
                return first;
            }
            Thread.onSpinWait();
        }
    }

    private static void takeDown(@Nullable SlabChunk first) {
        for (SlabChunk each = first; each != null; each = each.next()) {
            each.record.shelved(null);
        }
    }

    boolean isEmpty() {
        return (int) (long) TOP.getAcquire(this) == ChunkTable.NONE;
    }

    private static long successor(long before, @Nullable SlabChunk chunk) {
        int number = chunk == null ? ChunkTable.NONE : chunk.number();
        return (((before >>> Integer.SIZE) + 1) << Integer.SIZE) | (number & NUMBER);
    }
}
