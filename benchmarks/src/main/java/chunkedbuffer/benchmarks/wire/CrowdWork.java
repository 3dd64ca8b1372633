package chunkedbuffer.benchmarks.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A hundred connections play ping-pong, alone or while many others are open and idle. */
final class CrowdWork extends EchoWork {
    private static final int ACTIVE = 100;

    CrowdWork(Path logs) {
        super(logs);
        addLoops();
    }

    @Override
    String name() {
        return "crowd";
    }

    @Override
    String title() {
        return "Ping-pong on 100 connections, without and with 9,900 idle ones";
    }

    @Override
    List<String> columns() {
        return List.of("crowd open=100", "crowd open=10000");
    }

    @Override
    String reference() {
        return "LIMIT_NIO";
    }

    @Override
    Figure chief() {
        return Figure.CPU;
    }

    @Override
    Map<Figure, Double> measure(String column, Subject subject, Effort effort)
            throws IOException, InterruptedException {
        load().ask(SOON, "open", subject.port(), number(column, "open"));
        try {
            return subject.measure(() -> done(load().ask(bound(effort), "play", ACTIVE, effort.seconds() * 1000L)));
        } finally {
            load().ask(SOON, "close");
        }
    }
}
