package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done for each message leaves nothing to the garbage collector, by the virtual machine's own count. */
class NoGarbageTest {

    private static final int ROUNDS = 2000;

    /** Before the compiler has had its turn, it may be more. */
    private static final int BATCHES = 100;

    private static final byte[] LINE = "a line of some length, as there are many\r\n".getBytes(US_ASCII);

    private Pipe pipe;
    private Pipe other;

    /** A step of a stream, again and again. */
    private interface Step {
        void run() throws Exception;
    }

    @BeforeEach
    void open() {
        pipe = Pipe.create();
        other = Pipe.create();
        fill();
        other.write(LINE);
        other.flush();
    }

    @AfterEach
    void close() {
        pipe.close();
        other.close();
    }

    /** Neither pipe is ever empty, so that none gives its chunk back. */
    private void fill() {
        pipe.write(LINE);
        pipe.write(LINE);
        pipe.flush();
    }

    private static void assertNoGarbage(Step step) throws Exception {
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES && least >= ROUNDS; batch++) {
            long before = allocated();
            for (int i = 0; i < ROUNDS; i++) {
                step.run();
            }
            least = Math.min(least, allocated() - before);
        }
        assertTrue(least < ROUNDS, least + " bytes in " + ROUNDS + " rounds");
    }

    /** By reflection: the tests of this module do not read that of the management beans. */
    private static long allocated() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (Long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getThreadAllocatedBytes", long.class)
                .invoke(threads, Thread.currentThread().getId());
    }

    @Test
    void linesAreLookedAtAndSkipped() throws Exception {
        assertNoGarbage(() -> {
            pipe.write(LINE);
            pipe.flush();
            long newline = pipe.indexOf((byte) '\n');
            assertEquals('a', pipe.get(0));
            pipe.skip(newline + 1);
        });
    }

    @Test
    void linesArePassedOnToAnotherPipe() throws Exception {
        assertNoGarbage(() -> {
            pipe.write(LINE);
            pipe.flush();
            pipe.transferTo(other, LINE.length);
            other.skip(LINE.length);
        });
    }

    @Test
    void aViewOfThemIsWritten() throws Exception {
        assertNoGarbage(() -> {
            Bytes there = pipe.buffered();
            other.write(there);
            other.flush();
            other.skip(there.length());
        });
    }

    @Test
    void theInputStreamOfAConnectionTakesOneByteAtATimeAndMany() throws Exception {
        Connection connection = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> "input".equals(method.getName()) ? pipe.reader() : null);
        InputStream in = ChunkedStream.over(connection).blocking().asInputStream();
        byte[] some = new byte[20];
        assertNoGarbage(() -> {
            pipe.write(LINE, 0, 13);
            pipe.flush();
            assertTrue(in.read() >= 0);
            assertEquals(12, in.read(some, 3, 12));
        });
    }

    @Test
    void theStreamsOfJavaIoTakeOneByteAtATime() throws Exception {
        OutputStream out = pipe.asOutputStream();
        InputStream in = pipe.asInputStream();
        assertNoGarbage(() -> {
            out.write(200);
            out.flush();
            assertTrue(in.read() >= 0);
        });
    }

    @Test
    void theStreamsOfJavaIoTakeArrays() throws Exception {
        OutputStream out = pipe.asOutputStream();
        InputStream in = pipe.asInputStream();
        byte[] array = new byte[LINE.length];
        assertNoGarbage(() -> {
            out.write(LINE);
            out.flush();
            assertEquals(array.length, in.read(array));
        });
    }

    /** As many chunks as a burst has are linked and left, and their segments are used again. */
    @Test
    void burstsOfWholeChunksComeAndGo() throws Exception {
        int size = 2048;
        int burst = 16;
        try (Pipe chunks = Pipe.create(PipeOptions.builder()
                .minimumChunkSize(size)
                .maximumChunkSize(size)
                .pauseThreshold(0)
                .build())) {
            assertNoGarbage(() -> {
                for (int i = 0; i < burst; i++) {
                    chunks.getBuffer(size);
                    chunks.bufferWritten(size);
                }
                chunks.skip(burst * size);
            });
        }
    }
}
