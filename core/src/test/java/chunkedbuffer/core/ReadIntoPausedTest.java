package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copying read lets a paused writer go on before it copies, and is right whatever runs then. */
class ReadIntoPausedTest {
    private static final byte[] SENT = {1, 2, 3, 4, 5, 6, 7, 8};

    private Pipe pipe;

    @BeforeEach
    void pause() {
        pipe = Pipe.create(PipeOptions.builder()
                .pauseThreshold(SENT.length)
                .resumeThreshold(2)
                .build());
        pipe.write(SENT);
        assertFalse(pipe.flush());
    }

    @AfterEach
    void close() {
        pipe.close();
    }

    @Test
    void theWriterGoesOnBeforeTheCopy() throws Exception {
        long[] left = {-1};
        pipe.whenWritable().thenRun(() -> {
            left[0] = pipe.length();
            pipe.write(SENT, 0, 1);
            pipe.flush();
        });
        ByteBuffer read = ByteBuffer.allocate(6);
        assertEquals(6, pipe.readInto(read));
        assertEquals(SENT.length, left[0], "nothing is consumed yet");
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, read.array());
        assertArrayEquals(new byte[] {7, 8, 1}, pipe.readAtMost(-1));
    }

    @Test
    void whatWaitsMayReadAllThatIsThere() throws Exception {
        pipe.whenWritable().thenRun(() -> assertArrayEquals(SENT, read()));
        ByteBuffer read = ByteBuffer.allocate(SENT.length);
        assertEquals(0, pipe.readInto(read));
        assertEquals(0, read.position());
        assertEquals(0, pipe.length());
    }

    @Test
    void whatWaitsMayReadSome() throws Exception {
        pipe.whenWritable().thenRun(() -> assertEquals(1, next()));
        ByteBuffer read = ByteBuffer.allocate(SENT.length);
        assertEquals(7, pipe.readInto(read));
        assertArrayEquals(new byte[] {2, 3, 4, 5, 6, 7, 8, 0}, read.array());
    }

    @Test
    void whatWaitsMayClose() {
        pipe.whenWritable().thenRun(pipe::close);
        ByteBuffer read = ByteBuffer.allocate(SENT.length);
        assertThrows(IllegalStateException.class, () -> pipe.readInto(read));
        assertEquals(0, read.position());
    }

    @Test
    void aReadOfTooLittleLeavesItPaused() throws Exception {
        assertEquals(5, pipe.readInto(ByteBuffer.allocate(5)));
        assertFalse(pipe.isWritable(), "3 are left");
        assertEquals(1, pipe.readInto(ByteBuffer.allocate(1)));
        assertTrue(pipe.isWritable(), "2 are left");
    }

    private byte[] read() {
        try {
            return pipe.readAtMost(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte next() {
        try {
            return pipe.readByte();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
