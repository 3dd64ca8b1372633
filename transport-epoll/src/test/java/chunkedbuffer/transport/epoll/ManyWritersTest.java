package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random pieces, written by threads of their own, through sockets whose buffers are small: the flushing thread and the loop
 * take turns at the output many times. The seed is printed; {@code -Dchunkedbuffer.seed=...} runs it again.
 */
@ExtendWith(NothingLeaked.class)
@Timeout(90)
class ManyWritersTest {

    private static final int CONNECTIONS = 6;
    private static final int BYTES = 3 * 1024 * 1024;

    @Test
    void everyByteComesBackInOrder(PoolProbe pools) throws Exception {
        long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
        System.out.println("ManyWritersTest: -Dchunkedbuffer.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        ChunkPool pool = pools.create();
        ConnectionOptions options = ConnectionOptions.builder()
                .pool(pool)
                .minimumChunkSize(512)
                .maximumChunkSize(8192)
                .pauseThreshold(20_000)
                .resumeThreshold(random.nextInt(20_000))
                .option(StandardSocketOptions.SO_SNDBUF, 16 * 1024)
                .option(StandardSocketOptions.SO_RCVBUF, 16 * 1024)
                .build();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Transport transport = new EpollTransportProvider()
                .create(TransportOptions.builder().threads(2).build())) {
            Listener listener = transport
                    .listen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            options,
                            connection -> echo(connection))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection connection = transport
                        .connect(listener.localAddress(), options)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
                SplittableRandom mine = random.split();
                all.add(CompletableFuture.runAsync(() -> write(connection, mine), threads));
                all.add(CompletableFuture.runAsync(() -> check(connection), threads));
            }
            for (CompletableFuture<Void> one : all) {
                one.get(80, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte at(int position) {
        return (byte) (position * 31 + (position >> 8));
    }

    private static void write(Connection connection, SplittableRandom random) {
        PipeWriter output = connection.output();
        int at = 0;
        try {
            while (at < BYTES) {
                byte[] piece =
                        new byte[Math.min(BYTES - at, 1 + random.nextInt(random.nextInt(10) == 0 ? 60_000 : 600))];
                for (int i = 0; i < piece.length; i++) {
                    piece[i] = at(at + i);
                }
                output.write(piece);
                at += piece.length;
                if (random.nextInt(3) == 0 && !output.flush()) {
                    output.awaitWritable();
                }
            }
            output.eof();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(Connection connection) {
        try {
            int at = 0;
            while (connection.input().awaitReadable(1)) {
                byte[] some = connection.input().readAtMost(-1);
                for (byte b : some) {
                    if (b != at(at)) {
                        throw new AssertionError("byte " + at + " is " + b + ", not " + at(at));
                    }
                    at++;
                }
            }
            assertEquals(BYTES, at);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With back-pressure: reads on when what it wrote is taken. */
    private static void echo(Connection connection) {
        connection.input().onReadable(() -> {
            try {
                long moved = 1;
                while (moved > 0 && connection.output().isWritable()) {
                    moved = connection.input().transferTo(connection.output(), -1);
                }
                if (moved < 0) {
                    connection.output().eof();
                } else if (moved > 0) {
                    connection.input().onReadable(null);
                    connection.output().whenWritable().thenRun(() -> echo(connection));
                }
            } catch (IOException e) {
                connection.abort();
            }
        });
    }
}
