package chunkedbuffer.api;

/**
 * How closely a pool watches for chunks that become unreachable without having been released.
 *
 * <p>A chunk lost in that way is reported through SLF4J with the place where it was acquired.
 */
public enum LeakDetection {

    /** Nothing is watched, and nothing is paid for it. For production. */
    OFF,

    /** A small share of the acquisitions is watched: a leak that repeats is found sooner or later, at little cost. */
    SAMPLED,

    /** Every acquisition is watched, at the cost of a stack trace each. For tests. */
    ALL
}
