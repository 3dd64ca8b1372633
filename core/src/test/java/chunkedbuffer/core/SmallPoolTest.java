package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream whose chunks would grow larger than the pool's bound goes on with smaller ones. */
class SmallPoolTest {
    private static final int BOUND = 16 * 1024;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theStreamGoesOnWithSmallerChunks(boolean wait) throws Exception {
        ChunkPoolOptions bounded = ChunkPoolOptions.builder()
                .maxTotalBytes(BOUND)
                .acquireTimeout(Duration.ZERO)
                .build();
        try (ChunkPool pool = ChunkPool.create("slab", bounded);
                Pipe pipe = Pipe.create(
                        PipeOptions.builder().provider("default").pool(pool).build())) {
            for (int i = 0; i < 100; i++) {
                ByteBuffer buffer = wait ? pipe.getBuffer() : pipe.tryGetBuffer(0);
                assertNotNull(buffer);
                int count = buffer.remaining(); // filled whole each time, so that the size doubles
                assertTrue(count <= BOUND, count + " bytes");
                pipe.bufferWritten(count);
                assertEquals(count, pipe.skip(-1));
            }
            assertEquals(0, pool.stats().inUse());
        }
    }
}
