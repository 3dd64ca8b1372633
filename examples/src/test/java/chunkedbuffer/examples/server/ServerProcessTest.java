package chunkedbuffer.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ConnectionOptions;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servers as a user starts them: processes on the module path. */
class ServerProcessTest {

    private static final Pattern STARTED =
            Pattern.compile("(http|redis) listens on 127\\.0\\.0\\.1 port (\\d+), transport (nio|epoll)");
    private static final int SIGTERM = 128 + 15;

    @ParameterizedTest
    @CsvSource({
        "http.HttpServer, nio, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'Hello, World!'",
        "http.HttpServer, epoll, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'Hello, World!'",
        "redis.RespServer, nio, 'PING\r\n', '+PONG\r\n'",
        "redis.RespServer, epoll, 'PING\r\n', '+PONG\r\n'"
    })
    void itSaysWhereItListensAnswersAndEndsWhenTold(String program, String transport, String request, String answer)
            throws Exception {
        Process process = start(program, "--port", "0", "--transport", transport);
        try (BufferedReader printed = process.inputReader(UTF_8)) {
            String line = printed.readLine();
            Matcher started = STARTED.matcher(String.valueOf(line));
            assertTrue(started.matches(), line);
            assertEquals(transport, started.group(3));
            try (RawClient client = new RawClient(Integer.parseInt(started.group(2)))) {
                client.send(request);
                client.readTo(answer);
                process.toHandle().destroy(); // the other one closes what it printed, too
                assertEquals("", client.readAll());
            }
            assertNull(printed.readLine());
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            assertEquals(SIGTERM, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatCannotBeUnderstoodIsSaidInOneLine() throws Exception {
        Process process = start("http.HttpServer", "--port", "ninety");
        try (BufferedReader printed = process.inputReader(UTF_8)) {
            assertEquals("http: --port ninety: it takes a number from 0 to 65535", printed.readLine());
            assertNull(printed.readLine());
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            assertEquals(2, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anAddressThatCannotBeHadIsNamedInOneLine() throws Exception {
        try (Server taken = Server.start(
                ServerOptions.onLoopback(0), ConnectionOptions.defaults(), connection -> {})) {
            String port = Integer.toString(taken.address().getPort());
            Process process = start("redis.RespServer", "--port", port);
            try (BufferedReader printed = process.inputReader(UTF_8)) {
                String line = printed.readLine();
                assertTrue(line.startsWith("redis: ") && line.contains(port), line);
                assertNull(printed.readLine());
                assertTrue(process.waitFor(30, TimeUnit.SECONDS));
                assertEquals(1, process.exitValue());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process start(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "--module-path",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "--add-modules",
                "io.netty.transport.epoll.linux.x86_64",
                "--enable-native-access=io.netty.common",
                "--module",
                "chunkedbuffer.examples/chunkedbuffer.examples." + program));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
