package chunkedbuffer.benchmarks.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        String[] lines = head.toString(US_ASCII).split("\r\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; lines[i].contains(":"); i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        String type = headers.getOrDefault("content-type", "").replaceFirst(";.*", "");
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String answer = lines[0].split(" ", -1)[1] + " " + type + " " + new String(body, US_ASCII);
        if (!answer.equals("200 text/plain Hello, World!") || headers.size() != 2) {
            throw new IOException(subject.peer() + " answered " + head.toString(US_ASCII) + answer);
        }
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
        return new Subject.Done(
                Double.parseDouble(result.group(1)),
                Double.parseDouble(result.group(2)) * 1e3,
                Map.of(
                        Figure.MEDIAN,
                        Double.parseDouble(result.group(4)) * 1e3,
                        Figure.P99,
                        Double.parseDouble(result.group(5)) * 1e3));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(script);
    }
}
