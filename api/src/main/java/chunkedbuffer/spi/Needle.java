package chunkedbuffer.spi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of bytes to look for, in a stream that comes in pieces: it remembers how much of the sequence the last piece
 * ended with, so that nothing is looked at twice and a match may lie across any number of pieces.
 *
 * <p>While nothing of it has matched, {@link PairSearch} looks for its first and its last byte at once, and what lies between
 * them is compared. Where that fails too often for the way made, and where a match may lie across pieces, it is the automaton of
 * Knuth, Morris and Pratt (<i>Fast Pattern Matching in Strings</i>, 1977), so that the worst case is linear whatever the input.
 *
 * <p>For one thread at a time.
 */
public final class Needle {
    /** What it costs to begin a search anew, in bytes of the automaton's way ({@code SearchBenchmark.nearly}). */
    private static final int RESTART = 8;

    private final byte[] bytes;

    /** {@code borders[i]}: length of the longest proper prefix of the first i bytes that is also their suffix. */
    private int @Nullable [] borders; // made when needed, so that a needle for one short search costs little

    private int matched;

    /** What was spent on places that only looked like a match, in bytes of the automaton's way. */
    private long wasted;

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
    }

    private int[] borders() {
        int[] known = borders;
        if (known == null) {
            known = borders(bytes);
            borders = known;
        }
        return known;
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

    /** At most a few bytes for each byte seen, whatever they are. */
    long wasted() {
        return wasted;
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
        if (needle.length == 1) {
            int found = ByteSearch.indexOf(memory, from, to, needle[0]);
            return found < 0 ? -1 : found + 1;
        }
        int at = from;
        if (needle.length == 2 && matched == 0 && from < to) {
            // Ends of lines: where the second byte seldom stands alone, a search for it is faster than one for both.
            at = ByteSearch.indexOf(memory, from + 1, to, needle[1]);
            if (at < 0) {
                matched = memory.get(to - 1) == needle[0] ? 1 : 0;
                return -1;
            }
            if (memory.get(at - 1) == needle[0]) {
                return at + 1;
            }
        }
        // The last place where a whole match may begin.
        int last = to - needle.length;
        int steady = at;
        while (true) {
            if (matched > 0 || at > last || at < steady) {
                at = follow(memory, at, to, Math.max(at, steady), last);
                if (matched == needle.length) {
                    matched = 0;
                    return at;
                }
                if (at == to) {
                    return -1;
                }
            }
            at = filter(memory, at, to);
            if (at < 0) {
                return -at;
            }
            steady = at + needle.length;
        }
    }

    /** The automaton: to the end of a match, or to the end, or from {@code steady} on to where nothing is matched. */
    private int follow(ByteBuffer memory, int from, int to, int steady, int last) {
        byte[] needle = bytes;
        int[] borders = borders();
        int count = matched;
        int at = from;
        while (at < to) {
            byte b = memory.get(at++);
            while (count >= 0 && needle[count] != b) {
                count = borders[count];
            }
            count++;
            if (count == needle.length || (count == 0 && at >= steady && at <= last)) {
                break;
            }
        }
        matched = count;
        return at;
    }

    /**
     * Looks for a whole match. Less than 0: it was found, and ends there. Else the index from which on the automaton has to go
     * on: before it none begins.
     */
    private int filter(ByteBuffer memory, int from, int to) {
        byte[] needle = bytes;
        int rest = needle.length - 1;
        int waste = 0;
        int at = from;
        while (true) {
            int place = PairSearch.indexOf(memory, at, to, needle[0], needle[rest], rest);
            if (place < 0) {
                return to - rest;
            }
            int same = 1;
            while (same < rest && memory.get(place + same) == needle[same]) {
                same++;
            }
            if (same == rest) {
                return -(place + needle.length);
            }
            at = place + 1;
            waste += RESTART + same;
            wasted += RESTART + same;
            if (waste > 2 * (at - from + needle.length)) {
                return at;
            }
        }
    }
}
