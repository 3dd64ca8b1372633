package chunkedbuffer.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.ProbePool;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;

/** Numbers as text, in chunks of any size, against {@link BigInteger}: a wrong one is refused, and loses nothing. */
class DecimalFuzzTest {

    private static final String[] TERMINATORS = {"\r\n", "\n", ";", "::", "0", "-", "aab", "\r\r\n"};
    private static final int MOST = 2000;

    /** A number that has no terminator yet may be refused for its length from here on. */
    private static final int LONG = 1024;

    @FuzzTest
    void readDecimalReadsNumbersAndNothingElse(byte[] input) throws Exception {
        FuzzedRandom random = new FuzzedRandom(input);
        ProbePool pool = new ProbePool(random.nextBoolean() ? MemoryKind.HEAP : MemoryKind.DIRECT);
        int size = random.nextInt(64) + 1;
        String terminator = TERMINATORS[random.nextInt(TERMINATORS.length)];
        boolean ends = random.nextBoolean();
        byte[] text = random.bytes(MOST);
        PipeOptions options = PipeOptions.builder()
                .pool(pool)
                .minimumChunkSize(size)
                .maximumChunkSize(size)
                .inputCutoffSize(0)
                .build();
        try (Pipe pipe = Pipe.create(options)) {
            pipe.write(text);
            pipe.flush();
            if (ends) {
                pipe.eof();
            }
            check(pipe, new String(text, ISO_8859_1), terminator, ends);
        }
        pool.assertBalanced();
    }

    private static void check(Pipe pipe, String text, String terminator, boolean ends) throws Exception {
        byte[] wanted = terminator.getBytes(ISO_8859_1);
        int digits = text.indexOf(terminator);
        if (digits >= 0 && fits(text.substring(0, digits))) {
            assertEquals(Long.parseLong(text.substring(0, digits)), pipe.readDecimal(wanted));
            text = text.substring(digits + terminator.length());
        } else if (digits >= 0) {
            assertThrows(NumberFormatException.class, () -> pipe.readDecimal(wanted));
        } else {
            RuntimeException refused = assertThrows(RuntimeException.class, () -> pipe.readDecimal(wanted));
            boolean mayBecomeOne = text.length() <= LONG && (text.isEmpty() || text.matches("[+-]?[0-9]{0,18}"));
            Class<?> expected = mayBecomeOne ? BufferUnderflowException.class : refused.getClass();
            assertEquals(expected, refused.getClass());
            if (!(refused instanceof BufferUnderflowException)) {
                assertEquals(NumberFormatException.class, refused.getClass());
            }
        }
        assertEquals(ends, pipe.isEof());
        assertEquals(text.length(), pipe.length());
        assertEquals(text, text.isEmpty() ? "" : new String(pipe.peek(text.length()), ISO_8859_1));
    }

    @FuzzTest
    void bytesParseTheSameNumbers(byte[] input) {
        String text = new String(input, 0, Math.min(MOST, input.length), ISO_8859_1);
        Bytes bytes = Bytes.wrap(text.getBytes(ISO_8859_1));
        if (fits(text)) {
            assertEquals(Long.parseLong(text), bytes.parseDecimal());
        } else {
            assertThrows(NumberFormatException.class, bytes::parseDecimal);
        }
    }

    private static boolean fits(String text) {
        return text.matches("[+-]?[0-9]+") && new BigInteger(text).bitLength() < Long.SIZE;
    }
}
