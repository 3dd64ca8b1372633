package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegersTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 9, 10, -10, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
    void whatIsWrittenIsRead(long value) {
        byte[] text = new byte[Integers.MAX_LENGTH + 1];

        int from = Integers.write(value, text, Integers.MAX_LENGTH);

        assertEquals(Long.toString(value), new String(text, from, Integers.MAX_LENGTH - from, US_ASCII));
        assertEquals(value, Integers.parse(Bytes.wrap(text), from, Integers.MAX_LENGTH));
    }

    @Test
    void anyNumberIsReadAndWritten() {
        System.out.println("-Dchunkedbuffer.seed=" + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            whatIsWrittenIsRead(random.nextLong() >> random.nextInt(64));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "01",
                "-0",
                "-01",
                "1 ",
                " 1",
                "1x",
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551617",
                "99999999999999999999",
                "100000000000000000000"
            })
    void whatIsNotInTheShortestFormOfANumberIsNone(String text) {
        Bytes bytes = Bytes.wrap(text.getBytes(US_ASCII));

        assertThrows(NumberFormatException.class, () -> Integers.parse(bytes, 0, bytes.length()));
    }
}
