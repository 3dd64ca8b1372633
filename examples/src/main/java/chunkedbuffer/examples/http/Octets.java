package chunkedbuffer.examples.http;

import chunkedbuffer.api.Bytes;

/** What HTTP's grammar says of single bytes and runs of them, where they lie. Ranges are from, inclusive, to, exclusive. */
final class Octets {

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = '!'; c <= '~'; c++) {
            TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
    }

    private Octets() {}

    /** Whether a name of a method or a header field may contain it. */
    static boolean isToken(byte b) {
        return b >= 0 && TOKEN[b];
    }

    /** Whether a request target may contain it. */
    static boolean isVisible(byte b) {
        return b > ' ' && b < 0x7f;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Whether a header field's value may be so: a line end or a NUL in it would be read differently by somebody else. */
    static boolean isText(Bytes in, long from, long to) {
        long at = from;
        while (to - at >= Long.BYTES) {
            long eight = in.getLong(at);
            if ((anyBelow(eight, ' ') | anyBelow(eight ^ 0x7f * ONES, 1)) != 0) {
                break; // may be a tab, which is good
            }
            at += Long.BYTES;
        }
        for (; at < to; at++) {
            byte b = in.get(at);
            if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Not 0 if one of eight bytes is below a limit of at most 128. */
    private static long anyBelow(long eight, int limit) {
        return (eight - limit * ONES) & ~eight & HIGH_BITS;
    }

    static boolean same(Bytes in, long from, long to, byte[] expected) {
        if (to - from != expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (in.get(from + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #same}, for tokens in any case. */
    static boolean sameIgnoringCase(Bytes in, long from, long to, byte[] lowerCase) {
        if (to - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = in.get(from + i);
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }
}
