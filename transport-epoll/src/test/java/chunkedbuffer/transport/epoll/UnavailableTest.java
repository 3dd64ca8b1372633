package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the native library is missing, the transport says so once, and the next one is taken. */
@Timeout(90)
class UnavailableTest {

    @TempDir
    Path directory;

    private List<String> run(OtherProcess process) throws Exception {
        Process java = process.start(Availability.class);
        try (BufferedReader out = java.inputReader()) {
            List<String> lines = out.lines().toList();
            assertTrue(java.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, java.exitValue(), lines::toString);
            return lines;
        } finally {
            java.destroyForcibly();
        }
    }

    private void assertUnavailable(List<String> lines, String reason) {
        List<String> told = lines.stream()
                .filter(line -> line.startsWith("INFO NativeEpoll "))
                .toList();
        assertEquals(1, told.size(), lines::toString);
        assertTrue(told.get(0).contains(reason), told::toString);
        assertTrue(told.get(0).contains("netty-transport-native-epoll"), told::toString);
        assertTrue(lines.contains("available false"), lines::toString);
        assertEquals(2, lines.stream().filter("default nio"::equals).count(), lines::toString);
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("by name ")
                                && line.contains("not available on this machine: ")
                                && line.contains(reason)),
                lines::toString);
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("made java.lang.UnsupportedOperationException")
                                && line.contains(reason)),
                lines::toString);
        assertFalse(lines.stream().anyMatch(line -> line.startsWith("WARN ")), lines::toString);
    }

    @Test
    void withoutTheNativeJar() throws Exception {
        List<String> lines =
                run(new OtherProcess(directory, "info").with(entry -> !entry.contains("netty-transport-native-epoll")));
        assertUnavailable(lines, "netty_transport_native_epoll");
    }

    @Test
    void withoutNetty() throws Exception {
        List<String> lines = run(new OtherProcess(directory, "info").with(entry -> !entry.contains("netty")));
        assertUnavailable(lines, "io.netty.channel.epoll.Epoll");
    }

    @Test
    void whereNativesAreTurnedOff() throws Exception {
        List<String> lines = run(new OtherProcess(directory, "info").option("-Dio.netty.transport.noNative=true"));
        assertUnavailable(lines, "noNative");
    }

    @Test
    void withEverythingItIsTheDefault() throws Exception {
        List<String> lines = run(new OtherProcess(directory, "info"));
        assertTrue(lines.contains("available true"), lines::toString);
        assertTrue(lines.contains("default epoll"), lines::toString);
        assertTrue(lines.contains("by name epoll"), lines::toString);
        assertFalse(lines.stream().anyMatch(line -> line.contains("NativeEpoll")), lines::toString);
    }
}
