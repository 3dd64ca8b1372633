package chunkedbuffer.examples.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.examples.server.ServerOptions;
import chunkedbuffer.examples.server.Tool;
import chunkedbuffer.examples.server.Transports;
import chunkedbuffer.tck.NothingLeaked;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The server and the clients that people have. */
@ParameterizedClass
@MethodSource(Transports.ALL)
@ExtendWith(NothingLeaked.class)
class HttpToolsTest {

    @Parameter
    private String transport;

    @TempDir
    private Path folder;

    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.start(ServerOptions.onLoopback(0).withTransport(transport));
        url = "http://127.0.0.1:" + server.port();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void curlIsGreeted() throws Exception {
        assertEquals("Hello, World!", curl(url + "/"));
        assertEquals("Hello, World!", curl("--http1.0", url + "/plaintext"));
        assertEquals("200 13", curl("--head", "-o", "head", "-w", "%{http_code} %header{content-length}", url + "/"));
        assertEquals("404", curl("-o", "body", "-w", "%{http_code}", url + "/other"));
        assertEquals("Hello, World!Hello, World!", curl(url + "/", url + "/plaintext"));
    }

    @Test
    void curlUploads() throws Exception {
        Path file = Files.write(folder.resolve("a file"), new byte[1 << 20]); // of more than 1 MiB it would be refused

        assertEquals(
                "1048576", curl("--data-binary", "@" + file, url + "/length").strip());
        assertEquals(
                "1048576",
                curl("--upload-file", file.toString(), url + "/length").strip());
        assertEquals(
                "1048576",
                curl("-H", "Transfer-Encoding: chunked", "-X", "POST", "--data-binary", "@" + file, url + "/length")
                        .strip());
    }

    @Test
    void curlIsToldWhatIsTooLarge() throws Exception {
        Path file = Files.write(folder.resolve("a file"), new byte[(1 << 20) + 1]);

        assertEquals(
                "413", curl("-o", "body", "-w", "%{http_code}", "--upload-file", file.toString(), url + "/length"));
        assertEquals("431", curl("-o", "body", "-w", "%{http_code}", "-H", "X: " + "y".repeat(20_000), url + "/"));
    }

    @Test
    void wrkFindsNoError() throws Exception {
        String report = wrk("-c", "10", url + "/plaintext");

        assertTrue(requests(report) > 0, report);
    }

    @Test
    void wrkFindsNoErrorWhenItDoesNotWait() throws Exception {
        Path script = Files.writeString(folder.resolve("pipeline.lua"), """
                init = function(args)
                    local requests = {}
                    for i = 1, 16 do
                        requests[i] = wrk.format(nil, "/plaintext")
                    end
                    batch = table.concat(requests)
                end
                request = function()
                    return batch
                end
                """);

        String report = wrk("-c", "10", "-s", script.toString(), url);

        assertTrue(requests(report) > 16, report);
    }

    private String curl(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 4];
        command[0] = "curl";
        command[1] = "--silent";
        command[2] = "--max-time";
        command[3] = "30";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return Tool.run(folder, "curl", command);
    }

    private String wrk(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        command[0] = "wrk";
        command[1] = "-t1";
        command[2] = "-d1";
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        String report = Tool.run(folder, "wrk", command);
        assertFalse(report.contains("Socket errors"), report);
        assertFalse(report.contains("Non-2xx"), report);
        return report;
    }

    private static int requests(String report) {
        String found = report.replaceFirst("(?s).*?(\\d+) requests in .*", "$1");
        return Integer.parseInt(found);
    }
}
