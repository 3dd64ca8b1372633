package chunkedbuffer.benchmarks.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Work with echo servers, and one process that makes the load for all of them. */
abstract class EchoWork extends Work {
    static final String SERVERS = "chunkedbuffer.benchmarks.wire.server.";
    static final String CLIENTS = "chunkedbuffer.benchmarks.wire.load.";

    /** What the check sends. */
    private static final int SOME = 1 << 20;

    private @Nullable Child load;

    EchoWork(Path logs) {
        super(logs);
    }

    /** Those that echo on their loop. */
    final void addLoops() {
        add("CHUNKEDBUFFER_NIO", SERVERS + "ChunkedEcho", "nio");
        add("CHUNKEDBUFFER_EPOLL", SERVERS + "ChunkedEcho", "epoll");
        add("LIMIT_NIO", SERVERS + "RawEcho");
        add("NETTY", SERVERS + "NettyEcho");
    }

    /** Those that block, on each kind of thread. */
    final void addBlocking(String packageName, String suffix, String chunked) {
        for (String threads :
                Runtime.version().feature() >= 21 ? List.of("platform", "virtual") : List.of("platform")) {
            String name = threads.equals("virtual") ? "_VIRTUAL" : "";
            add("CHUNKEDBUFFER_NIO" + name, packageName + chunked, "nio", threads);
            add("CHUNKEDBUFFER_EPOLL" + name, packageName + chunked, "epoll", threads);
            add("SOCKET" + name, packageName + "Socket" + suffix, threads);
            add("OKIO" + name, packageName + "Okio" + suffix, threads);
        }
    }

    final Child load() throws IOException {
        if (load == null) {
            load = Child.station(Cores.OTHER, log("load"), List.of(CLIENTS + "Load"));
        }
        return load;
    }

    /** A stream whose every byte is looked at. */
    @Override
    void check(Subject subject) throws IOException, InterruptedException {
        load().ask(SOON, "bulk", subject.port(), SOME, true);
    }

    @Override
    void warm(Subject subject, int seconds) throws IOException, InterruptedException {
        load().ask(SOON, "ping", subject.port(), 64, seconds * 1000L);
        load().ask(SOON, "ping", subject.port(), 1, seconds * 500L);
    }

    /** What {@code ping} or {@code play} answers. */
    static Subject.Done done(String answer) {
        String[] numbers = answer.split(" ", -1);
        return new Subject.Done(
                Double.parseDouble(numbers[0]),
                Double.parseDouble(numbers[1]),
                Map.of(Figure.MEDIAN, Double.parseDouble(numbers[2]), Figure.P99, Double.parseDouble(numbers[3])));
    }

    static Duration bound(Effort effort) {
        return Duration.ofSeconds(effort.seconds() + 60L);
    }

    @Override
    public void close() throws IOException {
        if (load != null) {
            load.close();
        }
    }
}
