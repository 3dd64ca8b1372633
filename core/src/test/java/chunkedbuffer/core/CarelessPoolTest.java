package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PoolStats;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A pool of somebody else's that returns {@code null} from {@code acquire}, as a mock does, is named. */
class CarelessPoolTest {
    private static final String MESSAGE = "The pool careless gave null where a chunk of 2048 bytes is needed:"
            + " its acquire must return one, or throw PoolExhaustedException";

    private final Pipe pipe = Pipe.create(
            PipeOptions.builder().provider("default").pool(new Careless()).build());

    @Test
    void aWriteNamesThePool() {
        byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                MESSAGE,
                assertThrows(IllegalStateException.class, () -> pipe.write(bytes))
                        .getMessage());
        assertEquals(0, pipe.unflushed());
    }

    @Test
    void aBufferThatIsAskedForNamesThePool() {
        assertEquals(
                MESSAGE,
                assertThrows(IllegalStateException.class, pipe::getBuffer).getMessage());
    }

    @Test
    void aBufferThatIsOnlyTriedForIsNull() {
        assertNull(pipe.tryGetBuffer(1));
    }

    private static final class Careless implements ChunkPool {
        @Override
        @SuppressWarnings("NullAway") // what it is here for
        public Chunk acquire(int minCapacity) {
            return null;
        }

        @Override
        public PoolStats stats() {
            return new PoolStats(0, 0, 0, 0, 0, 0);
        }

        @Override
        public void trim() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return "careless";
        }
    }
}
