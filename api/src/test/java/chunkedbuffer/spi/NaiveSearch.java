package chunkedbuffer.spi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** What searches are compared with, and the memory they have to work on. */
final class NaiveSearch {
    private static final int LONGEST = 4096;

    /** One for all, since to allocate direct memory takes longer than to search it. */
    private static final ByteBuffer DIRECT = ByteBuffer.allocateDirect(LONGEST);

    private NaiveSearch() {}

    static int indexOf(byte[] text, int from, int to, byte[] needle) {
        for (int at = from; at <= to - needle.length; at++) {
            if (isAt(text, at, needle, needle.length)) {
                return at;
            }
        }
        return -1;
    }

    /** The longest beginning of the needle, not all of it, that the range ends with. */
    static int border(byte[] text, int from, int to, byte[] needle) {
        for (int count = Math.min(needle.length - 1, to - from); count > 0; count--) {
            if (isAt(text, to - count, needle, count)) {
                return count;
            }
        }
        return 0;
    }

    private static boolean isAt(byte[] text, int at, byte[] needle, int count) {
        for (int i = 0; i < count; i++) {
            if (text[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of an alphabet of a few, so that there is much to find; among them all that differ in one bit or by one. */
    static byte[] text(Random random, int length) {
        byte[] letters = {'a', 'b', 0, (byte) 0x80, (byte) 0xff, 1, 'a' ^ 1, (byte) ('a' ^ 0x80)};
        int kinds = 1 + random.nextInt(random.nextBoolean() ? 2 : letters.length);
        int shift = random.nextInt(letters.length);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = letters[(random.nextInt(kinds) + shift) % letters.length];
        }
        int period = random.nextInt(6);
        for (int i = period; period > 0 && i < length; i++) {
            if (random.nextInt(50) > 0) {
                text[i] = text[i - period];
            }
        }
        return text;
    }

    /**
     * A buffer of any kind that holds the text from the index on that its position is; after the limit there is no memory. Good
     * until the next one is made.
     */
    static ByteBuffer memory(Random random, byte[] text) {
        int before = random.nextInt(17);
        int capacity = before + text.length;
        int cut = random.nextInt(5);
        ByteBuffer whole = random.nextBoolean() ? ByteBuffer.allocate(cut + capacity) : DIRECT.slice(0, cut + capacity);
        ByteBuffer memory = random.nextBoolean() ? whole.slice(cut, capacity) : whole;
        memory.put(before, text).position(before).limit(before + text.length);
        if (random.nextInt(4) == 0) {
            memory = memory.asReadOnlyBuffer();
        }
        return memory.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
}
