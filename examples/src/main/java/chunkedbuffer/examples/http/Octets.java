package chunkedbuffer.examples.http;

import chunkedbuffer.api.Bytes;

/**
 * What HTTP's grammar says of single bytes and runs of them, where they lie. Ranges are from, inclusive, to, exclusive.
 *
 * <p>Runs are looked at eight bytes at a step: a sum or a difference of all eight has a bit of each in the highest place of its
 * byte (Henry S. Warren, <i>Hacker's Delight</i>, 6-1).
 */
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

    static boolean isHexDigit(byte b) {
        return Character.digit(b, 16) >= 0;
    }

    /** Where a run of spaces ends. */
    static long spacesEnd(Bytes in, long from, long to) {
        long at = from;
        while (at < to && isSpace(in.get(at))) {
            at++;
        }
        return at;
    }

    /** Where a run of what a token may contain ends: letters eight at a step, the rest of it one by one. */
    static long tokenEnd(Bytes in, long from, long to) {
        long at = from;
        while (at < to) {
            long other = otherThanLetters(eight(in, at));
            if (other == 0) {
                at += Long.BYTES;
            } else {
                at += Long.numberOfLeadingZeros(other) >>> 3;
                if (at >= to || !isToken(in.get(at))) {
                    break;
                }
                at++;
            }
        }
        return Math.min(at, to);
    }

    /** Where a run of what a request target may contain ends. */
    static long visibleEnd(Bytes in, long from, long to) {
        long at = from;
        while (at < to) {
            long other = otherThanVisible(eight(in, at));
            if (other != 0) {
                at += Long.numberOfLeadingZeros(other) >>> 3;
                break;
            }
            at += Long.BYTES;
        }
        return Math.min(at, to);
    }

    /** Whether a header field's value may be so: a line end or a NUL in it would be read differently by somebody else. */
    static boolean isText(Bytes in, long from, long to) {
        long at = from;
        while (to - at >= Long.BYTES) {
            long word = in.getLong(at);
            if ((below(word, ' ') | below(word ^ 0x7f * ONES, 1)) != 0) {
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

    /** The next eight bytes, the first of them highest; 0 for those that are not there. */
    static long eight(Bytes in, long at) {
        return in.length() - at >= Long.BYTES ? in.getLong(at) : fewer(in, at);
    }

    private static long fewer(Bytes in, long at) {
        long word = 0;
        int shift = Long.SIZE;
        for (long i = at; i < in.length(); i++) {
            shift -= Byte.SIZE;
            word |= (in.get(i) & 0xffL) << shift;
        }
        return word;
    }

    /** The high bit of each byte that is no letter. */
    private static long otherThanLetters(long word) {
        long small = (word | 0x20 * ONES) & ~HIGH_BITS;
        return ~(atLeast(small, 'a') & ~atLeast(small, 'z' + 1) & ~word) & HIGH_BITS;
    }

    /** The high bit of each byte that is not {@linkplain #isVisible visible}. */
    private static long otherThanVisible(long word) {
        long low = word & ~HIGH_BITS;
        return ~(atLeast(low, ' ' + 1) & ~atLeast(low, 0x7f) & ~word) & HIGH_BITS;
    }

    /** The high bit of each byte that is not below a limit, all of them being below 128: nothing is carried from one to the next. */
    private static long atLeast(long low, int limit) {
        return low + (0x80 - limit) * ONES;
    }

    /** Not 0 if one of eight bytes is below a limit of at most 128. */
    private static long below(long word, int limit) {
        return (word - limit * ONES) & ~word & HIGH_BITS;
    }
}
