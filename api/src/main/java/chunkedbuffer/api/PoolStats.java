package chunkedbuffer.api;

/**
 * The counters of a {@link ChunkPool} at about one moment.
 *
 * <p>Each counter is exact, but they are not read in one step: while other threads use the pool, two of them may differ by
 * what happened in between. On a pool at rest {@code inUse} is {@code acquired - released}.
 *
 * @param acquired how many chunks were handed out, since the pool was made
 * @param released how many chunks came back, since the pool was made
 * @param allocated how many chunks were newly made because no idle one fitted, since the pool was made
 * @param inUse how many chunks are handed out now
 * @param inUseBytes the capacity of the chunks that are handed out now, in bytes
 * @param idleBytes the capacity of the chunks that wait in the pool now, in bytes
 */
public record PoolStats(long acquired, long released, long allocated, long inUse, long inUseBytes, long idleBytes) {}
