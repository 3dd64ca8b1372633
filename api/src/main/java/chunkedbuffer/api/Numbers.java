package chunkedbuffer.api;

import java.nio.charset.StandardCharsets;

/** Numbers in ASCII digits. */
final class Numbers {
    /** More than a 64-bit number needs, so that one without an end is refused before it fills the memory. */
    static final int MOST_DIGITS = 1024;

    private Numbers() {}

    static long decimal(Bytes text) {
        long length = text.length();
        int at = 0;
        boolean negative = false;
        if (length > 0 && (text.get(0) == '-' || text.get(0) == '+')) {
            negative = text.get(0) == '-';
            at = 1;
        }
        if (at == length) {
            throw malformed(text, "has no digit");
        }
        // Summed up as a negative number, which has room for one more than a positive one.
        long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        long value = 0;
        for (; at < length; at++) {
            int digit = text.get(at) - '0';
            if (digit < 0 || digit > 9) {
                throw malformed(text, "has a byte at index " + at + " that is not a digit");
            }
            if (value < limit / 10 || value * 10 < limit + digit) {
                throw malformed(text, "does not fit in 64 bits");
            }
            value = value * 10 - digit;
        }
        return negative ? value : -value;
    }

    static long hexadecimal(Bytes text) {
        long length = text.length();
        if (length == 0) {
            throw malformed(text, "has no digit");
        }
        long value = 0;
        for (long at = 0; at < length; at++) {
            byte next = text.get(at);
            int digit = next < 0 ? -1 : Character.digit(next, 16);
            if (digit < 0) {
                throw malformed(text, "has a byte at index " + at + " that is not a hexadecimal digit");
            }
            if (value > Long.MAX_VALUE >>> 4) {
                throw malformed(text, "does not fit in 63 bits");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static NumberFormatException malformed(Bytes text, String why) {
        try (Bytes shown = text.slice(0, Math.min(text.length(), 40))) {
            String dots = shown.length() < text.length() ? "…" : "";
            return new NumberFormatException(
                    "The number \"" + shown.toString(StandardCharsets.ISO_8859_1) + dots + "\" " + why);
        }
    }
}
