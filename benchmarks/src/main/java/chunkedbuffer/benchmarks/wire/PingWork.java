package chunkedbuffer.benchmarks.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A message of 64 bytes to an echo server and back, on one connection or on 64 at once. */
final class PingWork extends EchoWork {
    private final boolean blocking;

    /**
     * One of two kinds.
     *
     * @param blocking whether the servers have a thread for each connection, or one loop for all
     */
    PingWork(Path logs, boolean blocking) {
        super(logs);
        this.blocking = blocking;
        if (blocking) {
            addBlocking(SERVERS, "Echo", "ChunkedBlockingEcho");
        } else {
            addLoops();
        }
    }

    @Override
    String name() {
        return blocking ? "blocking-server" : "ping";
    }

    @Override
    String title() {
        return blocking ? "Ping-pong, servers that block" : "Ping-pong, servers on a loop";
    }

    @Override
    List<String> columns() {
        return List.of(name() + " connections=1", name() + " connections=64");
    }

    @Override
    String reference() {
        return blocking ? "SOCKET" : "LIMIT_NIO";
    }

    @Override
    Figure chief() {
        return Figure.MEDIAN;
    }

    @Override
    Map<Figure, Double> measure(String column, Subject subject, Effort effort)
            throws IOException, InterruptedException {
        return subject.measure(() -> done(load().ask(
                        bound(effort),
                        "ping",
                        subject.port(),
                        number(column, "connections"),
                        effort.seconds() * 1000L)));
    }
}
