package chunkedbuffer.benchmarks.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message of 64 bytes to one and the same echo server and back; the client is measured. */
final class BlockingClientWork extends EchoWork {
    private @Nullable Subject server;

    BlockingClientWork(Path logs) {
        super(logs);
        addBlocking(CLIENTS, "Client", "ChunkedClient");
    }

    @Override
    String name() {
        return "blocking-client";
    }

    @Override
    String title() {
        return "Ping-pong, clients that block; CPU and bytes of the client";
    }

    @Override
    List<String> columns() {
        return List.of("blocking-client connections=1", "blocking-client connections=64");
    }

    @Override
    String reference() {
        return "SOCKET";
    }

    @Override
    Figure chief() {
        return Figure.MEDIAN;
    }

    @Override
    Subject start(String peer) throws IOException, InterruptedException {
        if (server == null) {
            server = answering(this);
        }
        return new Subject(peer, Child.station(Cores.SUBJECT, log(peer), task(peer)), server.port(), true);
    }

    /** An echo server on the core of the others. */
    static Subject answering(Work work) throws IOException, InterruptedException {
        int port = freePort();
        Child child = Child.station(Cores.OTHER, work.log("answering"), List.of(SERVERS + "RawEcho"));
        child.ask(SOON, "listen", port);
        awaitListening(child, port);
        return new Subject("LIMIT_NIO", child, port, true);
    }

    /** The clients count the bytes that come themselves. */
    @Override
    void check(Subject subject) throws IOException, InterruptedException {
        play(subject, 2, 10);
    }

    @Override
    void warm(Subject subject, int seconds) throws IOException, InterruptedException {
        play(subject, 64, seconds * 1000L);
        play(subject, 1, seconds * 500L);
    }

    @Override
    Map<Figure, Double> measure(String column, Subject subject, Effort effort)
            throws IOException, InterruptedException {
        return subject.measure(() -> play(subject, number(column, "connections"), effort.seconds() * 1000L));
    }

    private static Subject.Done play(Subject subject, int connections, long millis)
            throws IOException, InterruptedException {
        return done(subject.child().ask(SOON, "ping", subject.port(), connections, millis));
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (server != null) {
            server.child().close();
        }
    }
}
