package chunkedbuffer.core;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for memory in a {@link WaitingLine}. Answered once, under the line's lock, with a chunk or a failure.
 */
final class MemoryRequest {

    final int sizeClass;
    final int capacity;
    private final Thread thread = Thread.currentThread();
    private @Nullable SlabChunk chunk;
    private @Nullable Throwable failure;

    /** Written after the answer, read before it. */
    private volatile boolean answered;

    MemoryRequest(int sizeClass, int capacity) {
        this.sizeClass = sizeClass;
        this.capacity = capacity;
    }

    void answer(SlabChunk found) {
        chunk = found;
        answered = true;
        LockSupport.unpark(thread);
    }

    void fail(Throwable cause) {
        failure = cause;
        answered = true;
        LockSupport.unpark(thread);
    }

    boolean isAnswered() {
        return answered;
    }

    /**
     * The answer.
     *
     * @return null: there is none yet
     */
    @Nullable
    SlabChunk result() {
        if (!answered) {
            return null;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return chunk;
    }

    /**
     * Waits for the answer.
     *
     * @throws InterruptedException if the thread was interrupted before the answer came
     */
    void await(long nanos) throws InterruptedException {
        long start = System.nanoTime();
        while (!answered) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long left = nanos - (System.nanoTime() - start);
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }
}
