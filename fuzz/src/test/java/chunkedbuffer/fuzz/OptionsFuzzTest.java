package chunkedbuffer.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.LeakDetection;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.ProviderNotFoundException;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/** Options and names that make no sense are refused with a message, and what is not refused works. */
class OptionsFuzzTest {

    private static final int[] SIZES = {0, 1, 2, 7, 64, 2048, 65_536, 1 << 20, -1, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private static int size(FuzzedRandom random) {
        return random.nextBoolean() ? SIZES[random.nextInt(SIZES.length)] : random.nextInt(100_000);
    }

    private static long amount(FuzzedRandom random) {
        return random.nextInt(4) == 0 ? random.nextLong() : size(random);
    }

    private static void refusedFor(RuntimeException refused) {
        assertTrue(refused.getMessage() != null && refused.getMessage().length() > 10, refused::toString);
    }

    @FuzzTest
    void pipesWorkOrAreRefused(byte[] input) throws Exception {
        FuzzedRandom random = new FuzzedRandom(input);
        PipeOptions options;
        try {
            options = PipeOptions.builder()
                    .minimumChunkSize(size(random))
                    .maximumChunkSize(size(random))
                    .inputCutoffSize(size(random))
                    .pauseThreshold(amount(random))
                    .resumeThreshold(amount(random))
                    .build();
            ConnectionOptions.builder()
                    .minimumChunkSize(size(random))
                    .maximumChunkSize(size(random))
                    .pauseThreshold(amount(random))
                    .resumeThreshold(amount(random))
                    .readTimeout(Duration.ofMillis(amount(random)))
                    .connectTimeout(Duration.ofMillis(amount(random)))
                    .build();
        } catch (IllegalArgumentException refused) {
            refusedFor(refused);
            return;
        }
        if (options.minimumChunkSize() > 1 << 24) {
            return; // so much memory is its user's business
        }
        try (Pipe pipe = Pipe.create(options)) {
            byte[] data = random.bytes(1000);
            pipe.write(data);
            pipe.flush();
            assertArrayEquals(data, data.length == 0 ? data : pipe.readBytes(data.length));
        }
    }

    @FuzzTest
    void poolsWorkOrAreRefused(byte[] input) {
        FuzzedRandom random = new FuzzedRandom(input);
        String name = new String[] {"slab", "commons"}[random.nextInt(2)];
        ChunkPoolOptions options;
        try {
            options = ChunkPoolOptions.builder()
                    .memory(MemoryKind.values()[random.nextInt(2)])
                    .maxIdleBytes(amount(random))
                    .maxTotalBytes(amount(random))
                    .leakDetection(LeakDetection.values()[random.nextInt(3)])
                    .acquireTimeout(Duration.ofMillis(random.nextInt(3)))
                    .build();
        } catch (IllegalArgumentException refused) {
            refusedFor(refused);
            return;
        }
        try (ChunkPool pool = ChunkPool.create(name, options)) {
            for (int i = 0; i < 10; i++) {
                int wanted = random.nextInt(100_000);
                Chunk chunk;
                try {
                    chunk = pool.acquire(wanted);
                } catch (IllegalArgumentException | PoolExhaustedException refused) {
                    refusedFor(refused);
                    continue;
                }
                assertTrue(chunk.capacity() >= wanted);
                chunk.release();
            }
            assertTrue(pool.stats().inUseBytes() == 0, () -> pool.stats().toString());
        }
    }

    @FuzzTest
    void namesAreFoundOrRefused(byte[] input) {
        String name = new String(input, UTF_8);
        try {
            ChunkPool.create(name, ChunkPoolOptions.defaults()).close();
            Transport.open(TransportOptions.builder().name(name).threads(1).build())
                    .close();
        } catch (IllegalArgumentException | ProviderNotFoundException refused) {
            refusedFor(refused);
        }
        String before = System.getProperty("chunkedbuffer.pipe");
        System.setProperty("chunkedbuffer.pipe", name);
        try {
            Pipe.create(PipeOptions.defaults()).close();
        } catch (IllegalArgumentException | ProviderNotFoundException refused) {
            refusedFor(refused);
        } finally {
            if (before == null) {
                System.clearProperty("chunkedbuffer.pipe");
            } else {
                System.setProperty("chunkedbuffer.pipe", before);
            }
        }
    }
}
