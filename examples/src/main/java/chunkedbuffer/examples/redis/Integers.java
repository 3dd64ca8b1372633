package chunkedbuffer.examples.redis;

import chunkedbuffer.api.Bytes;

/** Integers as Redis reads and writes them: in the shortest form, without a plus sign or a leading zero. */
final class Integers {

    /** Of any number of 64 bits, the sign counted. */
    static final int MAX_LENGTH = 20;

    private Integers() {}

    /**
     * Reads one.
     *
     * @throws NumberFormatException if it is none, or in another form, or has more than 64 bits
     */
    static long parse(Bytes in, long from, long to) {
        long length = to - from;
        if (length == 0 || length > MAX_LENGTH) {
            throw new NumberFormatException(length + " bytes, where a number has 1 to " + MAX_LENGTH);
        }
        boolean negative = in.get(from) == '-';
        long first = negative ? from + 1 : from;
        if (first == to || (in.get(first) == '0' && length > 1)) {
            throw new NumberFormatException("not in the shortest form");
        }
        long value = 0; // negative while it is read, as there is one more negative number than there are positive ones
        for (long at = first; at < to; at++) {
            int digit = in.get(at) - '0';
            if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                throw new NumberFormatException("not a digit, or more than 64 bits");
            }
            value = 10 * value - digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw new NumberFormatException("more than 64 bits");
        }
        return negative ? value : -value;
    }

    /** Writes one before {@code end}; where it begins. */
    static int write(long value, byte[] target, int end) {
        int at = end;
        long rest = value > 0 ? -value : value;
        do {
            target[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            target[--at] = '-';
        }
        return at;
    }
}
