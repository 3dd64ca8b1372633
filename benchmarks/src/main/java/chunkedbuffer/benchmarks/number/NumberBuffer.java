package chunkedbuffer.benchmarks.number;

import java.io.IOException;

/**
 * A buffer of some library that a stream is put into and numbers are taken out of, one by one: each is consumed, with what ends
 * it, before the next is looked at. All of them look for the end of a number first only where fewer bytes are there than the
 * longest one has.
 *
 * <p>One subclass is loaded in a fork, so that each call here has one target.
 */
public abstract class NumberBuffer {
    /** No whole number is there. */
    public static final long NONE = Long.MIN_VALUE;

    /** More bytes than any number has, with its type and its end. */
    static final int LONGEST = 16;

    /**
     * What arrives: copied into the memory that the library gives a writer.
     *
     * @param src holds the piece
     * @param offset where it begins
     * @param length its length
     * @throws IOException never
     */
    public abstract void put(byte[] src, int offset, int length) throws IOException;

    /** The stream is over for now: what can only be read from then on may be read. */
    public void end() {}

    /**
     * The next number of {@link Numeral#DECIMAL}.
     *
     * @return its value or {@link #NONE}
     * @throws IOException never
     */
    public abstract long decimal() throws IOException;

    /**
     * The next number of {@link Numeral#HEXADECIMAL}.
     *
     * @return its value or {@link #NONE}
     * @throws IOException never
     */
    public abstract long hexadecimal() throws IOException;

    /**
     * The next number of {@link Numeral#VARINT}.
     *
     * @return its value or {@link #NONE}
     * @throws IOException never
     */
    public abstract long varint() throws IOException;

    /** Gives the memory back. */
    public void close() {}

    /**
     * The value of a hexadecimal digit, for who parses by hand.
     *
     * @param ascii the digit
     * @return 0 to 15, or -1 if it is none
     */
    static int digit(byte ascii) {
        int decimal = ascii - '0';
        if (decimal >= 0 && decimal <= 9) {
            return decimal;
        }
        int letter = (ascii | 0x20) - 'a';
        return letter >= 0 && letter < 6 ? letter + 10 : -1;
    }
}
