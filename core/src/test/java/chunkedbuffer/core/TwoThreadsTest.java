package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.tck.ProbePool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A writer and a reader at full speed on two threads: every byte arrives, in order, and every chunk goes home.
 *
 * <p>The normal build sends a GiB; {@code -Dchunkedbuffer.volume} sends more or fewer bytes, {@code -Dchunkedbuffer.seed} repeats
 * the sizes and the ways of writing and reading.
 */
class TwoThreadsTest {
    private static final int LARGEST = 100_000;

    @Test
    @Timeout(300)
    void everyByteArrivesInOrder() throws Exception {
        try (ChunkPool pool = ChunkPool.create("slab", ChunkPoolOptions.defaults())) {
            PipeOptions options = PipeOptions.builder().pool(pool).build();
            run("slab pool", options, Long.getLong("chunkedbuffer.volume", 1L << 30));
            assertEquals(0, pool.stats().inUse());
            assertEquals(pool.stats().acquired(), pool.stats().released());
        }
    }

    @Test
    @Timeout(300)
    void everyByteArrivesInOrderInSmallChunksThatAreWatched() throws Exception {
        for (MemoryKind kind : MemoryKind.values()) {
            ProbePool pool = new ProbePool(kind).forgetful();
            PipeOptions options = PipeOptions.builder()
                    .pool(pool)
                    .minimumChunkSize(8)
                    .maximumChunkSize(600)
                    .inputCutoffSize(50)
                    .pauseThreshold(2000)
                    .resumeThreshold(500)
                    .build();
            run(kind + ", small chunks", options, Long.getLong("chunkedbuffer.volume", 1L << 30) / 64);
            pool.assertBalanced();
        }
    }

