package chunkedbuffer.core;

import java.nio.ByteBuffer;

/**
 * Up to sixteen hexadecimal digits in a row, eight at a step, without a branch for each; the fellow of {@link Digits} ({@code
 * NumberBenchmark.hexadecimal}).
 *
 * <p>A word is read with its first byte lowest. Comparisons are additions to bytes whose highest bit was cleared, which
 * therefore do not carry into the next: that bit tells the outcome (Henry S. Warren, <i>Hacker's Delight</i>, 6-1).
 */
final class HexDigits {
    /** As many as {@link #count} counts to. */
    static final int MOST = 16;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;
    private static final long LOWER_CASE = 0x20 * ONES;
    private static final long LOWER_HALVES = 0x0f * ONES;

    private HexDigits() {}

    static boolean isDigit(byte letter) {
        return letter >= 0 && Character.digit(letter, 16) >= 0;
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
            return index > memory.capacity() - Long.BYTES ? 0 : count(memory.getLong(index)) % Long.BYTES;
        }
        int count = count(memory.getLong(index));
        return count < Long.BYTES ? count : Long.BYTES + count(memory.getLong(index + Long.BYTES));
    }

    private static int count(long word) {
        long letters = word & ~HIGHEST;
        long small = letters | LOWER_CASE;
        long digits = (from(letters, '0') & ~from(letters, '9' + 1)) | (from(small, 'a') & ~from(small, 'f' + 1));
        return Long.numberOfTrailingZeros((~digits | word) & HIGHEST) >>> 3;
    }

    /** The highest bit of each byte that is not below the least; all are below 128. */
    private static long from(long letters, int least) {
        return letters + (0x80 - least) * ONES;
    }

    /** The number that so many digits make, as {@link #count} counted them: 1 or more. It is unsigned. */
    static long value(ByteBuffer memory, int index, int count) {
        long first = memory.getLong(index);
        if (count <= Long.BYTES) {
            return value(first, count);
        }
        int more = count - Long.BYTES;
        return (value(first, Long.BYTES) << (4 * more)) | value(memory.getLong(index + Long.BYTES), more);
    }

    /** Zeros come before the digits, from below, and what is behind them falls out above. */
    private static long value(long word, int count) {
        long digits = word << (Long.SIZE - Byte.SIZE * count);
        long halves = (digits & LOWER_HALVES) + 9 * ((digits >>> 6) & ONES); // letters have bit 6, and a 1 below for 10
        long pairs = (halves << 4 | halves >>> 8) & 0x00ff00ff00ff00ffL;
        long fours = (pairs << 8 | pairs >>> 16) & 0x0000ffff0000ffffL;
        return (fours << 16 | fours >>> 32) & 0xffffffffL;
    }
}
