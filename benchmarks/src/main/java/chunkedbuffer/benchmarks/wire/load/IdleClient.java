package chunkedbuffer.benchmarks.wire.load;

import chunkedbuffer.benchmarks.wire.station.Task;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that is measured itself: holds open connections, each of which has sent a message and got it back. */
abstract class IdleClient implements Task {
    /** As many connect at once. */
    private static final int BATCH = 100;

    private final List<AutoCloseable> open = new ArrayList<>();

    /** Connects, sends a message, takes it back, and completes with what closes the connection. */
    abstract CompletableFuture<AutoCloseable> connect(InetSocketAddress server);

    /** {@code open}, the port, how many; or {@code close}. */
    @Override
    public final String run(String[] command) throws Exception {
        switch (command[0]) {
            case "open" -> open(Ping.server(command[1]), Integer.parseInt(command[2]));
            case "close" -> {
                for (AutoCloseable one : open) {
                    one.close();
                }
                open.clear();
            }
            default -> throw new IllegalArgumentException(command[0] + " is unknown to an idle client");
        }
        return "";
    }

    private void open(InetSocketAddress server, int count) throws Exception {
        for (int done = 0; done < count; done += BATCH) {
            List<CompletableFuture<AutoCloseable>> batch = new ArrayList<>();
            for (int i = 0; i < Math.min(BATCH, count - done); i++) {
                batch.add(connect(server));
            }
            for (CompletableFuture<AutoCloseable> one : batch) {
                open.add(one.get(30, TimeUnit.SECONDS));
            }
        }
    }
}
