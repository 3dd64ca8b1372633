package chunkedbuffer.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The search for one byte with another a given number of bytes behind it, the ends of a sequence: with the steps of {@link
 * ByteSearch}, at two places at once.
 *
 * <p>Direct memory, too, is read in steps only at first (13 to 25 % less: {@code SearchBenchmark.hostile}, {@code word}).
 *
 * <p>A byte of the union of both words is zero where both bytes match, so that one test of it does for two.
 */
final class PairSearch {
    private static final VarHandle HEAP = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int STEP = 4 * Long.BYTES;

    private PairSearch() {}

    /**
     * Finds the first pair.
     *
     * @param memory as for {@link ByteSearch#indexOf}
     * @param from index of the first byte to look at
     * @param to index after the last one, which the second of the pair must lie before
     * @param first the first byte
     * @param second the second one
     * @param distance from the first to the second, 0 or more
     * @return the index of the first byte, or -1
     * @throws IndexOutOfBoundsException if the range is not within the limit
     */
    static int indexOf(ByteBuffer memory, int from, int to, byte first, byte second, int distance) {
        int near = WideSearch.isFor(memory, from, to - distance) ? from + WideSearch.NEAR + distance : to;
        int found = inWords(memory, from, near, ByteSearch.pattern(first), ByteSearch.pattern(second), distance);
        return found >= 0 || near == to
                ? found
                : WideSearch.indexOf(memory, near - distance, to, first, second, distance);
    }

    static int inWords(ByteBuffer memory, int from, int to, long pattern, long behind, int distance) {
        if (memory.hasArray()) {
            int shift = memory.arrayOffset();
            int found = inArray(memory.array(), from + shift, to + shift, pattern, behind, distance);
            return found < 0 ? found : found - shift;
        }
        return inBuffer(ByteSearch.littleEndian(memory), from, to, pattern, behind, distance);
    }

    private static int inArray(byte[] memory, int from, int to, long pattern, long behind, int distance) {
        int end = to - distance;
        int at = from;
        for (; at <= end - STEP; at += STEP) {
            long first = marks(memory, at, pattern, behind, distance);
            long second = marks(memory, at + 8, pattern, behind, distance);
            long third = marks(memory, at + 16, pattern, behind, distance);
            long fourth = marks(memory, at + 24, pattern, behind, distance);
            if (ByteSearch.found(first | second | third | fourth)) {
                return at + ByteSearch.place(first, second, third, fourth);
            }
        }
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long marks = marks(memory, at, pattern, behind, distance);
            if (ByteSearch.found(marks)) {
                return at + ByteSearch.place(marks);
            }
        }
        for (; at < end; at++) {
            if (memory[at] == (byte) pattern && memory[at + distance] == (byte) behind) {
                return at;
            }
        }
        return -1;
    }

    private static long marks(byte[] memory, int at, long pattern, long behind, int distance) {
        return ByteSearch.marks(
                ((long) HEAP.get(memory, at) ^ pattern) | ((long) HEAP.get(memory, at + distance) ^ behind));
    }

    private static int inBuffer(ByteBuffer memory, int from, int to, long pattern, long behind, int distance) {
        int end = to - distance;
        int at = from;
        if (at <= end - STEP) {
            long first = marks(memory, at, pattern, behind, distance);
            long second = marks(memory, at + 8, pattern, behind, distance);
            long third = marks(memory, at + 16, pattern, behind, distance);
            long fourth = marks(memory, at + 24, pattern, behind, distance);
            if (ByteSearch.found(first | second | third | fourth)) {
                return at + ByteSearch.place(first, second, third, fourth);
            }
            at += STEP;
        }
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long marks = marks(memory, at, pattern, behind, distance);
            if (ByteSearch.found(marks)) {
                return at + ByteSearch.place(marks);
            }
        }
        for (; at < end; at++) {
            if (memory.get(at) == (byte) pattern && memory.get(at + distance) == (byte) behind) {
                return at;
            }
        }
        return -1;
    }

    private static long marks(ByteBuffer memory, int at, long pattern, long behind, int distance) {
        return ByteSearch.marks((memory.getLong(at) ^ pattern) | (memory.getLong(at + distance) ^ behind));
    }
}
