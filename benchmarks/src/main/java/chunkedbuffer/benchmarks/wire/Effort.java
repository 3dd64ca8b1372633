package chunkedbuffer.benchmarks.wire;

/**
 * How long it is measured.
 *
 * @param forks how often each server is started anew, as a process settles on one way of compiling
 * @param rounds in each of them
 * @param seconds of one measurement
 * @param warmup seconds of load before the first one
 * @param connections that are idle
 * @param volume of a stream, in bytes
 */
record Effort(int forks, int rounds, int seconds, int warmup, int connections, long volume) {
    static final Effort QUICK = new Effort(1, 3, 1, 3, 10_000, 1L << 30);
    static final Effort FULL = new Effort(3, 5, 4, 10, 10_000, 1L << 30);

    @Override
    public String toString() {
        return String.format(
                "%d %s of each server, %d rounds of %d s in each after %d s of load",
                forks, forks == 1 ? "start" : "starts", rounds, seconds, warmup);
    }
}
