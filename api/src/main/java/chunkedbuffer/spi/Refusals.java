package chunkedbuffer.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a pool has refused for want of memory, for pools: {@link chunkedbuffer.api.ChunkPool#onAvailable} waits for as much as its
 * own thread was refused, as memory for what another one wanted may never come, or be of no use.
 *
 * <p>Safe from any thread.
 */
public final class Refusals {

    @SuppressWarnings("ThreadLocalUsage") // a thread waits for memory of one pool
    private final ThreadLocal<@Nullable Integer> here = new ThreadLocal<>();

    private volatile int last = 1;

    /** Nothing is refused yet. */
    public Refusals() {}

    /**
     * The calling thread was refused a chunk.
     *
     * @param capacity its bytes
     */
    public void add(int capacity) {
        Integer before = here.get();
        last = capacity;
        here.set(before == null ? capacity : Math.min(before, capacity));
    }

    /**
     * The least that the calling thread was refused since it last asked; else what another one was refused last.
     *
     * @return bytes, 1 where nobody was refused
     */
    public int takeLeast() {
        Integer mine = here.get();
        here.remove();
        return mine == null ? last : mine;
    }
}
