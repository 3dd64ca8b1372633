package chunkedbuffer.benchmarks.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A long stream through an echo server. A request is a MiB. */
final class BulkWork extends EchoWork {
    BulkWork(Path logs) {
        super(logs);
        addLoops();
    }

    @Override
    String name() {
        return "bulk";
    }

    @Override
    String title() {
        return "Bulk echo; CPU and bytes for each MiB";
    }

    @Override
    List<String> columns() {
        return List.of("bulk");
    }

    @Override
    String reference() {
        return "LIMIT_NIO";
    }

    @Override
    Figure chief() {
        return Figure.TIME;
    }

    @Override
    void warm(Subject subject, int seconds) throws IOException, InterruptedException {
        load().ask(SOON, "bulk", subject.port(), seconds * (1L << 29), false);
    }

    @Override
    Map<Figure, Double> measure(String column, Subject subject, Effort effort)
            throws IOException, InterruptedException {
        long bytes = effort.volume();
        return subject.measure(() -> {
            double nanos = Double.parseDouble(load().ask(bound(effort), "bulk", subject.port(), bytes, false));
            return new Subject.Done(bytes / (double) (1 << 20), nanos, Map.of(Figure.TIME, nanos));
        });
    }
}
