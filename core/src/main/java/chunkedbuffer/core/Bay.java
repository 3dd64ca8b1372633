package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in the {@link Depot} where one thread leaves a few chunks of one size for another: a step for all of them, and without
 * a look at the chunks, whose cache lines lie with the thread that used them last.
 *
 * <pre>
 *   EMPTY ──CAS──▶ HELD ──▶ FULL ──CAS──▶ HELD ──▶ EMPTY
 * </pre>
 *
 * Who makes it HELD has it alone and passes on by a release store; nobody waits for it.
 */
final class Bay {

    private static final int EMPTY = 0;
    private static final int HELD = 1;
    private static final int FULL = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Bay.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable SlabChunk[] chunks;
    private int count;

    @SuppressWarnings("UnusedVariable") // through STATE
    private int state;

    Bay(int size) {
        chunks = new SlabChunk[size];
    }

    /** Leaves the first {@code many} of some chunks here; false: there is something. */
    boolean fill(SlabChunk[] some, int many) {
        if ((int) STATE.getAcquire(this) != EMPTY || !STATE.compareAndSet(this, EMPTY, HELD)) {
            return false;
        }
        System.arraycopy(some, 0, chunks, 0, many);
        count = many;
        STATE.setRelease(this, FULL);
        return true;
    }

    /** Takes all that is here; 0: nothing. */
    int empty(SlabChunk[] into) {
        if ((int) STATE.getAcquire(this) != FULL || !STATE.compareAndSet(this, FULL, HELD)) {
            return 0;
        }
        int many = count;
        for (int i = 0; i < many; i++) {
            into[i] = Objects.requireNonNull(chunks[i]);
            chunks[i] = null;
        }
        STATE.setRelease(this, EMPTY);
        return many;
    }
}
