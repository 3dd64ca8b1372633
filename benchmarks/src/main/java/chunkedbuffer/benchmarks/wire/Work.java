package chunkedbuffer.benchmarks.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A kind of service, and who does it. */
abstract class Work implements AutoCloseable {
    /** For what takes no time. */
    static final Duration SOON = Duration.ofMinutes(2);

    private final Path logs;
    private final Map<String, List<String>> peers = new LinkedHashMap<>();

    /**
     * One that starts nothing yet.
     *
     * @param logs where its processes write
     */
    Work(Path logs) {
        this.logs = logs;
    }

    /** The first word of the ids of its columns. */
    abstract String name();

    /** For people. */
    abstract String title();

    /** What is done, and how, as ids: words and {@code name=value}. */
    abstract List<String> columns();

    /** The peer that the others are compared with, and by what. */
    abstract String reference();

    abstract Figure chief();

    /** What the first peers are called in the order of the table. */
    final List<String> peers() {
        return List.copyOf(peers.keySet());
    }

    /** Its task, or, for a program, its command line. */
    final void add(String peer, String... task) {
        peers.put(peer, List.of(task));
    }

    final List<String> task(String peer) {
        return peers.getOrDefault(peer, List.of());
    }

    /** Starts a peer's process. */
    Subject start(String peer) throws IOException, InterruptedException {
        return serve(peer, task(peer));
    }

    /** Starts a server. */
    final Subject serve(String name, List<String> task) throws IOException, InterruptedException {
        int port = freePort();
        Child child = Child.station(Cores.SUBJECT, log(name), task);
        child.ask(SOON, "listen", port);
        awaitListening(child, port);
        return new Subject(name, child, port, true);
    }

    final Path log(String name) throws IOException {
        return Files.createDirectories(logs).resolve(name() + "-" + name + ".log");
    }

    /** How often each peer is measured before its process starts anew. */
    int rounds(Effort effort) {
        return effort.rounds();
    }

    /** Does one real request and looks at the answer. */
    abstract void check(Subject subject) throws IOException, InterruptedException;

    /** Makes load until it is compiled. */
    abstract void warm(Subject subject, int seconds) throws IOException, InterruptedException;

    abstract Map<Figure, Double> measure(String column, Subject subject, Effort effort)
            throws IOException, InterruptedException;

    /** Ends what the work has started beside its peers. */
    @Override
    public void close() throws IOException {}

    /** The number behind {@code name=} in a column's id. */
    static int number(String column, String name) {
        for (String word : column.split(" ", -1)) {
            if (word.startsWith(name + "=")) {
                return Integer.parseInt(word.substring(name.length() + 1));
            }
        }
        throw new IllegalArgumentException(column + " has no " + name);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout((int) SOON.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Asks again and again, as others' servers do not say when they are ready. */
    static void awaitListening(Child child, int port) throws IOException {
        long end = System.nanoTime() + SOON.toNanos();
        while (true) {
            try {
                connect(port).close();
                return;
            } catch (SocketException e) {
                if (!child.isAlive() || System.nanoTime() > end) {
                    throw new IOException("A server does not listen at port " + port, e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }
}