    @Test
    @Timeout(60)
    void aWriterThatWaitsForMemoryGetsWhatTheReaderGivesBack() throws Exception {
        ChunkPoolOptions bounded =
                ChunkPoolOptions.builder().maxTotalBytes(8192).build();
        try (ChunkPool pool = ChunkPool.create("slab", bounded);
                Pipe pipe = Pipe.create(PipeOptions.builder()
                        .pool(pool)
                        .minimumChunkSize(8192)
                        .maximumChunkSize(8192)
                        .build())) {
            byte[] data = new byte[1 << 20];
            new Random(1).nextBytes(data);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                try (var out = pipe.asOutputStream()) {
                    out.write(data);
                } catch (Exception e) {
                    pipe.eof(e);
                }
            });
            assertArrayEquals(data, pipe.asInputStream().readAllBytes());
            writer.get(20, TimeUnit.SECONDS);
            assertEquals(0, pool.stats().inUse());
        }
    }

    private static void run(String name, PipeOptions options, long volume) throws Exception {
        long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
        System.out.println("TwoThreadsTest, " + name + ": " + volume + " bytes, -Dchunkedbuffer.seed=" + seed);
        int largest = (int) Math.min(LARGEST, Math.max(1, options.pauseThreshold() * 2));
        try (Pipe pipe = Pipe.create(options)) {
            CompletableFuture<Void> writer = new CompletableFuture<>();
            Thread thread = new Thread(
                    () -> {
                        try {
                            write(pipe, new Random(seed), volume, largest);
                            writer.complete(null);
                        } catch (Throwable e) {
                            writer.completeExceptionally(e);
                            pipe.eof(e);
                        }
                    },
                    "writer");
            thread.start();
            try {
                read(pipe, new Random(~seed), volume, largest);
            } catch (Throwable e) {
                throw new AssertionError(name + ": -Dchunkedbuffer.seed=" + seed, e);
            } finally {
                pipe.close();
                thread.join(TimeUnit.SECONDS.toMillis(20));
            }
            writer.get(20, TimeUnit.SECONDS);
        }
    }

    /** The byte at each position of the stream: a hash of its word's number. */
    private static long word(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }

    private static byte at(long position) {
        return (byte) (word(position >>> 3) >>> (position & 7) * 8);
    }

    private static void fill(ByteBuffer buffer, long from, int count) {
        int index = buffer.position();
        int end = index + count;
        long position = from;
        ByteBuffer words = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (index < end) {
            if ((position & 7) == 0 && end - index >= 8) {
                words.putLong(index, word(position >>> 3));
                index += 8;
                position += 8;
            } else {
                words.put(index++, at(position++));
            }
        }
    }

    private static void check(ByteBuffer buffer, long from) {
        int index = buffer.position();
        int end = buffer.limit();
        long position = from;
        ByteBuffer words = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (index < end) {
            if ((position & 7) == 0 && end - index >= 8 && words.getLong(index) == word(position >>> 3)) {
                index += 8;
                position += 8;
            } else {
                if (words.get(index) != at(position)) {
                    throw new AssertionError(
                            "the byte at " + position + " is " + words.get(index) + ", not " + at(position));
                }
                index++;
                position++;
            }
        }
    }

    private static void write(Pipe pipe, Random random, long volume, int largest) throws Exception {
        byte[] array = new byte[largest];
        long sent = 0;
        while (sent < volume) {
            int count = (int) Math.min(volume - sent, 1 + random.nextInt(random.nextInt(3) == 0 ? largest : 300));
            switch (random.nextInt(5)) {
                case 0 -> {
                    fill(ByteBuffer.wrap(array), sent, count);
                    pipe.write(array, 0, count);
                }
                case 1 -> {
                    ByteBuffer own = ByteBuffer.allocate(count);
                    fill(own, sent, count);
                    pipe.append(own);
                }
                case 2 -> {
                    byte[] own = new byte[count];
                    fill(ByteBuffer.wrap(own), sent, count);
                    try (Bytes bytes = Bytes.wrap(own)) {
                        pipe.write(bytes);
                    }
                }
                case 3 -> {
                    pipe.getBuffer(count);
                    pipe.advance(0);
                    fill(pipe.getBuffer(count), sent, count);
                    pipe.advance(count);
                }
                default -> {
                    ByteBuffer buffer = pipe.getBuffer();
                    count = Math.min(count, buffer.remaining());
                    fill(buffer, sent, count);
                    pipe.bufferWritten(count);
                }
            }
            sent += count;
            if (random.nextInt(3) > 0 && !pipe.flush()) {
                if (random.nextBoolean()) {
                    pipe.awaitWritable();
                } else if (random.nextInt(4) > 0) {
                    pipe.whenWritable().toCompletableFuture().get(60, TimeUnit.SECONDS);
                }
            }
            dawdle(random);
        }
        pipe.eof();
    }

    private static void read(Pipe pipe, Random random, long volume, int largest) throws Exception {
        long received = 0;
        ByteBuffer into = ByteBuffer.allocate(largest);
        while (true) {
            int most = 1 + random.nextInt(random.nextInt(3) == 0 ? largest : 300);
            switch (random.nextInt(5)) {
                case 0 -> received += taken(pipe.take(-1), received);
                case 1 -> received += taken(pipe.take(Math.min(most, volume - received)), received);
                case 2 -> {
                    byte[] bytes = pipe.readAtMost(most);
                    if (bytes != null) {
                        check(ByteBuffer.wrap(bytes), received);
                        received += bytes.length;
                    }
                }
                case 3 -> {
                    into.clear();
                    pipe.readInto(into);
                    check(into.flip(), received);
                    received += into.remaining();
                }
                default -> {
                    long position = received;
                    for (ByteBuffer part : pipe.buffered().buffers()) {
                        check(part, position);
                        position += part.remaining();
                    }
                    received += pipe.skip(position - received);
                }
            }
            if (pipe.isExhausted()) {
                break;
            }
            if (pipe.length() == 0 || random.nextInt(5) == 0) {
                long wanted = Math.min(volume - received, 1 + random.nextInt(largest));
                if (random.nextBoolean()) {
                    pipe.awaitReadable(wanted);
                } else {
                    pipe.whenReadable(wanted).toCompletableFuture().get(60, TimeUnit.SECONDS);
                }
            }
            dawdle(random);
        }
        assertEquals(volume, received);
        assertTrue(pipe.isEof());
    }

    private static int taken(Bytes bytes, long position) {
        if (bytes == null) {
            return 0;
        }
        try (bytes) {
            long at = position;
            for (ByteBuffer part : bytes.buffers()) {
                check(part, at);
                at += part.remaining();
            }
            return (int) (at - position);
        }
    }

    /** Lets the other thread get ahead now and then; nothing depends on it. */
    private static void dawdle(Random random) {
        if (random.nextInt(2000) == 0) {
            LockSupport.parkNanos(100_000);
        }
    }
}
