package chunkedbuffer.benchmarks.run;

import java.util.Locale;
import java.util.Optional;

/** What a row of this library's is held against. */
enum Against {
    /** How many times as fast as the best peer. */
    BEST_PEER(true, "× the best peer"),
    /** How many times as fast as the best row of Netty's. */
    NETTY(true, "× Netty"),
    /** How many times as long as by hand. */
    LIMIT(false, "× by hand"),
    /** How many times as long as the {@code memchr} of the C library. */
    MEMCHR(false, "× memchr"),
    /** How many times as fast as the {@code memmem} of the C library. */
    MEMMEM(true, "× memmem"),
    /** Bytes allocated. */
    BYTES(false, "B"),
    /** Bytes allocated beyond those by hand, which are the results themselves. */
    BYTES_BEYOND_RESULTS(false, "B beyond the results"),
    /** How many times as long as at a sixteenth of the distance: 16 is linear. */
    SIXTEENTH(false, "× 1/16 of the distance");

    private final boolean atLeast;
    private final String unit;

    Against(boolean atLeast, String unit) {
        this.atLeast = atLeast;
        this.unit = unit;
    }

    /** Empty where the other side was not measured. */
    Optional<Double> measure(Run run, Measured ours) {
        return switch (this) {
            case BEST_PEER -> run.bestPeer(ours.id()).map(ours::advantage);
            case NETTY ->
                run.best(ours.id(), one -> one.peer().startsWith("NETTY")).map(ours::advantage);
            case MEMMEM ->
                run.best(ours.id(), one -> one.peer().contains("MEMMEM")).map(ours::advantage);
            case LIMIT -> run.limit(ours).map(limit -> limit.advantage(ours));
            case MEMCHR ->
                run.best(ours.id(), one -> one.peer().contains("MEMCHR")).map(memchr -> memchr.advantage(ours));
            case BYTES -> Optional.of(ours.bytes());
            case BYTES_BEYOND_RESULTS -> run.find(ours.id(), "LIMIT_ARRAY").map(limit -> ours.bytes() - limit.bytes());
            case SIXTEENTH ->
                run.find(ours.id().replace("distance=1048576", "distance=65536"), ours.peer())
                        .map(near -> ours.figure() / near.figure());
        };
    }

    /** Whether one measured value is worse than another. */
    boolean isWorse(double one, double other) {
        return atLeast ? one < other : one > other;
    }

    /** Whether it is good enough. A harness allocates some bytes of its own now and then. */
    boolean isReached(double value, double bound) {
        return isBytes() ? value < bound + 0.5 : !isWorse(value, bound);
    }

    private boolean isBytes() {
        return this == BYTES || this == BYTES_BEYOND_RESULTS;
    }

    String text(double value) {
        return isBytes() ? String.valueOf(Math.round(value)) : String.format(Locale.ROOT, "%.2f", value);
    }

    String bound(double bound) {
        String number = bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
        return (atLeast ? "≥ " : "≤ ") + number + " " + unit;
    }
}
