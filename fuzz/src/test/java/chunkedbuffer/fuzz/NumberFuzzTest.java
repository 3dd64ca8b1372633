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
import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.util.function.LongSupplier;

/** Numbers as text, in chunks of any size, against {@link BigInteger}: a wrong one is refused, and loses nothing. */
class NumberFuzzTest {

    private static final String[] TERMINATORS = {"\r\n", "\n", ";", "::", "0", "-", "aab", "\r\r\n"};
    private static final int MOST = 2000;

    /** A number that has no terminator yet may be refused for its length from here on. */
    private static final int LONG = 1024;

    private enum Base {
        DECIMAL("[+-]?[0-9]+", "[+-]?[0-9]{0,18}") {
            @Override
            long read(Pipe pipe, byte[] terminator) throws IOException {
                return pipe.readDecimal(terminator);
            }

            @Override
            BigInteger value(String text) {
                return new BigInteger(text);
            }
        },
        HEXADECIMAL("[0-9a-fA-F]+", "[0-9a-fA-F]{0,15}") {
            @Override
            long read(Pipe pipe, byte[] terminator) throws IOException {
                return pipe.readHexadecimal(terminator);
            }

            @Override
            BigInteger value(String text) {
                return new BigInteger(text, 16);
            }
        };

        private final String whole;
        private final String begun;

        Base(String whole, String begun) {
            this.whole = whole;
            this.begun = begun;
        }

        abstract long read(Pipe pipe, byte[] terminator) throws IOException;

        abstract BigInteger value(String text);

        boolean fits(String text) {
            return text.matches(whole) && value(text).bitLength() < Long.SIZE;
        }

        /** Whether what has come of it cannot be refused yet. */
        boolean mayBecomeOne(String text) {
            return text.length() <= LONG && text.matches(begun);
        }
    }

    @FuzzTest
    void readDecimalReadsNumbersAndNothingElse(byte[] input) throws Exception {
        read(input, Base.DECIMAL);
    }

    @FuzzTest
    void readHexadecimalReadsNumbersAndNothingElse(byte[] input) throws Exception {
        read(input, Base.HEXADECIMAL);
    }

    private static void read(byte[] input, Base base) throws Exception {
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
            check(pipe, new String(text, ISO_8859_1), terminator, ends, base);
        }
        pool.assertBalanced();
    }

    private static void check(Pipe pipe, String text, String terminator, boolean ends, Base base) throws Exception {
        byte[] wanted = terminator.getBytes(ISO_8859_1);
        int digits = text.indexOf(terminator);
        if (digits >= 0 && base.fits(text.substring(0, digits))) {
            assertEquals(base.value(text.substring(0, digits)).longValueExact(), base.read(pipe, wanted));
            text = text.substring(digits + terminator.length());
        } else if (digits >= 0) {
            assertThrows(NumberFormatException.class, () -> base.read(pipe, wanted));
        } else {
            RuntimeException refused = assertThrows(RuntimeException.class, () -> base.read(pipe, wanted));
            Class<?> expected = base.mayBecomeOne(text) ? BufferUnderflowException.class : refused.getClass();
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
        parse(text, Base.DECIMAL, bytes::parseDecimal);
        parse(text, Base.HEXADECIMAL, bytes::parseHexadecimal);
    }

    private static void parse(String text, Base base, LongSupplier parse) {
        if (base.fits(text)) {
            assertEquals(base.value(text).longValueExact(), parse.getAsLong());
        } else {
            assertThrows(NumberFormatException.class, parse::getAsLong);
        }
    }
}
