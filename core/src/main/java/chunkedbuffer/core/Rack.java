package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The idle chunks of one size in an {@link OwnMagazine}, which says who may do what here.
 */
final class Rack {

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(SlabChunk[].class);
    private static final VarHandle TOP;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(Rack.class, "top", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Of a chunk, in bytes. */
    final int size;

    private final SlabChunk[] slots;

    /** The owner, as long as the shortest way is allowed; empty: it is not. */
    private final WeakReference<Thread> shortcut;

    /** How many chunks there may be. The owner's. */
    int limit;

    /** How many slots, from 0, may hold an idle chunk. Written by the owner. */
    int top;

    Rack(int size, int slots, WeakReference<Thread> shortcut) {
        this.size = size;
        this.slots = new SlabChunk[slots];
        this.shortcut = shortcut;
    }

    /** Whether {@link #takeQuickly} and {@link #putQuickly} are for this thread. */
    boolean isShortcutFor(Thread thread) {
        return shortcut.refersTo(thread);
    }

    /** Takes a chunk and makes it one that is out; null: there is none on top. */
    @Nullable
    SlabChunk takeQuickly() {
        int slot = top - 1;
        if (slot < 0) {
            return null;
        }
        SlabChunk chunk = (SlabChunk) SLOTS.getOpaque(slots, slot);
        TOP.setOpaque(this, slot);
        return chunk == null ? null : chunk.goOut(this);
    }

    /** Puts a chunk; false: there is no room. */
    boolean putQuickly(SlabChunk chunk) {
        if (top >= limit) {
            return false;
        }
        put(chunk);
        return true;
    }

    /** Puts a chunk where the owner knows that there is room. */
    void put(SlabChunk chunk) {
        int slot = top;
        if (SLOTS.getOpaque(slots, slot) != chunk) {
            SLOTS.setRelease(slots, slot, chunk);
        }
        TOP.setRelease(this, slot + 1);
    }

    /** For the owner, where no other thread hands out what is here. */
    @Nullable
    SlabChunk takeOut(int slot) {
        SlabChunk chunk = (SlabChunk) SLOTS.getOpaque(slots, slot);
        SLOTS.setOpaque(slots, slot, null);
        return chunk;
    }

    /** For anybody: what was there is the caller's alone, if others take it in this way only. */
    @Nullable
    SlabChunk exchange(int slot) {
        return (SlabChunk) SLOTS.getAndSet(slots, slot, null);
    }

    /** For anybody: takes out what was seen there. */
    boolean empty(int slot, SlabChunk seen) {
        return SLOTS.compareAndSet(slots, slot, seen, null);
    }

    @Nullable
    SlabChunk slot(int slot) {
        return (SlabChunk) SLOTS.getAcquire(slots, slot);
    }

    void slot(int slot, SlabChunk chunk) {
        SLOTS.setRelease(slots, slot, chunk);
    }

    void top(int changed) {
        TOP.setOpaque(this, changed);
    }

    int top() {
        return (int) TOP.getAcquire(this);
    }

    int length() {
        return slots.length;
    }

    /** The rack is empty: what its slots still refer to is out, or with others. */
    void forgetWhatIsOut() {
        for (int i = top; i < slots.length && SLOTS.getOpaque(slots, i) != null; i++) {
            SLOTS.setOpaque(slots, i, null);
        }
    }
}
