package chunkedbuffer.faults;

/**
 * How a {@link FaultProxy} passes bytes on while all goes well.
 *
 * @param mostAtOnce the largest piece; pieces are of random sizes from 1 on
 * @param longestDelayMicros the longest pause before a piece; pauses are of random lengths from 0 on
 * @param seed of all that is random
 */
record Weather(int mostAtOnce, int longestDelayMicros, long seed) {

    static Weather fine() {
        return new Weather(64 * 1024, 0, 0);
    }

    static Weather byteByByte() {
        return new Weather(1, 0, 0);
    }
}
