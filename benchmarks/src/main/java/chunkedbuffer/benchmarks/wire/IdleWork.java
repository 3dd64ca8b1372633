package chunkedbuffer.benchmarks.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connection holds that has sent or answered a message and is idle since, at the server's end or at the client's. */
final class IdleWork extends EchoWork {
    /** Opened and closed before the first look, so that what is made once is not counted. */
    private static final int WARMING = 1000;

    private static final int MOST_LOOKS = 20;

    /** Bytes that come and go, whatever is done. */
    private static final double NOTHING = 10_000;

    private final boolean clients;
    private @Nullable Subject server;

    IdleWork(Path logs, boolean clients) {
        super(logs);
        this.clients = clients;
        if (clients) {
            add("CHUNKEDBUFFER_NIO", CLIENTS + "ChunkedIdle", "nio");
            add("CHUNKEDBUFFER_EPOLL", CLIENTS + "ChunkedIdle", "epoll");
            add("NETTY", CLIENTS + "NettyIdle");
            add("VERTX", CLIENTS + "VertxIdle");
        } else {
            addLoops();
            add("VERTX", SERVERS + "VertxEcho");
        }
    }

    @Override
    String name() {
        return clients ? "idle-client" : "idle-server";
    }

    @Override
    String title() {
        return "Memory of an idle connection, " + (clients ? "the client's end" : "the server's end");
    }

    @Override
    List<String> columns() {
        return List.of(name());
    }

    @Override
    String reference() {
        return "NETTY";
    }

    @Override
    Figure chief() {
        return Figure.HEAP;
    }

    /** Nothing swings. */
    @Override
    int rounds(Effort effort) {
        return 1;
    }

    @Override
    Subject start(String peer) throws IOException, InterruptedException {
        if (!clients) {
            return super.start(peer);
        }
        if (server == null) {
            server = BlockingClientWork.answering(this);
        }
        return new Subject(peer, Child.station(Cores.SUBJECT, log(peer), task(peer)), server.port(), true);
    }

    @Override
    void check(Subject subject) throws IOException, InterruptedException {
        if (!clients) {
            super.check(subject);
        }
    }

    private Child opener(Subject subject) throws IOException {
        return clients ? subject.child() : load();
    }

    @Override
    void warm(Subject subject, int seconds) throws IOException, InterruptedException {
        opener(subject).ask(SOON, "open", subject.port(), WARMING);
        opener(subject).ask(SOON, "close");
    }

    @Override
    Map<Figure, Double> measure(String column, Subject subject, Effort effort)
            throws IOException, InterruptedException {
        double[] then = settled(subject);
        opener(subject).ask(SOON, "open", subject.port(), effort.connections());
        double[] now = settled(subject);
        opener(subject).ask(SOON, "close");
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        Figure[] what = {Figure.HEAP, Figure.DIRECT};
        for (int i = 0; i < what.length; i++) {
            figures.put(what[i], (now[i] - then[i]) / effort.connections());
        }
        return figures;
    }

    /** Once no more heap is given back: others' connections need a while to close. */
    private static double[] settled(Subject subject) throws IOException, InterruptedException {
        double[] before = used(subject);
        for (int i = 0; i < MOST_LOOKS; i++) {
            double[] now = used(subject);
            if (now[0] > before[0] - NOTHING) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private static double[] used(Subject subject) throws IOException, InterruptedException {
        String[] numbers = subject.child().ask(SOON, "memory").split(" ", -1);
        double[] used = new double[numbers.length];
        for (int i = 0; i < used.length; i++) {
            used[i] = Double.parseDouble(numbers[i]);
        }
        return used;
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (server != null) {
            server.child().close();
        }
    }
}
