package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class ExceptionsTest {

    @Test
    void aPartialReadKeepsWhatIsLeftOver() {
        byte[] bytes = {1, 2};
        PartialReadException failure = new PartialReadException("Requested 4 bytes but encountered EOF", bytes);
        bytes[0] = 9;
        failure.leftover()[1] = 9;
        assertInstanceOf(EOFException.class, failure);
        assertEquals("Requested 4 bytes but encountered EOF", failure.getMessage());
        assertArrayEquals(new byte[] {1, 2}, failure.leftover());
    }

    @Test
    void aPartialReadIsSerializedWithWhatIsLeftOver() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new PartialReadException("message", new byte[] {1, 2}));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertArrayEquals(new byte[] {1, 2}, ((PartialReadException) in.readObject()).leftover());
        }
    }

    @Test
    void aLimitIsAnIOException() {
        IOException failure = new LimitExceededException("limit");
        assertEquals("limit", failure.getMessage());
    }

    @Test
    void theOthersAreUnchecked() {
        Throwable cause = new IOException("reset");
        RuntimeException closed = new ReaderClosedException("closed");
        assertEquals("closed", closed.getMessage());
        assertSame(cause, new ReaderClosedException("closed", cause).getCause());
        RuntimeException exhausted = new PoolExhaustedException("exhausted");
        assertEquals("exhausted", exhausted.getMessage());
        assertSame(cause, new PoolExhaustedException("exhausted", cause).getCause());
        RuntimeException missing = new ProviderNotFoundException("missing");
        assertEquals("missing", missing.getMessage());
    }
}
