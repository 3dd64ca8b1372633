package chunkedbuffer.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The search for one byte in a stretch of memory, by words of eight bytes.
 *
 * <p>A word whose matching bytes were made zero is tested for a zero byte (Alan Mycroft, 1987; Henry S. Warren, <i>Hacker's
 * Delight</i>, 6-1). Words are read with the first byte lowest: there the short form of the test is right for the first match,
 * and only above it may be wrong.
 *
 * <p>The first four words are one step. Where in it the match lies is found without a branch, since the distance to the end of a
 * short line is what no branch predictor guesses: the marks of a word are gathered in one byte by a multiplication. Behind them
 * single words are looked at, a loop so small that the compiler takes its checks out; in an array steps of four again from 1 KiB
 * on, which the compiler does as well by in a method of their own. Against steps throughout, lines of 1000 bytes take 25 to 30 %
 * less, a match 64 KiB away 13 to 28 % ({@code MessageBenchmark.look}, {@code SearchBenchmark.newline}).
 *
 * <p>Direct memory is read by {@link ByteBuffer#getLong(int)}, since the view of a {@link VarHandle}, which has to be good for
 * heap memory too, takes 5 % longer at 256 bytes and 12 % at 4 KiB ({@code SearchBenchmark.newline}).
 */
public final class ByteSearch {
    private static final VarHandle HEAP = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long LOWS = 0x7f7f7f7f7f7f7f7fL;
    private static final long HIGHS = 0x8080808080808080L;

    /** Times a word with marks in the lowest bit of bytes: the highest byte has the marks as its bits, in the same order. */
    private static final long GATHER = 0x0102040810204080L;

    /** Bytes of a block whose places fit in a word of bits. */
    public static final int BLOCK = Long.SIZE;

    private static final int STEP = 4 * Long.BYTES;

    /** Bytes of an array in which single words are looked at. */
    private static final int NEAR = 1024;

    private ByteSearch() {}

    /**
     * Finds the first {@code b} in a range.
     *
     * @param memory heap or direct; read by index, its position and limit are ignored but for the bounds check, so the limit
     *     must not lie before {@code to}; direct memory costs the least if its order is little-endian
     * @param from index of the first byte to look at
     * @param to index after the last one
     * @param b the byte
     * @return its index, or -1
     * @throws IndexOutOfBoundsException if the range is not within the limit
     */
    public static int indexOf(ByteBuffer memory, int from, int to, byte b) {
        int near = WideSearch.isFor(memory, from, to) ? from + WideSearch.NEAR : to;
        int found = inWords(memory, from, near, pattern(b));
        return found >= 0 || near == to ? found : WideSearch.indexOf(memory, near, to, b);
    }

    /**
     * Where in a block of {@link #BLOCK} bytes a byte stands, all its places at once: for who will ask for the next one soon, and
     * the one behind it.
     *
     * @param memory heap or direct; as for {@link #indexOf}
     * @param from index of the first byte of the block, all of which is there
     * @param b the byte
     * @return a bit for each byte of the block, the lowest for the first: set where it is {@code b}
     * @throws IndexOutOfBoundsException if the block is not within the limit
     */
    public static long places(ByteBuffer memory, int from, byte b) {
        long pattern = pattern(b);
        if (memory.hasArray()) {
            return inArray(memory.array(), from + memory.arrayOffset(), pattern);
        }
        ByteBuffer words = littleEndian(memory);
        return bits(words.getLong(from) ^ pattern)
                | bits(words.getLong(from + 8) ^ pattern) << 8
                | bits(words.getLong(from + 16) ^ pattern) << 16
                | bits(words.getLong(from + 24) ^ pattern) << 24
                | bits(words.getLong(from + 32) ^ pattern) << 32
                | bits(words.getLong(from + 40) ^ pattern) << 40
                | bits(words.getLong(from + 48) ^ pattern) << 48
                | bits(words.getLong(from + 56) ^ pattern) << 56;
    }

    private static long inArray(byte[] memory, int from, long pattern) {
        return bits((long) HEAP.get(memory, from) ^ pattern)
                | bits((long) HEAP.get(memory, from + 8) ^ pattern) << 8
                | bits((long) HEAP.get(memory, from + 16) ^ pattern) << 16
                | bits((long) HEAP.get(memory, from + 24) ^ pattern) << 24
                | bits((long) HEAP.get(memory, from + 32) ^ pattern) << 32
                | bits((long) HEAP.get(memory, from + 40) ^ pattern) << 40
                | bits((long) HEAP.get(memory, from + 48) ^ pattern) << 48
                | bits((long) HEAP.get(memory, from + 56) ^ pattern) << 56;
    }

    /** A bit for each byte of a word: set if it is 0. Unlike {@link #marks} it is right for all of them. */
    private static long bits(long word) {
        long low = (word & LOWS) + LOWS;
        return ((~(low | word | LOWS) >>> 7) * GATHER) >>> 56;
    }

    static int inWords(ByteBuffer memory, int from, int to, long pattern) {
        if (memory.hasArray()) {
            int shift = memory.arrayOffset();
            int found = inArray(memory.array(), from + shift, to + shift, pattern);
            return found < 0 ? found : found - shift;
        }
        return inBuffer(littleEndian(memory), from, to, pattern);
    }

    private static int inArray(byte[] memory, int from, int to, long pattern) {
        int near = to - from > NEAR ? from + NEAR : to;
        int at = from;
        if (at <= near - STEP) {
            long first = marks((long) HEAP.get(memory, at) ^ pattern);
            long second = marks((long) HEAP.get(memory, at + 8) ^ pattern);
            long third = marks((long) HEAP.get(memory, at + 16) ^ pattern);
            long fourth = marks((long) HEAP.get(memory, at + 24) ^ pattern);
            if (found(first | second | third | fourth)) {
                return at + place(first, second, third, fourth);
            }
            at += STEP;
        }
        for (; at <= near - Long.BYTES; at += Long.BYTES) {
            long marks = marks((long) HEAP.get(memory, at) ^ pattern);
            if (found(marks)) {
                return at + place(marks);
            }
        }
        if (near < to) {
            return inSteps(memory, at, to, pattern);
        }
        for (; at < to; at++) {
            if (memory[at] == (byte) pattern) {
                return at;
            }
        }
        return -1;
    }

    /** The same by steps alone. */
    private static int inSteps(byte[] memory, int from, int to, long pattern) {
        int at = from;
        for (; at <= to - STEP; at += STEP) {
            long first = marks((long) HEAP.get(memory, at) ^ pattern);
            long second = marks((long) HEAP.get(memory, at + 8) ^ pattern);
            long third = marks((long) HEAP.get(memory, at + 16) ^ pattern);
            long fourth = marks((long) HEAP.get(memory, at + 24) ^ pattern);
            if (found(first | second | third | fourth)) {
                return at + place(first, second, third, fourth);
            }
        }
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long marks = marks((long) HEAP.get(memory, at) ^ pattern);
            if (found(marks)) {
                return at + place(marks);
            }
        }
        for (; at < to; at++) {
            if (memory[at] == (byte) pattern) {
                return at;
            }
        }
        return -1;
    }

    private static int inBuffer(ByteBuffer memory, int from, int to, long pattern) {
        int at = from;
        if (at <= to - STEP) {
            long first = marks(memory.getLong(at) ^ pattern);
            long second = marks(memory.getLong(at + 8) ^ pattern);
            long third = marks(memory.getLong(at + 16) ^ pattern);
            long fourth = marks(memory.getLong(at + 24) ^ pattern);
            if (found(first | second | third | fourth)) {
                return at + place(first, second, third, fourth);
            }
            at += STEP;
        }
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long marks = marks(memory.getLong(at) ^ pattern);
            if (found(marks)) {
                return at + place(marks);
            }
        }
        for (; at < to; at++) {
            if (memory.get(at) == (byte) pattern) {
                return at;
            }
        }
        return -1;
    }

    /** The memory itself, or a view of it, to read words from with the first byte lowest. */
    static ByteBuffer littleEndian(ByteBuffer memory) {
        return memory.order() == ByteOrder.LITTLE_ENDIAN
                ? memory
                : memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Eight times the byte. */
    static long pattern(byte b) {
        return (b & 0xffL) * ONES;
    }

    /** The highest bit of a byte is set if it is the first 0 in the word; before that none is, whatever the other bits are. */
    static long marks(long word) {
        return (word - ONES) & ~word;
    }

    /** Whether there is a mark in a word, or in the union of several. */
    static boolean found(long marks) {
        return (marks & HIGHS) != 0;
    }

    /** Index of the first byte with a mark. */
    static int place(long marks) {
        return Long.numberOfTrailingZeros(marks & HIGHS) >>> 3;
    }

    /** The same, for four words. */
    static int place(long first, long second, long third, long fourth) {
        long low = gather(first) | (gather(second) << 8);
        long high = (gather(third) << 16) | (gather(fourth) << 24);
        return Long.numberOfTrailingZeros(low | high);
    }

    private static long gather(long marks) {
        return (((marks & HIGHS) >>> 7) * GATHER) >>> 56;
    }
}
