package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.PartialReadException;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.tck.ProbePool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stream goes through two pipes on three threads in every way at random, whole chunks among them; in two of three runs another
 * thread closes one of the pipes on the way. What arrives is the beginning of the stream, all of it if nobody closed, and every chunk
 * goes home: memory that has gone home is spoilt.
 *
 * <p>{@code -Dchunkedbuffer.seed} repeats what the threads choose, {@code -Dchunkedbuffer.runs} is for more runs.
 */
class RelayTest {
    private static final int VOLUME = 20_000;

    private final long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());

    @Test
    @Timeout(120)
    void whatArrivesIsTheBeginningOfTheStream() throws Exception {
        int runs = Integer.getInteger("chunkedbuffer.runs", 600);
        System.out.println("RelayTest: -Dchunkedbuffer.seed=" + seed + " -Dchunkedbuffer.runs=" + runs);
        for (int run = 0; run < runs; run++) {
            try {
                run(seed + run, run % 3 > 0, MemoryKind.values()[run % 2]);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("-Dchunkedbuffer.seed=" + (seed + run) + " in run " + run, e);
            }
        }
    }

    private static void run(long seed, boolean closes, MemoryKind kind) throws Exception {
        Random random = new Random(seed);
        ProbePool pool = new ProbePool(kind).forgetful();
        PipeOptions options = PipeOptions.builder()
                .pool(pool)
                .minimumChunkSize(64)
                .maximumChunkSize(64)
                .inputCutoffSize(16)
                .pauseThreshold(0)
                .build();
        Pipe first = Pipe.create(options);
        Pipe second = Pipe.create(options);
        CompletableFuture<Void> writing = onThread("writer", () -> write(first, new Random(seed + 1)));
        CompletableFuture<Void> relaying =
                onThread("relay", () -> relay(first.reader(), second.writer(), closes, new Random(seed + 2)));
        CompletableFuture<Void> reading = onThread("reader", () -> read(second.reader(), closes, new Random(seed + 3)));
        if (closes) {
            for (int spins = random.nextInt(100_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            (random.nextBoolean() ? first : second).close();
        }
        try {
            end(writing);
            end(relaying);
            end(reading);
        } finally {
            first.close();
            second.close();
        }
        pool.assertBalanced();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> onThread(String name, Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        new Thread(
                        () -> {
                            try {
                                work.run();
                                done.complete(null);
                            } catch (Throwable e) {
                                done.completeExceptionally(e);
                            }
                        },
                        name)
                .start();
        return done;
    }

    private static void end(CompletableFuture<Void> thread) throws Exception {
        try {
            thread.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static byte at(long position) {
        return (byte) ((position * 31 + (position >> 7)) % 101);
    }

    private static byte[] piece(long from, int count) {
        byte[] piece = new byte[count];
        for (int i = 0; i < count; i++) {
            piece[i] = at(from + i);
        }
        return piece;
    }

    private static void write(Pipe pipe, Random random) {
        try {
            int position = 0;
            while (position < VOLUME) {
                byte[] piece = piece(position, Math.min(1 + random.nextInt(90), VOLUME - position));
                position += writePiece(pipe, piece, random);
                if (random.nextInt(3) == 0) {
                    pipe.flush();
                }
            }
            pipe.eof();
        } catch (ReaderClosedException e) {
            // Somebody closes in this run.
        }
    }

    private static int writePiece(Pipe pipe, byte[] piece, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> pipe.write(piece);
            case 1 -> pipe.append(ByteBuffer.wrap(piece));
            case 2 -> {
                try (Bytes bytes = Bytes.wrap(piece)) {
                    pipe.write(bytes);
                }
            }
            case 3 -> {
                pipe.getBuffer(1 + random.nextInt(64));
                pipe.advance(0);
                return 0;
            }
            default -> {
                ByteBuffer room = pipe.getBuffer(1 + random.nextInt(40));
                int count = Math.min(piece.length, room.remaining());
                room.put(piece, 0, count);
                if (random.nextBoolean()) {
                    pipe.bufferWritten(count);
                } else {
                    pipe.advance(count);
                }
                return count;
            }
        }
        return piece.length;
    }

    private static void relay(PipeReader source, PipeWriter target, boolean closes, Random random) throws IOException {
        Deque<Bytes> kept = new ArrayDeque<>();
        try {
            while (!source.isExhausted()) {
                relaySome(source, target, kept, random);
            }
        } catch (ReaderClosedException e) {
            source.close();
        } catch (IllegalStateException e) {
            if (!closes) {
                throw e;
            }
        } finally {
            kept.forEach(Bytes::close);
            target.eof();
        }
    }

    private static void relaySome(PipeReader source, PipeWriter target, Deque<Bytes> kept, Random random)
            throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> {
                try {
                    Bytes taken = source.take(1 + random.nextInt(70));
                    if (taken != null) {
                        kept.add(taken);
                        target.write(taken);
                    }
                } catch (PartialReadException e) {
                    target.write(e.leftover());
                }
                target.flush();
                if (kept.size() > 3) {
                    kept.remove().close();
                }
            }
            case 1 -> {
                byte[] copied = source.readAtMost(1 + random.nextInt(100));
                if (copied != null) {
                    target.write(copied);
                    target.flush();
                }
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    target.getBuffer(64); // the transfer takes it back
                }
                source.transferTo(target, random.nextBoolean() ? -1 : 1 + random.nextInt(80));
            }
        }
    }

    private static void read(PipeReader source, boolean closes, Random random) throws IOException {
        long position = 0;
        try {
            while (!source.isExhausted()) {
                byte[] some = random.nextBoolean() ? source.readAtMost(1 + random.nextInt(200)) : taken(source);
                if (some != null) {
                    for (byte b : some) {
                        assertEquals(at(position), b, "byte " + position);
                        position++;
                    }
                }
            }
        } catch (IllegalStateException e) {
            if (!closes) {
                throw e;
            }
        }
        if (!closes) {
            assertEquals(VOLUME, position);
        }
    }

    private static byte @Nullable [] taken(PipeReader source) throws IOException {
        Bytes taken = source.take(-1);
        if (taken == null) {
            return null;
        }
        try (taken) {
            return taken.toByteArray();
        }
    }
}
