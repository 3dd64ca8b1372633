package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.LimitExceededException;
import chunkedbuffer.api.PartialReadException;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The default methods of a reader and a writer that have nothing but what must be implemented. */
@ExtendWith(NothingLeaked.class)
class ForeignPipeTest {
    private static final byte[] CRLF = {'\r', '\n'};

    /** What a writer does right behind a call of the reader's. */
    private final Map<String, Runnable> meanwhile = new HashMap<>();

    private Pipe pipe;
    private PipeReader reader;
    private PipeWriter writer;

    @BeforeEach
    void open(PoolProbe pools) {
        PipeOptions options = PipeOptions.builder()
                .pool(pools.create())
                .minimumChunkSize(4)
                .maximumChunkSize(4)
                .pauseThreshold(64)
                .build();
        pipe = Pipe.create(options);
        reader = defaultsOf(PipeReader.class);
        writer = defaultsOf(PipeWriter.class);
    }

    private <T> T defaultsOf(Class<T> end) {
        return end.cast(Proxy.newProxyInstance(
                end.getClassLoader(), new Class<?>[] {end}, (proxy, method, arguments) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    try {
                        return method.invoke(pipe, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        meanwhile.getOrDefault(method.getName(), () -> {}).run();
                    }
                }));
    }

    @AfterEach
    void close() {
        pipe.close();
    }

    @Test
    void askingForNBytesCountsAsHavingExaminedThem() throws Exception {
        send("x".repeat(100));
        assertFalse(pipe.isWritable());
        assertFalse(reader.has(1000));
        assertTrue(pipe.isWritable());
        assertTrue(reader.has(100));
        assertThrows(IllegalArgumentException.class, () -> reader.has(-1));
        reader.close();
        assertThrows(IllegalStateException.class, () -> reader.has(0));
        assertThrows(IllegalStateException.class, () -> reader.has(1));
    }

    @Test
    void aHexadecimalNumberWithoutAnEndIsRefused() throws Exception {
        send("0".repeat(2000));
        assertThrows(NumberFormatException.class, () -> reader.readHexadecimal(CRLF));
        assertEquals(2000, reader.length());
    }

    private void send(String text) {
        pipe.write(text.getBytes(US_ASCII));
        pipe.flush();
    }

    @Test
    void looksAhead() {
        send("abcdefghij");
        assertTrue(reader.has(10));
        assertFalse(reader.has(11));
        assertEquals('c', reader.get(2));
        assertEquals(0x6364, reader.getShort(2));
        assertEquals(0x63646566, reader.getInt(2));
        assertEquals(0x636465666768696aL, reader.getLong(2));
        assertThrows(BufferUnderflowException.class, () -> reader.getLong(3));
        assertEquals(10, reader.length());
    }

    @Test
    void takesWithinALimit() throws Exception {
        send("first\r\nsecond\r\n");
        assertThrows(LimitExceededException.class, () -> reader.takeLine(4));
        try (Bytes line = reader.takeLine(5)) {
            assertEquals("first", line.toString(US_ASCII));
        }
        assertThrows(LimitExceededException.class, () -> reader.takeUntil(CRLF, true, 5));
        try (Bytes line = reader.takeUntil(CRLF, true, 6)) {
            assertEquals("second\r\n", line.toString(US_ASCII));
        }
    }

    /** Of any two looks at the stream the second one may see more. */
    @Test
    void aLimitHoldsForWhatComesMeanwhile() throws Exception {
        for (String look : List.of("isEof", "length", "indexOf")) {
            meanwhile.put(look, () -> {
                meanwhile.clear();
                send("ok\r\na long line\r\n");
            });
            Bytes first = reader.takeLine(2);
            try (Bytes line = first == null ? reader.takeLine(2) : first) {
                assertEquals("ok", line.toString(US_ASCII), look);
            }
            assertThrows(LimitExceededException.class, () -> reader.takeLine(5));
            meanwhile.put(look, () -> {
                meanwhile.clear();
                send("!\r\n");
            });
            assertThrows(LimitExceededException.class, () -> reader.takeUntil(CRLF, false, 10));
            meanwhile.clear();
            pipe.skip(-1);
        }
    }

    @Test
    void aLongOneThatComesMeanwhileIsNotTaken() throws Exception {
        meanwhile.put("indexOf", () -> {
            meanwhile.clear();
            send("a long line\r\n");
        });
        assertNull(reader.takeLine(5));
        assertThrows(LimitExceededException.class, () -> reader.takeLine(5));
        pipe.skip(-1);
        meanwhile.put("indexOf", () -> {
            meanwhile.clear();
            send("a long line\r\n");
        });
        assertNull(reader.takeUntil(CRLF, false, 5));
        assertThrows(LimitExceededException.class, () -> reader.takeUntil(CRLF, false, 5));
    }

    @Test
    void theLimitsAreThoseOfOtherReads() throws Exception {
        send("abcd");
        assertThrows(LimitExceededException.class, () -> reader.takeUntil(CRLF, false, 3));
        send("\r");
        assertNull(reader.takeUntil(CRLF, false, 4));
        assertNull(reader.takeLine(4));
        pipe.eof();
        assertThrows(LimitExceededException.class, () -> reader.takeLine(4));
        assertThrows(LimitExceededException.class, () -> reader.takeUntil(CRLF, false, 3));
        assertThrows(PartialReadException.class, () -> reader.takeUntil(CRLF, false, 4));
    }

    @Test
    void readsHexadecimalNumbers() throws Exception {
        assertThrows(BufferUnderflowException.class, () -> reader.readHexadecimal(CRLF));
        send("1a2B\r");
        assertThrows(BufferUnderflowException.class, () -> reader.readHexadecimal(CRLF));
        assertEquals(5, reader.length());
        send("\nxyz\r\n");
        assertEquals(0x1a2b, reader.readHexadecimal(CRLF));
        assertThrows(NumberFormatException.class, () -> reader.readHexadecimal(CRLF));
        assertThrows(IllegalArgumentException.class, () -> reader.readHexadecimal(new byte[0]));
        assertEquals(5, reader.length());
        pipe.skip(-1);
        IOException failure = new IOException("the cause");
        pipe.eof(failure);
        IOException told = assertThrows(IOException.class, () -> reader.readHexadecimal(CRLF));
        assertSame(failure, told.getCause());
    }

    @Test
    void runsATaskWhenTheWriterMayGoOn() throws Exception {
        List<String> ran = new ArrayList<>();
        writer.onWritable(() -> ran.add("at once"));
        pipe.write(new byte[64]);
        assertFalse(pipe.flush());
        writer.onWritable(() -> ran.add("later"));
        assertEquals(List.of("at once"), ran);
        pipe.skip(64);
        assertEquals(List.of("at once", "later"), ran);
        IllegalArgumentException thrown = new IllegalArgumentException("thrown by the task");
        writer.onWritable(() -> {
            throw thrown;
        });
        assertSame(thrown, pipe.failure());
    }
}
