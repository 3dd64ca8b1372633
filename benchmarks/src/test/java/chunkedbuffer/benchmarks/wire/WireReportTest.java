package chunkedbuffer.benchmarks.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are made up. */
class WireReportTest {
    private static final String HTTP = "http depth=16 connections=64";

    @TempDir
    Path directory;

    private final List<Sample> samples = new ArrayList<>();

    private void sample(String column, String peer, int round, Figure figure, double value) {
        samples.add(new Sample(column, peer, round, Map.of(figure, value)));
    }

    private String report(String column) throws IOException {
        new Results(directory.resolve("jdk-17")).write(column, Map.of("java", "17"), samples);
        samples.clear();
        return Files.readString(WireReport.write(directory));
    }

    private static void assertLine(String text, String part) {
        assertTrue(text.lines().anyMatch(line -> line.contains(part)), () -> "no line has: " + part + "\n" + text);
    }

    @Test
    void roundsAreComparedEachWithItself() throws IOException {
        double[] ours = {1000, 2000, 1500};
        double[] netty = {3000, 3000, 3000};
        for (int round = 0; round < ours.length; round++) {
            sample(HTTP, "CHUNKEDBUFFER_NIO", round, Figure.CPU, ours[round]);
            sample(HTTP, "NETTY", round, Figure.CPU, netty[round]);
        }
        String report = report(HTTP);
        assertLine(report, "| chunkedbuffer, nio | 1.50 | 2.00 (1.50 – 3.00) |");
        assertLine(report, "| Netty | 3.00 | 1.00 (1.00 – 1.00) |");
        assertLine(report, "| HTTP, server CPU | ≥ 1.3 × Netty | nio, " + HTTP + ": 2.00 (1.50 – 3.00) | reached |");
        assertTrue(Files.exists(directory.resolve("charts/jdk-17-http.svg")));
    }

    @Test
    void aGoalThatIsMissedSaysWhere() throws IOException {
        sample("idle-server", "CHUNKEDBUFFER_NIO", 0, Figure.HEAP, 2048);
        sample("idle-server", "CHUNKEDBUFFER_EPOLL", 0, Figure.HEAP, 512);
        sample("idle-server", "NETTY", 0, Figure.HEAP, 1024);
        String report = report("idle-server");
        assertLine(
                report,
                "| heap, an idle connection | ≤ 1,024 B | nio, idle-server: 2,048 ✗<br>epoll, idle-server: 512 |"
                        + " **1 of 2** |");
        assertLine(
                report,
                "| ≥ 2 × Netty | nio, idle-server: 0.50 (0.50 – 0.50) ✗<br>epoll, idle-server: 2.00 (2.00 – 2.00) |");
        assertLine(report, "| bulk, time | ≥ 0.91 × by hand, nio |  | not measured |");
    }

    @Test
    void aCrowdIsComparedWithTheSamePeerAlone() throws IOException {
        sample("crowd open=100", "CHUNKEDBUFFER_EPOLL", 0, Figure.RATE, 1000);
        report("crowd open=100");
        sample("crowd open=10000", "CHUNKEDBUFFER_EPOLL", 0, Figure.RATE, 900);
        assertLine(report("crowd open=10000"), "epoll, crowd open=10000: 0.90 (0.90 – 0.90) | reached |");
    }

    @Test
    void aRunOfOneColumnLeavesTheOthers() throws IOException {
        sample("bulk", "NETTY", 0, Figure.TIME, 1e9);
        report("bulk");
        sample(HTTP, "NETTY", 0, Figure.CPU, 1000);
        String report = report(HTTP);
        assertLine(report, "### Bulk echo");
        assertLine(report, "### HTTP plaintext");
    }

    @Test
    void ratiosOfAnEvenNumberOfRounds() {
        assertEquals(new Ratio(1, 2.5, 4), Ratio.of(new double[] {4, 1, 3, 2}));
    }
}
