package chunkedbuffer.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.PartialReadException;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.ProbePool;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The README of the Python library that this one grew out of, name for name in Java. */
class PythonReadmeTest {
    private final ProbePool pool = new ProbePool(MemoryKind.DIRECT);

    @AfterEach
    void everyChunkCameBack() {
        pool.assertBalanced();
    }

    private static byte[] b(String text) {
        return text.getBytes(US_ASCII);
    }

    private Pipe pipe() {
        return Pipe.create(PipeOptions.builder().pool(pool).build());
    }

    private static Pipe filled(Pipe pipe, String text) {
        ByteBuffer buffer = pipe.getBuffer(text.length());
        buffer.put(b(text));
        pipe.bufferWritten(text.length());
        return pipe;
    }

    /** The example, line for line. */
    @Test
    void example() throws IOException {
        Pipe pipe = Pipe.create();
        // We can use here the default value -1, if our writing implementation can handle arbitrary sizes
        ByteBuffer buffer = pipe.getBuffer(4);
        // Because the returned buffer might be bigger than 4, and this is an example code, we need to write it like
        // this
        buffer.put(b("test"));
        pipe.bufferWritten(4);
        // The functions return null when there is not enough data to return
        assertNull(pipe.readUntil(b("\r\n")));
        // You must request a buffer each time you want to write new data
        buffer = pipe.getBuffer(2);
        buffer.put(b("\r\n"));
        // You must tell the Pipe how much data has been written
        pipe.bufferWritten(2);
        assertArrayEquals(b("test\r\n"), pipe.readUntil(b("\r\n")));
        pipe.close();
    }

    /** {@code Pipe(pool=None)}: by default a global memory pool for the chunks. */
    @Test
    void pool() {
        try (Pipe own = filled(pipe(), "a");
                Pipe global = filled(Pipe.create(), "a")) {
            assertEquals(1, pool.inUse());
            assertTrue(ChunkPool.shared().stats().inUse() >= 1);
            assertEquals(own.length(), global.length());
        }
    }

    /** {@code get_buffer(sizehint=-1)}: at least sizehint, unless it is -1, then at least 1 byte. */
    @Test
    void getBuffer() {
        try (Pipe pipe = pipe()) {
            assertTrue(pipe.getBuffer(5000).remaining() >= 5000);
            assertTrue(pipe.getBuffer(-1).remaining() >= 1);
            assertTrue(pipe.getBuffer().remaining() >= 1);
            pipe.advance(0);
        }
    }

    /** {@code buffer_written(nbytes)}: must be called after each get_buffer. */
    @Test
    void bufferWritten() throws IOException {
        try (Pipe pipe = filled(pipe(), "abc")) {
            assertThrows(IllegalStateException.class, () -> pipe.bufferWritten(1));
            assertArrayEquals(b("abc"), pipe.readAtMost(-1));
        }
    }

    /** {@code eof(exception=None)}: needs to be called after the stream is closed. */
    @Test
    void eof() throws IOException {
        try (Pipe pipe = filled(pipe(), "abc")) {
            pipe.eof();
            assertArrayEquals(b("abc"), pipe.readBytes(3));
            assertArrayEquals(b(""), pipe.readBytes(3));
        }
    }

    /** {@code eof(exception)}. */
    @Test
    void eofWithAnException() throws IOException {
        try (Pipe pipe = filled(pipe(), "abc")) {
            Exception exception = new Exception("reset");
            pipe.eof(exception);
            assertArrayEquals(b("abc"), pipe.readBytes(3));
            assertSame(
                    exception,
                    assertThrows(IOException.class, () -> pipe.readBytes(3)).getCause());
            assertSame(exception, pipe.failure());
        }
    }

    /** {@code readbytes(nbytes)}. */
    @Test
    void readbytes() throws IOException {
        try (Pipe pipe = filled(pipe(), "abc")) {
            assertNull(pipe.readBytes(4));
            assertArrayEquals(b("ab"), pipe.readBytes(2));
            assertEquals(1, pipe.length());
        }
    }

