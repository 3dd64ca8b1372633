package chunkedbuffer.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.benchmarks.bulk.Courier;
import chunkedbuffer.benchmarks.message.MessageStream;
import chunkedbuffer.benchmarks.message.Mix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are made up. */
class ReportTest {
    private static final int LINES = MessageStream.of(Mix.LINES_64).count();

    @TempDir
    Path results;

    private final List<String> rows = new ArrayList<>();

    @BeforeEach
    void run() throws IOException {
        look("CHUNKEDBUFFER_DIRECT", 10, 0);
        look("CHUNKEDBUFFER_HEAP", 14, 3);
        look("LIMIT_ARRAY", 10, 0);
        look("NETTY_HEAP", 20, 0);
        look("OKIO", 30, 0);
        passage("CHUNKEDBUFFER_DIRECT", 2);
        passage("OKIO_PIPE", 4);
        Files.createDirectories(results.resolve("jdk-17"));
        Machine.write(results.resolve("jdk-17/machine.json"), "a test");
        String about = Files.readString(results.resolve("jdk-17/machine.json"));
        Files.writeString(
                results.resolve("jdk-17/machine.json"), about.replaceAll("\"java\": \"\\d+\"", "\"java\": \"17\""));
        Files.writeString(results.resolve("jdk-17/round-1.json"), rows.toString());
    }

    private void look(String peer, double nanosALine, int bytesALine) {
        rows.add("""
                {"benchmark": "chunkedbuffer.benchmarks.message.MessageBenchmark.look",
                 "params": {"peer": "%s", "piece": "16384", "mix": "LINES_64"},
                 "primaryMetric": {"score": 1e9},
                 "secondaryMetrics": {"cpu.time.norm": {"score": %s}, "gc.alloc.rate.norm": {"score": %d}}}
                """.formatted(peer, nanosALine * LINES, bytesALine * LINES));
    }

    private void passage(String peer, double gigabytesASecond) {
        rows.add("""
                {"benchmark": "chunkedbuffer.benchmarks.bulk.PassageBenchmark.twoThreads",
                 "params": {"peer": "%s", "write": "65536", "holds": "65536"},
                 "primaryMetric": {"score": %s},
                 "secondaryMetrics": {"cpu.time.norm": {"score": 1}}}
                """.formatted(peer, Courier.LOAD / gigabytesASecond));
    }

    @Test
    void goalsAreJudgedByTheWorstColumn() throws IOException {
        String report = Files.readString(Report.write(results, Run.readAll(results)));
        assertLine(
                report,
                "lines in place, each mix and piece | ≥ 1.5 × the best peer "
                        + "| direct 2.00 (mean 64, pieces of 16 KiB), heap 1.43 ✗ (mean 64, pieces of 16 KiB) | **in part** |");
        assertLine(
                report,
                "on heap chunks, to an array by hand | ≤ 1.15 × by hand "
                        + "| heap 1.40 ✗ (mean 64, pieces of 16 KiB) | **not reached** |");
        assertLine(
                report,
                "allocated, a line | ≤ 0 B "
                        + "| direct 0 (mean 64, pieces of 16 KiB), heap 3 ✗ (mean 64, pieces of 16 KiB) | **in part** |");
        assertLine(
                report,
                "two threads, both sizes | ≥ 1 × the best peer "
                        + "| direct 0.50 ✗ (writes of 64 KiB, 64 KiB between) | **not reached** |");
        assertLine(report, "lines as byte[] | ≥ 1.2 × the best peer |  | not measured |");
    }

    @Test
    void tablesTellTheBestAndTheRatios() throws IOException {
        String report = Files.readString(Report.write(results, Run.readAll(results)));
        assertLine(report, "| chunkedbuffer, direct | **10.0** |");
        assertLine(report, "| chunkedbuffer, heap | 14.0 (3 B) |");
        assertLine(report, "| *best peer* | Netty, heap |");
        assertLine(report, "| *chunkedbuffer, heap: times as fast as the best peer* | 1.43 |");
        assertLine(report, "| *chunkedbuffer, heap: times as long as by hand* | 1.40 |");
        assertLine(report, "| Okio's Pipe | **4.00** |");
    }

    @Test
    void everyChartIsThere() throws Exception {
        String report = Files.readString(Report.write(results, Run.readAll(results)));
        List<String> charts = report.lines()
                .filter(line -> line.startsWith("!["))
                .map(line -> line.replaceAll(".*\\((.*)\\)", "$1"))
                .toList();
        assertEquals(2, charts.size());
        for (String chart : charts) {
            assertTrue(svg(results.resolve(chart)).contains("chunkedbuffer, direct"), chart);
        }
    }

    @Test
    void theOverviewGoesBetweenItsMarks() throws Exception {
        Path readme = Files.writeString(results.resolve("README.md"), """
                before
                <!-- Made by -Dbench=readme, see benchmarks/README.md. -->
                outdated
                <!-- End of what is made. -->
                after
                """);
        Overview overview = new Overview(Run.readAll(results).get(0));
        overview.put(readme, results.resolve("made"));
        String once = Files.readString(readme);
        overview.put(readme, results.resolve("made"));
        assertEquals(once, Files.readString(readme));
        assertTrue(once.startsWith("before\n") && once.endsWith("after\n") && !once.contains("outdated"), once);
        assertLine(once, "| line of 64 B, in place | ns a line | 10.0 | 14.0 | Netty, heap | 20.0 | 2.00 | 10.0 |");
        assertLine(
                once,
                "| thread to thread, 64 KiB a write, 64 KiB between | GB/s | 2.00 | – | Okio's Pipe | 4.00 | **0.50** | – |");
        assertTrue(svg(results.resolve("made/overview.svg")).contains("2.00 × Netty, heap"));
    }

    private static void assertLine(String text, String part) {
        assertTrue(text.lines().anyMatch(line -> line.contains(part)), () -> "no line has: " + part + "\n" + text);
    }

    /** Its text, if it can be read. */
    private static String svg(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement()
                .getTextContent();
    }
}
