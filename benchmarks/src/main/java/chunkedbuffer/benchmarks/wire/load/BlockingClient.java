package chunkedbuffer.benchmarks.wire.load;

import chunkedbuffer.benchmarks.wire.server.Workers;
import chunkedbuffer.benchmarks.wire.station.Task;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A client that is measured itself: a thread a connection sends a message and waits for it to come back, again and again. */
abstract class BlockingClient implements Task {
    private final Executor workers;

    /** One a connection, and one for all. They are kept, as what a client allocates is measured. */
    private final List<Latencies> recorders = new ArrayList<>();

    private final Latencies all = new Latencies();

    /**
     * Its threads.
     *
     * @param kind {@code platform} or {@code virtual}
     */
    BlockingClient(String kind) {
        workers = Workers.of(kind);
    }

    /** A connection. */
    interface Line extends AutoCloseable {
        /**
         * Sends a message, and waits for as many bytes.
         *
         * @return whether they came
         */
        boolean roundTrip(byte[] message) throws IOException;

        @Override
        void close() throws IOException;
    }

    abstract Line connect(String port) throws Exception;

    /** {@code ping}, the port, how many connections, how many ms. */
    @Override
    public final String run(String[] command) throws Exception {
        long nanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(command[3]));
        long begin = System.nanoTime();
        List<CompletableFuture<Latencies>> running = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(command[2]); i++) {
            if (i == recorders.size()) {
                recorders.add(new Latencies());
            }
            Latencies recorder = recorders.get(i);
            running.add(CompletableFuture.supplyAsync(() -> play(command[1], begin + nanos, recorder), workers));
        }
        all.clear();
        for (CompletableFuture<Latencies> one : running) {
            all.addAll(one.get(nanos + TimeUnit.SECONDS.toNanos(30), TimeUnit.NANOSECONDS));
        }
        return all.summary(System.nanoTime() - begin);
    }

    private Latencies play(String port, long end, Latencies latencies) {
        byte[] message = new byte[Message.SIZE];
        latencies.clear();
        try (Line line = connect(port)) {
            for (long before = System.nanoTime(); before < end; ) {
                if (!line.roundTrip(message)) {
                    throw new EOFException("The server closed a connection");
                }
                long now = System.nanoTime();
                latencies.add(now - before);
                before = now;
            }
            return latencies;
        } catch (Exception e) {
            throw new IllegalStateException("A connection failed", e);
        }
    }
}
