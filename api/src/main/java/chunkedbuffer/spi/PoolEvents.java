package chunkedbuffer.spi;

import chunkedbuffer.api.MemoryKind;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a pool tells Flight Recorder: {@code chunkedbuffer.PoolAllocation}, {@code chunkedbuffer.PoolTrim} and {@code
 * chunkedbuffer.PoolExhaustion}. For implementers of pools, not on the way of what they do often.
 *
 * <p>Where nobody records, or the process is without the module {@code jdk.jfr}, nothing happens, and what is passed as a
 * function is not asked.
 *
 * <p>Safe for any number of threads.
 */
public final class PoolEvents {

    private PoolEvents() {}

    /**
     * Allocates the memory of a chunk, and tells of it.
     *
     * @param pool the provider's name
     * @param kind where the memory is to lie
     * @param capacity its size in bytes
     * @param poolBytes asked afterwards for the bytes of all chunks of the pool, in use and idle, this one included
     * @return the memory
     * @throws OutOfMemoryError if there is none
     */
    public static ByteBuffer allocate(String pool, MemoryKind kind, int capacity, LongSupplier poolBytes) {
        @Nullable Object begun = Recorder.isThere() ? begin() : null;
        ByteBuffer memory = memory(kind, capacity);
        if (begun != null) {
            try {
                PoolAllocationEvent.commit(begun, pool, memory, poolBytes);
            } catch (LinkageError e) {
                Recorder.failed(e);
            }
        }
        return memory;
    }

    private static @Nullable Object begin() {
        try {
            return PoolAllocationEvent.begun();
        } catch (LinkageError e) {
            Recorder.failed(e);
            return null;
        }
    }

    private static ByteBuffer memory(MemoryKind kind, int capacity) {
        return kind == MemoryKind.DIRECT ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
    }

    /**
     * Tells that idle memory was given up.
     *
     * @param pool the provider's name
     * @param bytes how much, about; of 0 or less nothing is told
     * @param reason such as {@code "idle for maxIdleTime"}
     * @param idleBytes asked for what is idle still
     */
    public static void trimmed(String pool, long bytes, String reason, LongSupplier idleBytes) {
        if (Recorder.isThere() && bytes > 0) {
            try {
                PoolTrimEvent.commit(pool, bytes, reason, idleBytes);
            } catch (LinkageError e) {
                Recorder.failed(e);
            }
        }
    }

    /**
     * Tells that no memory was to be had at the pool's bound.
     *
     * @param pool the provider's name
     * @param capacity of the chunk that was sought
     * @param maxTotalBytes the bound
     * @param waitedNanos how long it was waited for
     * @param outcome what became of it, such as {@code "tryAcquire returned null"}
     * @param inUseBytes asked for what is in use
     */
    public static void exhausted(
            String pool, int capacity, long maxTotalBytes, long waitedNanos, String outcome, LongSupplier inUseBytes) {
        if (Recorder.isThere()) {
            try {
                PoolExhaustionEvent.commit(pool, capacity, maxTotalBytes, waitedNanos, outcome, inUseBytes);
            } catch (LinkageError e) {
                Recorder.failed(e);
            }
        }
    }
}
