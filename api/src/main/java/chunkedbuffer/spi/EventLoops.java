package chunkedbuffer.spi;

/**
 * Tells the threads that run a transport's event loop from all others.
 *
 * <p>A transport calls {@link #enter()} as the first thing on each of its loop threads and {@link #exit()} as the last. A
 * {@link chunkedbuffer.api.ChunkPool} asks {@link #isLoop()} before it would wait for memory: one loop serves many
 * connections, and the memory waited for may well be in the hands of another connection on the same loop. There {@link
 * chunkedbuffer.api.ChunkPool#acquire(int)} fails at once with {@link chunkedbuffer.api.PoolExhaustedException}.
 *
 * <p>All methods concern the calling thread only.
 */
public final class EventLoops {

    private static final ThreadLocal<Boolean> LOOP = new ThreadLocal<>();

    private EventLoops() {}

    /** Marks the calling thread as a loop, until {@link #exit()}. Calling it again has no further effect. */
    public static void enter() {
        LOOP.set(Boolean.TRUE);
    }

    /** Takes the mark off the calling thread; without effect when there is none. */
    public static void exit() {
        LOOP.remove();
    }

    /**
     * Whether the calling thread is marked as a loop, and so must not wait.
     *
     * @return {@code true} between {@link #enter()} and {@link #exit()}
     */
    public static boolean isLoop() {
        return LOOP.get() != null;
    }
}
