package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the suites about pipes share: a pipe over a {@link ProbePool}, small thresholds, and after each test the proof that
 * every chunk came back.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("chunkedbuffer.tck.PipeVariant#all")
@Timeout(60)
abstract class PipeSuite {
    static final byte[] CRLF = bytes("\r\n");

    @Parameter
    PipeVariant variant = new PipeVariant(MemoryKind.HEAP, 0);

    ProbePool pool;

    /** With pause threshold 64 and resume threshold 32. */
    Pipe pipe;

    private final List<AutoCloseable> toClose = new ArrayList<>();

    /**
     * The pipe under test.
     *
     * @param options what it shall be like; the implementation passes them on
     * @return a new pipe
     */
    protected abstract Pipe create(PipeOptions options);

    @BeforeAll
    static void requireJUnit() {
        JUnitVersion.require();
    }

    @BeforeEach
    void openPipe() {
        pool = new ProbePool(variant.memory());
        pipe = open(options());
    }

    @AfterEach
    void nothingLeaked() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
        pool.assertBalanced();
    }

    PipeOptions.Builder options() {
        PipeOptions.Builder options =
                PipeOptions.builder().pool(pool).pauseThreshold(64).resumeThreshold(32);
        return variant.chunkSize() == 0
                ? options
                : options.minimumChunkSize(variant.chunkSize()).maximumChunkSize(variant.chunkSize());
    }

    /** A pipe that is closed after the test; its writer then gives back a buffer that is still out. */
    Pipe open(PipeOptions.Builder options) {
        Pipe made = create(options.build());
        toClose.add(made);
        toClose.add(made::eof);
        return made;
    }

    <T extends AutoCloseable> T closing(T closeable) {
        toClose.add(closeable);
        return closeable;
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Bytes that are different at each place: none of the next 251 is equal. */
    static byte[] pattern(int length) {
        byte[] pattern = new byte[length];
        for (int i = 0; i < length; i++) {
            pattern[i] = (byte) (i % 251);
        }
        return pattern;
    }

    /** Writes and flushes; what {@code flush} says. */
    boolean send(String text) {
        return send(bytes(text));
    }

    boolean send(byte[] data) {
        pipe.write(data);
        return pipe.flush();
    }

    /** Hands out a buffer, which must be good, and puts the bytes into it. */
    static ByteBuffer fill(Pipe pipe, String text) {
        ByteBuffer buffer = pipe.getBuffer(text.length());
        assertTrue(buffer.remaining() >= text.length(), buffer::toString);
        return buffer.put(bytes(text));
    }

    static void assertText(String expected, byte @Nullable [] actual) {
        assertEquals(expected, text(actual));
    }

    static void assertText(String expected, @Nullable Bytes actual) {
        assertNotNull(actual);
        try (Bytes handle = some(actual)) {
            assertEquals(expected, text(handle.toByteArray()));
            assertEquals(expected.length(), handle.length());
        }
    }

    static @Nullable String text(byte @Nullable [] data) {
        return data == null ? null : new String(data, ISO_8859_1);
    }

    static <T> T some(@Nullable T value) {
        assertNotNull(value);
        if (value == null) {
            throw new AssertionError();
        }
        return value;
    }

    /** All that is there, consumed. */
    String rest() throws IOException {
        byte[] rest = pipe.readAtMost(-1);
        return rest == null ? "" : new String(rest, ISO_8859_1);
    }

    static void assertNames(Throwable exception, Object value) {
        assertTrue(
                String.valueOf(exception.getMessage()).contains(value.toString()),
                () -> "the message does not name " + value + ": " + exception);
    }
}
