package chunkedbuffer.spi;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A sequence of bytes to look for, in a stream that comes in pieces: it remembers how much of the sequence the last piece
 * ended with, so that nothing is looked at twice and a match may lie across any number of pieces.
 *
 * <p>While nothing of it has matched, {@link ByteSearch} looks for its first byte; from there on it is the automaton of Knuth,
 * Morris and Pratt (<i>Fast Pattern Matching in Strings</i>, 1977), so that the worst case is linear whatever the input.
 *
 * <p>For one thread at a time.
 */
public final class Needle {
    private final byte[] bytes;

    /** {@code borders[i]}: length of the longest proper prefix of the first i bytes that is also their suffix. */
    private final int[] borders;

    private int matched;

    /**
     * A needle with nothing matched.
     *
     * @param bytes the sequence, at least one byte; copied
     * @throws IllegalArgumentException if it is empty
     */
    public Needle(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("The sequence to look for is empty: give at least 1 byte");
        }
        this.bytes = bytes.clone();
        this.borders = borders(this.bytes);
    }

    private static int[] borders(byte[] bytes) {
        int[] borders = new int[bytes.length + 1];
        borders[0] = -1;
        int border = -1;
        for (int i = 0; i < bytes.length; i++) {
            while (border >= 0 && bytes[border] != bytes[i]) {
                border = borders[border];
            }
            borders[i + 1] = ++border;
        }
        return borders;
    }

    /**
     * Whether this looks for the same bytes.
     *
     * @param other a sequence
     * @return whether the contents are equal
     */
    public boolean matches(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    /**
     * The number of bytes of the sequence.
     *
     * @return 1 or more
     */
    public int length() {
        return bytes.length;
    }

    /**
     * How many bytes of the sequence the pieces seen so far end with.
     *
     * @return 0 to {@link #length()} - 1
     */
    public int matched() {
        return matched;
    }

    /** Forgets the pieces seen so far. */
    public void reset() {
        matched = 0;
    }

    /**
     * Goes on through the next piece.
     *
     * @param memory the piece's memory, read by index
     * @param from index of its first byte
     * @param to index after its last byte
     * @return the index after the last byte of the first match, with nothing matched from there on; or -1 if the match is not
     *     complete
     */
    public int scan(ByteBuffer memory, int from, int to) {
        byte[] needle = bytes;
        int count = matched;
        int at = from;
        while (at < to) {
            if (count == 0) {
                at = ByteSearch.indexOf(memory, at, to, needle[0]);
                if (at < 0) {
                    break;
                }
                at++;
                count = 1;
            } else {
                byte b = memory.get(at++);
                while (count >= 0 && needle[count] != b) {
                    count = borders[count];
                }
                count++;
            }
            if (count == needle.length) {
                matched = 0;
                return at;
            }
        }
        matched = count;
        return -1;
    }
}
