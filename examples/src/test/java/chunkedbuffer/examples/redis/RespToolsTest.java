package chunkedbuffer.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.examples.server.ServerOptions;
import chunkedbuffer.examples.server.Tool;
import chunkedbuffer.examples.server.Transports;
import chunkedbuffer.tck.NothingLeaked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server and the clients that come with Redis. */
@ParameterizedClass
@MethodSource(Transports.ALL)
@ExtendWith(NothingLeaked.class)
class RespToolsTest {

    @Parameter
    private String transport;

    @TempDir
    private Path folder;

    private RespServer server;

    @BeforeEach
    void start() throws Exception {
        server = RespServer.start(ServerOptions.onLoopback(0).withTransport(transport));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void redisCliSpeaksToIt() throws Exception {
        assertEquals("PONG", cli("", "PING"));
        assertEquals("OK", cli("", "SET", "a key", "a value"));
        assertEquals("a value", cli("", "GET", "a key"));
        assertEquals("1", cli("", "INCR", "n"));
        assertEquals("2", cli("", "DEL", "n", "a key"));
        assertEquals("", cli("", "GET", "n"));
        assertTrue(cli("", "NOSUCH").startsWith("ERR unknown command 'NOSUCH'"));
        String large = "x".repeat(1_000_000);
        assertEquals("OK", cli(large, "-x", "SET", "large"));
        assertEquals(large, cli("", "GET", "large"));
    }

    @Test
    void redisCliSpeaksToItLineByLine() throws Exception {
        assertEquals("OK\n1\nPONG", cli("SET a 0\nINCR a\nPING\n"));
    }

    @Test
    void redisCliFillsItInBulk() throws Exception {
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            commands.append("*3\r\n$3\r\nSET\r\n$8\r\n")
                    .append("key:")
                    .append(1000 + i % 9000)
                    .append("\r\n$5\r\n")
                    .append("value\r\n");
        }

        String report = cli(commands.toString(), "--pipe");

        assertTrue(report.contains("errors: 0, replies: 10000"), report);
        assertEquals("9000", cli("", "DBSIZE"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void redisBenchmarkFindsNoError(int depth) throws Exception {
        String report = Tool.run(
                folder,
                "redis-tools",
                "redis-benchmark",
                "-p",
                port(),
                "-n",
                "20000",
                "-c",
                "10",
                "-r",
                "1000",
                "-d",
                "100",
                "-P",
                Integer.toString(depth),
                "-t",
                "ping,set,get,incr",
                "--csv");

        for (String test : List.of("PING_INLINE", "PING_MBULK", "SET", "GET", "INCR")) {
            assertTrue(report.contains("\"" + test + "\",\""), report);
        }
        assertFalse(
                report.contains("WARN")
                        || report.toLowerCase(Locale.ROOT).contains("error"),
                report);
    }

    private String cli(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", port()));
        command.addAll(List.of(arguments));
        return Tool.runWithInput(folder, input, "redis-tools", command.toArray(String[]::new))
                .strip();
    }

    private String port() {
        return Integer.toString(server.port());
    }
}
