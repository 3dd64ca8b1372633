package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers read in words, against the definition: the same for each base. */
abstract class DigitRuns {
    /** As many digits as are counted at once. */
    static final int MOST = 16;

    private final long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private final int radix;
    private final String letters;
    private final String[] terminators;

    DigitRuns(int radix, String letters, String... terminators) {
        this.radix = radix;
        this.letters = letters;
        this.terminators = terminators;
        System.out.println(getClass().getSimpleName() + ": -Dchunkedbuffer.seed=" + seed);
    }

    abstract int count(ByteBuffer memory, int index);

    abstract long value(ByteBuffer memory, int index, int count);

    abstract long read(Pipe pipe, byte[] terminator) throws IOException;

    /** What may stand before the digits. */
    abstract String sign(Random random);

    /** As Java reads it, or null. */
    abstract Long parsed(String number);

    @Test
    void countsAndValuesAreThoseOfALook() {
        ByteBuffer memory = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        for (int run = 0; run < 200_000; run++) {
            int index = random.nextInt(25);
            int digits = random.nextInt(MOST + 1);
            random.nextBytes(memory.array());
            for (int i = 0; i < digits; i++) {
                memory.put(index + i, digit());
            }
            int expected = 0;
            long value = 0;
            while (expected < MOST && Character.digit(memory.get(index + expected) & 0xff, radix) >= 0) {
                value = radix * value + Character.digit(memory.get(index + expected), radix);
                expected++;
            }
            int count = count(memory, index);
            assertEquals(expected, count, () -> "seed " + seed);
            if (count > 0) {
                assertEquals(value, value(memory, index, count), () -> "seed " + seed);
            }
        }
    }

    @Test
    void whereTheMemoryEndsThereIsNoWord() {
        ByteBuffer memory = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        while (memory.hasRemaining()) {
            memory.put(digit());
        }
        assertEquals(16, count(memory, 4));
        assertEquals(0, count(memory, 5)); // eight, and perhaps more
        assertEquals(0, count(memory, 13));
        memory.put(10, (byte) '\r');
        assertEquals(5, count(memory, 5));
    }

    /** Against the definition: the bytes before the first terminator, as Java reads them. */
    @ParameterizedTest
    @EnumSource(MemoryKind.class)
    void numbersAreThoseOfTheLongWay(MemoryKind memory) throws Exception {
        ChunkPoolOptions options = ChunkPoolOptions.builder().memory(memory).build();
        try (ChunkPool pool = ChunkPool.create("slab", options);
                Pipe pipe = Pipe.create(PipeOptions.builder().pool(pool).build())) {
            for (int run = 0; run < 20_000; run++) {
                String terminator = terminators[random.nextInt(terminators.length)];
                String text = number() + (random.nextInt(8) == 0 ? "x" : "") + terminator + number();
                boolean atHand = random.nextBoolean(); // it does once the bytes before it were read
                pipe.write(((atHand ? "$" : "") + text).getBytes(ISO_8859_1));
                pipe.flush();
                if (atHand) {
                    assertEquals('$', pipe.readByte());
                }
                int end = text.indexOf(terminator);
                Long expected = parsed(text.substring(0, end));
                byte[] bytes = terminator.getBytes(ISO_8859_1);
                if (expected == null) {
                    assertThrows(NumberFormatException.class, () -> read(pipe, bytes), () -> "seed " + seed);
                    assertEquals(text.length(), pipe.length(), () -> "seed " + seed);
                } else {
                    assertEquals(expected, read(pipe, bytes), () -> "seed " + seed + ", " + text);
                    assertEquals(text.length() - end - bytes.length, pipe.length(), () -> "seed " + seed);
                }
                pipe.skip(-1);
            }
            pipe.write("123".getBytes(ISO_8859_1));
            pipe.flush();
            assertThrows(BufferUnderflowException.class, () -> read(pipe, new byte[] {'\n'}));
            assertThrows(IllegalArgumentException.class, () -> read(pipe, new byte[0]));
            assertEquals(3, pipe.length());
        }
    }

    private byte digit() {
        return (byte) letters.charAt(random.nextInt(letters.length()));
    }

    private String number() {
        StringBuilder number = new StringBuilder(sign(random));
        for (int i = random.nextInt(21); i > 0; i--) {
            number.append((char) digit());
        }
        return number.toString();
    }
}
