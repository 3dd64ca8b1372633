package chunkedbuffer.examples.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chunkedbuffer.api.Bytes;
import java.nio.ByteBuffer;

/** A word of the protocol, such as a method or a field's name, to be compared with what lies in chunks, eight bytes at a step. */
final class Name {

    /** Makes letters small. What else it changes becomes nothing that a name has, but for control characters. */
    private static final long SMALL = 0x2020_2020_2020_2020L;

    private final int length;

    /** Eight bytes each; what the last of them lacks is 0, and not looked at. */
    private final long[] words;

    private final long lastMask;

    Name(String text) {
        length = text.length();
        int count = (length + Long.BYTES - 1) / Long.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES).put(0, text.getBytes(US_ASCII));
        words = new long[count];
        bytes.asLongBuffer().get(words);
        lastMask = -1L << (Byte.SIZE * (count * Long.BYTES - length));
    }

    int length() {
        return length;
    }

    /** Whether the range is that, to the letter. */
    boolean is(Bytes in, long from, long to) {
        return matches(in, from, to, 0);
    }

    /** Whether the range, which has no control characters, is that with letters of any case; the name's own are small. */
    boolean isIgnoringCase(Bytes in, long from, long to) {
        return matches(in, from, to, SMALL);
    }

    private boolean matches(Bytes in, long from, long to, long mask) {
        if (to - from != length) {
            return false;
        }
        int last = words.length - 1;
        long at = from;
        for (int i = 0; i < last; i++, at += Long.BYTES) {
            if ((in.getLong(at) | mask) != words[i]) {
                return false;
            }
        }
        return ((Octets.eight(in, at) | mask) & lastMask) == words[last];
    }
}
