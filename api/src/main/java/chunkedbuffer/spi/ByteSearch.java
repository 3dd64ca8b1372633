package chunkedbuffer.spi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The search for one byte in a stretch of memory, eight bytes at a step.
 *
 * <p>The step is the "has a zero byte" test on a word whose matching bytes were made zero (Alan Mycroft, 1987; Henry S.
 * Warren, <i>Hacker's Delight</i>, 6-1), in the exact form whose lowest set bit is never a false one.
 */
public final class ByteSearch {
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;

    private ByteSearch() {}

    /**
     * Finds the first {@code b} in a range.
     *
     * @param memory heap or direct; read by index, its position and limit are ignored but for the bounds check, so the limit
     *     must not lie before {@code to}
     * @param from index of the first byte to look at
     * @param to index after the last one
     * @param b the byte
     * @return its index, or -1
     * @throws IndexOutOfBoundsException if the range is not within the limit
     */
    public static int indexOf(ByteBuffer memory, int from, int to, byte b) {
        int at = from;
        if (to - at >= Long.BYTES) {
            long pattern = (b & 0xffL) * ONES;
            boolean big = memory.order() == ByteOrder.BIG_ENDIAN;
            for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
                long word = memory.getLong(at) ^ pattern;
                // A byte of found is 0x80 where the byte of word is 0, else 0: no carry crosses a byte.
                long found = ~(((word & LOW_SEVEN) + LOW_SEVEN) | word | LOW_SEVEN);
                if (found != 0) {
                    return at + ((big ? Long.numberOfLeadingZeros(found) : Long.numberOfTrailingZeros(found)) >>> 3);
                }
            }
        }
        for (; at < to; at++) {
            if (memory.get(at) == b) {
                return at;
            }
        }
        return -1;
    }
}