    /** {@code readatmostbytes(nbytes=-1)}. */
    @Test
    void readatmostbytes() throws IOException {
        try (Pipe pipe = filled(pipe(), "abcdef")) {
            assertArrayEquals(b("ab"), pipe.readAtMost(2));
            assertArrayEquals(b("cdef"), pipe.readAtMost(-1));
            assertNull(pipe.readAtMost(-1));
        }
    }

    /** {@code readuntil(seperator, skip_seperator=False)}. */
    @Test
    void readuntil() throws IOException {
        try (Pipe pipe = filled(pipe(), "a\r\nb\r\nc")) {
            assertArrayEquals(b("a\r\n"), pipe.readUntil(b("\r\n")));
            assertArrayEquals(b("b"), pipe.readUntil(b("\r\n"), true));
            assertNull(pipe.readUntil(b("\r\n")));
        }
    }

    /** {@code findbyte(byte, start=0, end=-1)}. */
    @Test
    void findbyte() {
        try (Pipe pipe = filled(pipe(), "abcabc")) {
            assertEquals(2, pipe.indexOf((byte) 'c'));
            assertEquals(5, pipe.indexOf((byte) 'c', 3, -1));
            assertEquals(-1, pipe.indexOf((byte) 'c', 3, 5));
        }
    }

    /** {@code find(s, start=0, end=-1)}. */
    @Test
    void find() {
        try (Pipe pipe = filled(pipe(), "abcabc")) {
            assertEquals(1, pipe.indexOf(b("bc")));
            assertEquals(4, pipe.indexOf(b("bc"), 2, -1));
            assertEquals(-1, pipe.indexOf(b("bc"), 2, 5));
        }
    }

    /** {@code peek(nbytes)}. */
    @Test
    void peek() throws IOException {
        try (Pipe pipe = filled(pipe(), "abc")) {
            assertArrayEquals(b("ab"), pipe.peek(2));
            assertArrayEquals(b("abc"), pipe.peek(5));
            assertEquals(3, pipe.length());
        }
    }

    /** {@code __len__()} and {@code closed()}. */
    @Test
    void lenAndClosed() {
        try (Pipe pipe = filled(pipe(), "abc")) {
            assertEquals(3, pipe.length());
            assertFalse(pipe.isEof());
            pipe.eof();
            assertTrue(pipe.isEof());
            assertNull(pipe.failure());
        }
    }

    /** {@code PartialReadError.leftover}. */
    @Test
    void partialReadError() {
        try (Pipe pipe = filled(pipe(), "abc")) {
            pipe.eof();
            PartialReadException error = assertThrows(PartialReadException.class, () -> pipe.readBytes(4));
            assertEquals("Requested 4 bytes but encountered EOF", error.getMessage());
            assertArrayEquals(b("abc"), error.leftover());
        }
    }

    /** The names that came later: take, takeuntil, takeline, skip, skip_if_startswith, append, extend, merge, chunks. */
    @Test
    void withoutCopies() throws IOException {
        try (Pipe pipe = filled(pipe(), "takeuntil|line\nskipped!")) {
            pipe.append(ByteBuffer.wrap(b("appended")));
            pipe.write(Bytes.wrap(b("extended")));
            pipe.flush();
            try (Bytes take = pipe.take(4);
                    Bytes until = pipe.takeUntil(b("|"), false);
                    Bytes line = pipe.takeLine()) {
                assertEquals("take", take.toString(US_ASCII));
                assertEquals("until", until.toString(US_ASCII));
                assertEquals("line", line.toString(US_ASCII));
                try (Bytes merged = Bytes.concat(take, until, line)) {
                    assertEquals("takeuntilline", merged.toString(US_ASCII));
                    assertEquals(3, merged.buffers().length);
                }
            }
            assertEquals(4, pipe.skip(4));
            assertFalse(pipe.skipIfStartsWith(b("nothing")));
            assertTrue(pipe.skipIfStartsWith(b("ped!")));
            assertArrayEquals(b("appendedextended"), pipe.readAtMost(-1));
        }
    }
}
