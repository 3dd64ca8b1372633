package chunkedbuffer.benchmarks.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chunkedbuffer.benchmarks.wire.server.Plaintext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Short answers over HTTP/1.1, asked for by {@code wrk}, one by one or several at once on each connection. */
final class HttpWork extends Work {
    private static final String SERVERS = "chunkedbuffer.benchmarks.wire.server.";
    private static final String EXAMPLE = "chunkedbuffer.examples.http.HttpServer";
    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    /** With so many connections opening them is a part of it, so it goes on for longer. */
    private static final int MANY = 1000;

    private final Path script;

    HttpWork(Path logs) throws IOException {
        super(logs);
        add("CHUNKEDBUFFER_NIO", SERVERS + "ExampleServer", EXAMPLE, "nio");
        add("CHUNKEDBUFFER_EPOLL", SERVERS + "ExampleServer", EXAMPLE, "epoll");
        add("CHUNKEDBUFFER_NIO_MINIMAL", SERVERS + "ChunkedHttp", "nio");
        add("CHUNKEDBUFFER_EPOLL_MINIMAL", SERVERS + "ChunkedHttp", "epoll");
        add("LIMIT_NIO", SERVERS + "RawHttp");
        add("NETTY", SERVERS + "NettyHttp");
        add("VERTX", SERVERS + "VertxHttp");
        add("UNDERTOW", SERVERS + "UndertowHttp");
        add("JETTY", SERVERS + "JettyHttp");
        script = Files.createTempFile("pipeline", ".lua");
        try (InputStream lua = HttpWork.class.getResourceAsStream("pipeline.lua")) {
            if (lua == null) {
                throw new IOException("pipeline.lua is not in the class path");
            }
            Files.write(script, lua.readAllBytes());
        }
    }

    @Override
    String name() {
        return "http";
    }

    @Override
    String title() {
        return "HTTP plaintext";
    }

    @Override
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (int depth : new int[] {1, 16}) {
            for (int connections : new int[] {1, 64, MANY}) {
                columns.add("http depth=" + depth + " connections=" + connections);
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

    /** Two requests at once, and one behind them: the connection stays, and each answer is the one that is expected. */
    @Override
    void check(Subject subject) throws IOException {
        byte[] request =
                ("GET /plaintext HTTP/1.1\r\nHost: localhost:" + subject.port() + "\r\n\r\n").getBytes(US_ASCII);
        try (Socket socket = connect(subject.port())) {
            socket.getOutputStream().write(request);
            socket.getOutputStream().write(request);
            answer(subject, socket.getInputStream());
            answer(subject, socket.getInputStream());
            socket.getOutputStream().write(request);
            answer(subject, socket.getInputStream());
        }
    }

    private static void answer(Subject subject, InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                throw new IOException(subject.peer() + " closed after " + head.toString(US_ASCII));
            }
            head.write(one);
        }
        String expected = Plaintext.head();
        byte[] body = in.readNBytes(Plaintext.BODY.length());
        if (!fields(head.toString(US_ASCII)).equals(fields(expected))
                || head.size() != expected.length()
                || !new String(body, US_ASCII).equals(Plaintext.BODY)) {
            throw new IOException(
                    subject.peer() + " answered\n" + head.toString(US_ASCII) + new String(body, US_ASCII));
        }
    }

    /** In any order and case, without the date. */
    private static Set<String> fields(String head) {
        return head.toLowerCase(Locale.ROOT)
                .replaceAll("date: .{25} gmt", "date")
                .lines()
                .collect(Collectors.toSet());
    }

    @Override
    void warm(Subject subject, int seconds) throws IOException, InterruptedException {
        wrk(subject, 16, 64, seconds);
        wrk(subject, 1, 64, Math.max(1, seconds / 2));
    }

    @Override
    Map<Figure, Double> measure(String column, Subject subject, Effort effort)
            throws IOException, InterruptedException {
        int connections = number(column, "connections");
        int seconds = connections >= MANY ? 2 * effort.seconds() : effort.seconds();
        return subject.measure(() -> wrk(subject, number(column, "depth"), connections, seconds));
    }

    private Subject.Done wrk(Subject subject, int depth, int connections, int seconds)
            throws IOException, InterruptedException {
        String output = Child.output(
                Cores.OTHER,
                Duration.ofSeconds(seconds + 30),
                List.of(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--latency",
                        "-s" + script,
                        "http://127.0.0.1:" + subject.port() + "/plaintext",
                        "--",
                        String.valueOf(depth)));
        Matcher result = RESULT.matcher(output);
        if (!result.find() || !result.group(3).equals("0")) {
            throw new IOException(subject.peer() + ": wrk had errors: " + output);
        }
        Map<Figure, Double> latencies = new EnumMap<>(Figure.class);
        latencies.put(Figure.MEDIAN, Double.parseDouble(result.group(4)) * 1e3);
        double p99 = Double.parseDouble(result.group(5)) * 1e3;
        if (p99 > 0) { // with very many answers it loses count
            latencies.put(Figure.P99, p99);
        }
        return new Subject.Done(
                Double.parseDouble(result.group(1)), Double.parseDouble(result.group(2)) * 1e3, latencies);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(script);
    }
}
