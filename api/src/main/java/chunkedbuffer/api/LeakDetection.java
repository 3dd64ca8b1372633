package chunkedbuffer.api;

/**
 * How closely a pool watches for chunks, and {@link Bytes} over them, that become unreachable without having been released.
 *
 * <p>A chunk lost in that way is reported, once for each place, through SLF4J and as an event of Flight Recorder ({@code
 * chunkedbuffer.ChunkLeak}), with the stack of whoever acquired or retained it last; its memory no longer counts as in use. Pools
 * whose options leave it {@link #OFF} are set by the system property {@code chunkedbuffer.leaks}: {@code off}, {@code sampled} or
 * {@code all}.
 */
public enum LeakDetection {

    /** Nothing is watched, and nothing is paid for it. */
    OFF,

    /**
     * One acquisition in 128 is watched: a leak that repeats is found sooner or later, at a cost that production can bear. The
     * stack is that of the last retain whose stack was taken: of the first one and of some others.
     */
    SAMPLED,

    /** Every acquisition is watched, at the cost of a stack for it and for each retain. For tests. */
    ALL
}
