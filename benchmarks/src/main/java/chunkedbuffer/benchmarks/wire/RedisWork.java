package chunkedbuffer.benchmarks.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SET and GET of one key, asked for by {@code redis-benchmark} on 50 connections, one by one or 16 at once. */
final class RedisWork extends Work {
    private static final String SERVERS = "chunkedbuffer.benchmarks.wire.server.";
    private static final String EXAMPLE = "chunkedbuffer.examples.redis.RespServer";
    private static final String REDIS = "REDIS";
    private static final int FIRST = 20_000;

    /** As a number of requests is asked for, and not a time: how many a second each did when it was warmed. */
    private final Map<String, Double> rates = new HashMap<>();

    RedisWork(Path logs) {
        super(logs);
        add("CHUNKEDBUFFER_NIO", SERVERS + "ExampleServer", EXAMPLE, "nio");
        add("CHUNKEDBUFFER_EPOLL", SERVERS + "ExampleServer", EXAMPLE, "epoll");
        add("NETTY", SERVERS + "NettyRedis");
        add(REDIS, "redis-server", "--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--port");
    }

    @Override
    String name() {
        return "redis";
    }

    @Override
    String title() {
        return "Redis SET and GET on 50 connections";
    }

    @Override
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (int depth : new int[] {1, 16}) {
            for (String command : List.of("set", "get")) {
                columns.add("redis " + command + " depth=" + depth);
            }
        }
        return columns;
    }

    @Override
    String reference() {
        return "NETTY";
    }

    @Override
    Figure chief() {
        return Figure.CPU;
    }

    @Override
    Subject start(String peer) throws IOException, InterruptedException {
        if (!peer.equals(REDIS)) {
            return super.start(peer);
        }
        int port = freePort();
        List<String> command = new ArrayList<>(task(peer));
        command.add(String.valueOf(port));
        Child child = Child.program(Cores.SUBJECT, log(peer), command);
        awaitListening(child, port);
        return new Subject(peer, child, port, false);
    }

    @Override
    void check(Subject subject) throws IOException {
        String request = String.join(
                "\r\n",
                List.of(
                        "*1", "$4", "PING", "*3", "$3", "SET", "$1", "k", "$5", "value", "*2", "$3", "GET", "$1", "k",
                        "*2", "$3", "GET", "$4", "none", ""));
        String expected = "+PONG\r\n+OK\r\n$5\r\nvalue\r\n$-1\r\n";
        try (Socket socket = connect(subject.port())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(expected.length()), US_ASCII);
            if (!answer.equals(expected)) {
                throw new IOException(subject.peer() + " answered " + answer);
            }
        }
    }

    @Override
    void warm(Subject subject, int seconds) throws IOException, InterruptedException {
        for (String column : columns()) {
            double rate = rate(benchmark(subject, column, FIRST));
            rate = rate(benchmark(subject, column, rate * seconds / 4));
            rates.put(key(column, subject), rate);
        }
    }

    private static String key(String column, Subject subject) {
        return column + " " + subject.peer();
    }

    private static double rate(Subject.Done done) {
        return done.count() / done.nanos() * 1e9;
    }

    @Override
    Map<Figure, Double> measure(String column, Subject subject, Effort effort)
            throws IOException, InterruptedException {
        double rate = rates.getOrDefault(key(column, subject), (double) FIRST);
        return subject.measure(() -> benchmark(subject, column, rate * effort.seconds()));
    }

    private static Subject.Done benchmark(Subject subject, String column, double requests)
            throws IOException, InterruptedException {
        long count = Math.max(FIRST, Math.round(requests));
        String output = Child.output(
                Cores.OTHER,
                Duration.ofMinutes(2),
                List.of(
                        "redis-benchmark",
                        "--csv",
                        "-p",
                        String.valueOf(subject.port()),
                        "-t",
                        column.split(" ", -1)[1],
                        "-P",
                        String.valueOf(number(column, "depth")),
                        "-n",
                        String.valueOf(count)));
        // "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
        String line = output.lines()
                .filter(one -> one.matches("\"[SG]ET\",.*"))
                .findFirst()
                .orElseThrow(() -> new IOException(subject.peer() + ": redis-benchmark said " + output));
        String[] cells = line.replace("\"", "").split(",", -1);
        return new Subject.Done(
                count,
                count / Double.parseDouble(cells[1]) * 1e9,
                Map.of(
                        Figure.MEDIAN,
                        Double.parseDouble(cells[4]) * 1e6,
                        Figure.P99,
                        Double.parseDouble(cells[6]) * 1e6));
    }
}
