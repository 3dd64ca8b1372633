package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigitsTest {
    private static final String[] TERMINATORS = {"\r\n", "\n", " ", ";", "\r\n\r\n", "-", "+", "0", "12", "a", "\u00ff"
    };

    private final long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
    private final Random random = new Random(seed);

    DigitsTest() {
        System.out.println("DigitsTest: -Dchunkedbuffer.seed=" + seed);
    }

    @Test
    void countsAndValuesAreThoseOfALook() {
        ByteBuffer memory = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        for (int run = 0; run < 200_000; run++) {
            int index = random.nextInt(25);
            int digits = random.nextInt(Digits.MOST + 1);
            random.nextBytes(memory.array());
            for (int i = 0; i < digits; i++) {
                memory.put(index + i, (byte) ('0' + random.nextInt(10)));
            }
            int expected = 0;
            long value = 0;
            while (expected < Digits.MOST
                    && memory.get(index + expected) >= '0'
                    && memory.get(index + expected) <= '9') {
                value = 10 * value + memory.get(index + expected) - '0';
                expected++;
            }
            int count = Digits.count(memory, index);
            assertEquals(expected, count, () -> "seed " + seed);
            if (count > 0) {
                assertEquals(value, Digits.value(memory, index, count), () -> "seed " + seed);
            }
        }
    }

    @Test
    void whereTheMemoryEndsThereIsNoWord() {
        ByteBuffer memory =
                ByteBuffer.wrap("12345678901234567890".getBytes(ISO_8859_1)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(16, Digits.count(memory, 4));
        assertEquals(0, Digits.count(memory, 5)); // eight, and perhaps more
        assertEquals(0, Digits.count(memory, 13));
        memory.put(10, (byte) '\r');
        assertEquals(5, Digits.count(memory, 5));
    }

    /** Against the definition: the bytes before the first terminator, as Java reads them. */
    @ParameterizedTest
    @EnumSource(MemoryKind.class)
    void numbersAreThoseOfTheLongWay(MemoryKind memory) throws Exception {
        ChunkPoolOptions options = ChunkPoolOptions.builder().memory(memory).build();
        try (ChunkPool pool = ChunkPool.create("slab", options);
                Pipe pipe = Pipe.create(PipeOptions.builder().pool(pool).build())) {
            for (int run = 0; run < 20_000; run++) {
                String terminator = TERMINATORS[random.nextInt(TERMINATORS.length)];
                String text = number() + (random.nextInt(8) == 0 ? "x" : "") + terminator + number();
                pipe.write(("$" + text).getBytes(ISO_8859_1));
                pipe.flush();
                assertEquals('$', pipe.readByte()); // behind it the number lies at hand
                int end = text.indexOf(terminator);
                Long expected = parsed(text.substring(0, end));
                byte[] bytes = terminator.getBytes(ISO_8859_1);
                if (expected == null) {
                    assertThrows(NumberFormatException.class, () -> pipe.readDecimal(bytes), () -> "seed " + seed);
                    assertEquals(text.length(), pipe.length(), () -> "seed " + seed);
                } else {
                    assertEquals(expected, pipe.readDecimal(bytes), () -> "seed " + seed + ", " + text);
                    assertEquals(text.length() - end - bytes.length, pipe.length(), () -> "seed " + seed);
                }
                pipe.skip(-1);
            }
            pipe.write("123".getBytes(ISO_8859_1));
            pipe.flush();
            assertThrows(BufferUnderflowException.class, () -> pipe.readDecimal(new byte[] {'\n'}));
            assertThrows(IllegalArgumentException.class, () -> pipe.readDecimal(new byte[0]));
            assertEquals(3, pipe.length());
        }
    }

    private String number() {
        StringBuilder number = new StringBuilder();
        switch (random.nextInt(6)) {
            case 0 -> number.append('-');
            case 1 -> number.append('+');
            default -> {}
        }
        for (int i = random.nextInt(21); i > 0; i--) {
            number.append((char) ('0' + random.nextInt(10)));
        }
        return number.toString();
    }

    private static Long parsed(String number) {
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
