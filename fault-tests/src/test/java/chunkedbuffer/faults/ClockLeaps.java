package chunkedbuffer.faults;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits with a time-out, in a process whose clock goes by a file: while they last the clock leaps by hours, forward and then backward. Prints
 * each wait that ended by its time-out and not before it.
 */
final class ClockLeaps {

    static final List<String> WAITS = List.of("connect", "read", "await", "acquire");

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private ClockLeaps() {}

    interface Wait {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path clock = Path.of(args[1]);
        leap(clock, "+0");
        try (Transport transport = Transports.open(args[0]);
                Listener silent = Patience.get(transport.listen(FaultSuite.ANY, accepted -> {}));
                ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Pipe pipe = Pipe.create();
                ChunkPool pool = ChunkPool.create(ChunkPoolOptions.builder()
                        .maxTotalBytes(4096)
                        .acquireTimeout(TIMEOUT)
                        .build())) {
            List<SocketChannel> waiting = fill(full);
            ConnectionOptions options = ConnectionOptions.builder()
                    .connectTimeout(TIMEOUT)
                    .readTimeout(TIMEOUT)
                    .build();
            Connection open = Patience.get(transport.connect(silent.localAddress(), options));
            Chunk all = pool.acquire(4096);
            Map<String, Wait> waits = new LinkedHashMap<>();
            waits.put(
                    "connect",
                    () -> expect(SocketTimeoutException.class, () -> {
                        try {
                            transport
                                    .connect(full.getLocalSocketAddress(), options)
                                    .toCompletableFuture()
                                    .get();
                        } catch (ExecutionException e) {
                            throw (Exception) e.getCause();
                        }
                    }));
            waits.put(
                    "read",
                    () -> expect(
                            SocketTimeoutException.class,
                            () -> ChunkedStream.over(open).blocking().readLine()));
            waits.put("await", () -> expect(TimeoutException.class, () -> pipe.awaitReadable(1, TIMEOUT)));
            waits.put("acquire", () -> expect(PoolExhaustedException.class, () -> pool.acquire(4096)));
            for (String leap : List.of("+6h", "-6h")) {
                round(clock, leap, waits);
            }
            all.release();
            open.close();
            for (SocketChannel each : waiting) {
                each.close();
            }
        }
    }

    private static void round(Path clock, String leap, Map<String, Wait> waits) throws Exception {
        leap(clock, "+0");
        Map<String, CompletableFuture<Void>> running = new LinkedHashMap<>();
        waits.forEach((name, wait) -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            running.put(name, done);
            new Thread(() -> {
                        try {
                            wait.run();
                            done.complete(null);
                        } catch (Throwable e) {
                            done.completeExceptionally(e);
                        }
                    })
                    .start();
        });
        LockSupport.parkNanos(TIMEOUT.toNanos() / 4);
        long before = System.currentTimeMillis();
        leap(clock, leap);
        long hours = TimeUnit.MILLISECONDS.toHours(Math.abs(System.currentTimeMillis() - before) + 60_000);
        if (hours != 6) {
            throw new AssertionError("the clock leapt by " + hours + " h, not by " + leap);
        }
        for (Map.Entry<String, CompletableFuture<Void>> each : running.entrySet()) {
            each.getValue().get(Patience.SECONDS, TimeUnit.SECONDS);
            System.out.println(leap + " " + each.getKey());
        }
    }

    private static void expect(Class<? extends Exception> failure, Wait wait) throws Exception {
        long start = System.nanoTime();
        try {
            wait.run();
        } catch (Exception e) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (!failure.isInstance(e) || millis < TIMEOUT.toMillis() - 50) {
                throw new AssertionError("after " + millis + " ms", e);
            }
            return;
        }
        throw new AssertionError("it did not time out");
    }

    private static void leap(Path clock, String offset) throws Exception {
        Files.writeString(clock, offset + "\n");
    }

    /** So many connect that no further one is answered. */
    private static List<SocketChannel> fill(ServerSocket server) throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SocketChannel each = SocketChannel.open();
            each.configureBlocking(false);
            each.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
            waiting.add(each);
        }
        return waiting;
    }
}
