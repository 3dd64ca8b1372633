package chunkedbuffer.spi;

/**
 * Whether a wide search is fast yet. Until the compiler has made machine instructions of its vectors each step of it takes a
 * microsecond or more, and to get there costs some 100 ms of processor time, as much as to search 1 GiB in words: a program that
 * ends before it has searched as much shall not pay for it, and none shall wait for it.
 *
 * <p>Three states: at first all is searched in words, and the bytes of the long ones are counted; after {@link #WORTH} bytes each
 * search does a short stretch in vectors and tells how long that took; once it was {@link #FAST}, which only vectors in registers are,
 * all is searched in vectors. Where the compiler does not get so far, it stays at words after {@link #MOST} trials.
 *
 * <p>Any number of threads at once: counts that get lost, and states that are seen late, only put things off.
 */
final class WideTrial {
    /** Bytes of one trial. */
    static final int LENGTH = 1024;

    /** Bytes to be searched in words first. */
    private static final long WORTH = 1L << 30;

    /**
     * Nanoseconds that a trial takes at most when its vectors are in registers: 30, but for the clock. Where the compiler left
     * them on the heap it takes 190 or more, longer than in words ({@code SearchBenchmark.newline} with vectors).
     */
    private static final long FAST = 100;

    private static final int MOST = 50_000;

    /** Searches that are shorter are not counted: they would gain little, and counting costs. */
    private static final int LONG = 512;

    private long searched;
    private int trials;
    private boolean passed;

    boolean isPassed() {
        return passed;
    }

    /** Whether the next {@link #LENGTH} bytes of so many are to be searched in vectors, for a trial. */
    boolean isDue(int length) {
        return searched >= WORTH && trials < MOST && length >= LENGTH;
    }

    void took(long nanos) {
        trials++;
        if (nanos < FAST) {
            passed = true;
        }
    }

    /** So many bytes were searched in words. */
    void didWithout(int length) {
        if (length >= LONG && searched < WORTH) {
            searched += length;
        }
    }
}
