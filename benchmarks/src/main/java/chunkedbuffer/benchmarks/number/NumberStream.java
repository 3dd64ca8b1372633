package chunkedbuffer.benchmarks.number;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.stream.LongStream;

/** One MiB, or a little less, of numbers as they go over the wire, and their values. The same bytes at each run. */
public final class NumberStream {
    private static final int SIZE = 1 << 20;
    private static final long SEED = 20260101;

    private final byte[] wire;
    private final long[] values;

    private NumberStream(byte[] wire, long[] values) {
        this.wire = wire;
        this.values = values;
    }

    /**
     * Makes the stream.
     *
     * @param numeral how the numbers are written
     * @return the same bytes at each call
     */
    public static NumberStream of(Numeral numeral) {
        Random random = new Random(SEED);
        ByteArrayOutputStream wire = new ByteArrayOutputStream(SIZE);
        LongStream.Builder values = LongStream.builder();
        while (wire.size() < SIZE - NumberBuffer.LONGEST) {
            long value = switch (numeral) {
                case DECIMAL -> decimal(wire, random);
                case HEXADECIMAL -> hexadecimal(wire, random);
                case VARINT -> varint(wire, random);
            };
            values.add(value);
        }
        return new NumberStream(wire.toByteArray(), values.build().toArray());
    }

    /** Half of them lengths of 1 to 4 digits, half integers of 1 to 10, one in eight of these negative. */
    private static long decimal(ByteArrayOutputStream wire, Random random) {
        boolean isLength = random.nextBoolean();
        long value = digits(random, 10, 1 + random.nextInt(isLength ? 4 : 10));
        if (!isLength && random.nextInt(8) == 0) {
            value = -value;
        }
        wire.writeBytes(((isLength ? "$" : ":") + value + "\r\n").getBytes(US_ASCII));
        return value;
    }

    private static long hexadecimal(ByteArrayOutputStream wire, Random random) {
        long value = digits(random, 16, 1 + random.nextInt(5));
        wire.writeBytes((Long.toHexString(value) + "\r\n").getBytes(US_ASCII));
        return value;
    }

    /** Half of them of one byte, a quarter of two, and so on. */
    private static long varint(ByteArrayOutputStream wire, Random random) {
        int bytes = Math.min(5, 1 + Integer.numberOfTrailingZeros(random.nextInt()));
        long value = random.nextLong() >>> (Long.SIZE - Math.min(Integer.SIZE, 7 * bytes));
        long rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            wire.write((int) (rest | 0x80)); // its lowest 8 bits are written
        }
        wire.write((int) rest);
        return value;
    }

    /** A number of at most so many digits. */
    private static long digits(Random random, int base, int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * base + random.nextInt(base);
        }
        return value;
    }

    /**
     * The bytes that arrive.
     *
     * @return the array itself
     */
    public byte[] wire() {
        return wire;
    }

    /**
     * How many numbers there are.
     *
     * @return 1 or more
     */
    public int count() {
        return values.length;
    }

    long value(int number) {
        return values[number];
    }
}
