package chunkedbuffer.core;

import java.nio.ByteBuffer;

/**
 * Up to sixteen decimal digits in a row, eight at a step, without a branch for each: 12 instead of 44 ns for a number of Redis
 * ({@code NumberBenchmark.decimal}).
 *
 * <p>A word is read with its first byte lowest. Where its digits end, the carry of an addition shows; above that byte the marks
 * may be wrong. Eight digits become a number by three multiplications: neighbours are joined to pairs, pairs to fours, fours to
 * eight (Daniel Lemire, <i>Quickly parsing eight digits</i>, 2018, who credits Johnny Lee).
 */
final class Digits {
    /** As many as {@link #count} counts to. */
    static final int MOST = 16;

    private static final long ZEROS = 0x3030303030303030L;

    /** Added to a byte from 0 to 9 it leaves the upper half 0; to one from 10 to 15 it does not. */
    private static final long SIXES = 0x0606060606060606L;

    private static final long UPPER_HALVES = 0xf0f0f0f0f0f0f0f0L;

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private Digits() {}

    static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    /**
     * How many digits stand in a row; 0 also where memory ends too soon to look at words.
     *
     * @param memory little-endian; what stands behind the digits may be anything, and change
     * @param index of the first
     * @return up to {@link #MOST}, behind which there may be more
     */
    static int count(ByteBuffer memory, int index) {
        if (index > memory.capacity() - MOST) {
            return index > memory.capacity() - Long.BYTES ? 0 : count(memory.getLong(index) ^ ZEROS) % Long.BYTES;
        }
        int count = count(memory.getLong(index) ^ ZEROS);
        return count < Long.BYTES ? count : Long.BYTES + count(memory.getLong(index + Long.BYTES) ^ ZEROS);
    }

    private static int count(long word) {
        return Long.numberOfTrailingZeros((word | (word + SIXES)) & UPPER_HALVES) >>> 3;
    }

    /** The number that so many digits make, as {@link #count} counted them: 1 or more. */
    static long value(ByteBuffer memory, int index, int count) {
        long first = memory.getLong(index) ^ ZEROS;
        if (count < Long.BYTES) {
            return value(first, count);
        }
        int more = count - Long.BYTES;
        long value = eight(first);
        return more == 0 ? value : value * POWERS[more] + value(memory.getLong(index + Long.BYTES) ^ ZEROS, more);
    }

    /** Zeros come before the digits, from below, and what is behind them falls out above. */
    private static long value(long word, int count) {
        return eight(word << (Long.SIZE - Byte.SIZE * count));
    }

    private static long eight(long word) {
        long pairs = word * 10 + (word >>> 8);
        long high = (pairs & 0x000000ff000000ffL) * 0x000f424000000064L;
        long low = ((pairs >>> 16) & 0x000000ff000000ffL) * 0x0000271000000001L;
        return (high + low) >>> 32;
    }
}
