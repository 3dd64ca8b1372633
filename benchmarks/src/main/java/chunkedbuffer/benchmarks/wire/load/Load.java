package chunkedbuffer.benchmarks.wire.load;

import chunkedbuffer.benchmarks.wire.station.Task;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What makes the load of the echo servers, over plain channels. Its commands are the cases below. */
public final class Load implements Task {
    private Ping idle = new Ping();

    /** One for one process. */
    public Load() {}

    @Override
    public String run(String[] command) throws IOException {
        return switch (command[0]) {
            case "bulk" -> // port, bytes, whether to look at them
                String.valueOf(Bulk.run(command[1], Long.parseLong(command[2]), Boolean.parseBoolean(command[3])));
            case "ping" -> ping(command[1], Integer.parseInt(command[2]), Long.parseLong(command[3]));
            case "open" -> { // port, connections
                idle.open(command[1], Integer.parseInt(command[2]));
                yield "";
            }
            case "play" -> play(idle, Integer.parseInt(command[1]), Long.parseLong(command[2])); // active, ms
            case "close" -> {
                idle.close();
                idle = new Ping();
                yield "";
            }
            default -> throw new IllegalArgumentException(command[0] + " is unknown to the load");
        };
    }

    private static String ping(String port, int connections, long millis) throws IOException {
        try (Ping ping = new Ping()) {
            ping.open(port, connections);
            return play(ping, connections, millis);
        }
    }

    private static String play(Ping ping, int active, long millis) throws IOException {
        long begin = System.nanoTime();
        Latencies latencies = ping.play(active, TimeUnit.MILLISECONDS.toNanos(millis));
        return latencies.summary(System.nanoTime() - begin);
    }
}
