package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/** Without any checks: who keeps a {@link Bytes} too long never sees what others have received into the same memory since. */
@ExtendWith(NothingLeaked.class)
class StaleBytesTest {

    @Test
    void aClosedHandleShowsNothingOfOthers(PoolProbe pools) throws Exception {
        long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
        Random random = new Random(seed);
        ChunkPool pool = pools.create();
        PipeOptions options = PipeOptions.builder()
                .pool(pool)
                .minimumChunkSize(2048)
                .maximumChunkSize(2048)
                .build();
        List<Bytes> stale = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            try (Pipe pipe = Pipe.create(options)) {
                byte[] own = new byte[1 + random.nextInt(4000)];
                java.util.Arrays.fill(own, (byte) (i & 0x7f));
                pipe.write(own);
                pipe.flush();
                Bytes bytes = pipe.take(own.length);
                Bytes slice = bytes.slice(0, 1 + random.nextInt(own.length));
                Bytes second = bytes.retain();
                bytes.close();
                slice.close();
                second.close();
                stale.addAll(List.of(bytes, slice, second));
            }
            Bytes old = stale.get(random.nextInt(stale.size()));
            for (Executable use : uses(old)) {
                assertThrows(IllegalStateException.class, use, () -> "seed " + seed);
            }
        }
        assertEquals(0, pool.stats().inUse());
    }

    private static List<Executable> uses(Bytes stale) {
        return List.of(
                () -> stale.get(0),
                () -> stale.toByteArray(),
                () -> stale.toString(java.nio.charset.StandardCharsets.US_ASCII),
                () -> stale.slice(0, 1),
                () -> stale.retain(),
                () -> stale.copyTo(ByteBuffer.allocate(1)),
                () -> stale.buffers(),
                () -> stale.asByteBuffer(),
                () -> stale.indexOf((byte) 1),
                () -> stale.startsWith(new byte[] {1}),
                () -> stale.writeTo(java.io.OutputStream.nullOutputStream()));
    }
}
