package chunkedbuffer.benchmarks.number;

import java.io.IOException;

/** Puts a stream of numbers through a buffer once and compares every value. */
public final class NumberCheck {
    private final NumberBuffer buffer;
    private final NumberStream stream;
    private final Numeral numeral;
    private int number;

    private NumberCheck(NumberBuffer buffer, NumberStream stream, Numeral numeral) {
        this.buffer = buffer;
        this.stream = stream;
        this.numeral = numeral;
    }

    /**
     * Checks.
     *
     * @param buffer an empty one; empty again afterwards
     * @param numeral how the numbers are written that go through it
     * @param piece size of the pieces
     * @throws IOException never
     * @throws AssertionError if something else comes out
     */
    public static void check(NumberBuffer buffer, Numeral numeral, int piece) throws IOException {
        new NumberCheck(buffer, NumberStream.of(numeral), numeral).run(piece);
    }

    private void run(int piece) throws IOException {
        byte[] wire = stream.wire();
        for (int at = 0; at < wire.length; at += piece) {
            buffer.put(wire, at, Math.min(piece, wire.length - at));
            takeAll();
        }
        buffer.end();
        takeAll();
        if (number != stream.count()) {
            throw new AssertionError(number + " numbers came out of " + stream.count());
        }
    }

    private void takeAll() throws IOException {
        for (long value = take(); value != NumberBuffer.NONE; value = take()) {
            if (number == stream.count() || value != stream.value(number)) {
                throw new AssertionError("number " + number + " of " + stream.count() + " is wrong: " + value);
            }
            number++;
        }
    }

    private long take() throws IOException {
        return switch (numeral) {
            case DECIMAL -> buffer.decimal();
            case HEXADECIMAL -> buffer.hexadecimal();
            case VARINT -> buffer.varint();
        };
    }
}
