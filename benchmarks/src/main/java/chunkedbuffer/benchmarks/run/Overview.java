package chunkedbuffer.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the project's README says of a run: a line a kind of work, ahead or not, and a chart of them. */
final class Overview {
    /** Kinds of work, by the ids of their columns. */
    private static final Map<String, String> WORK = new java.util.LinkedHashMap<>();

    static {
        WORK.put("MessageBenchmark.look mix=LINES_64 piece=16384", "line of 64 B, in place");
        WORK.put("MessageBenchmark.look mix=LINES_1000 piece=16384", "line of 1000 B, in place");
        WORK.put("MessageBenchmark.look mix=LINES_RESP piece=16384", "line of 12 B, in place");
        WORK.put("MessageBenchmark.array mix=LINES_64 piece=16384", "line of 64 B, as byte[]");
        WORK.put("MessageBenchmark.array mix=LINES_1000 piece=16384", "line of 1000 B, as byte[]");
        WORK.put("MessageBenchmark.string mix=LINES_64 piece=16384", "line of 64 B, as String");
        WORK.put("MessageBenchmark.slice mix=LINES_64 piece=16384", "line of 64 B, as owned slice");
        WORK.put("MessageBenchmark.look mix=FRAMES_100 piece=16384", "frame of 100 B, in place");
        WORK.put("MessageBenchmark.array mix=FRAMES_100 piece=16384", "frame of 100 B, as byte[]");
        WORK.put("MessageBenchmark.array mix=FRAMES_8K piece=16384", "frame of 8 KiB, as byte[]");
        WORK.put("MessageBenchmark.slice mix=FRAMES_100 piece=16384", "frame of 100 B, as owned slice");
        WORK.put("NumberBenchmark.decimal piece=16384", "decimal number of Redis");
        WORK.put("BulkBenchmark.inAndOut burst=1", "64 KiB in and out, one thread");
        WORK.put("BulkBenchmark.inAndOut burst=16", "64 KiB in and out, in bursts of 16");
        WORK.put(
                "PassageBenchmark.twoThreads holds=65536 write=1460",
                "thread to thread, 1460 B a write, 64 KiB between");
        WORK.put(
                "PassageBenchmark.twoThreads holds=4194304 write=1460",
                "thread to thread, 1460 B a write, 4 MiB between");
        WORK.put(
                "PassageBenchmark.twoThreads holds=65536 write=65536",
                "thread to thread, 64 KiB a write, 64 KiB between");
        WORK.put(
                "PassageBenchmark.twoThreads holds=4194304 write=65536",
                "thread to thread, 64 KiB a write, 4 MiB between");
        WORK.put("HandOverBenchmark.oneThread holds=4194304 length=65536", "64 KiB handed over, one thread");
        WORK.put("HandOverBenchmark.twoThreads holds=4194304 length=65536", "64 KiB handed over, two threads");
        WORK.put("SearchBenchmark.newline distance=16", "search for \\n, 16 B away");
        WORK.put("SearchBenchmark.newline distance=65536", "search for \\n, 64 KiB away");
        WORK.put("SearchBenchmark.crlf distance=65536", "search for \\r\\n, 64 KiB away");
        WORK.put("SearchBenchmark.word distance=65536", "search for 16 bytes, 64 KiB away");
        WORK.put("PoolBenchmark.oneThread size=8192", "pool, 8 KiB, one thread");
        WORK.put("PoolBenchmark.held32 size=8192", "pool, 8 KiB, 32 held");
        WORK.put("PoolBenchmark.twoThreads size=8192", "pool, 8 KiB, two threads");
        WORK.put("PoolBenchmark.acrossThreads size=8192", "pool, 8 KiB, released elsewhere");
    }

    private static final String BEGIN = "<!-- Made by -Dbench=readme, see benchmarks/README.md. -->";
    private static final String END = "<!-- End of what is made. -->";
    private static final String CHART = "overview.svg";

    private final Run run;

    Overview(Run run) {
        this.run = run;
    }

    /** A kind of work that was measured. */
    private record Line(String name, Measured ours, Measured peer) {
        double advantage() {
            return ours.advantage(peer);
        }
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        WORK.forEach((id, name) -> {
            Optional<Measured> ours = run.find(id, "CHUNKEDBUFFER_DIRECT");
            Optional<Measured> peer = run.bestPeer(id);
            if (ours.isPresent() && peer.isPresent()) {
                lines.add(new Line(name, ours.get(), peer.get()));
            }
        });
        return lines;
    }

    /** Puts the text and the chart where the README has them. */
    void put(Path readme, Path charts) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(readme + " has no lines " + BEGIN + " and " + END);
        }
        Files.createDirectories(charts);
        chart().save(charts.resolve(CHART));
        Files.writeString(
                readme, text.substring(0, begin) + BEGIN + "\n" + text(charts.resolve(CHART)) + text.substring(end));
    }

    /** Beside the results, to be looked at. */
    void write(Path results) throws IOException {
        Path charts = Files.createDirectories(results.resolve("charts"));
        chart().save(charts.resolve(CHART));
        Files.writeString(results.resolve("readme.md"), text(Path.of("charts", CHART)));
    }

    private BarChart chart() {
        BarChart chart = new BarChart(
                "chunkedbuffer against the best other library (JDK " + run.jdk() + ")",
                "times as fast as the best other library, which is 1; a black mark: the same work by hand",
                4);
        lines().stream()
                .sorted(Comparator.comparing(Line::advantage).reversed())
                .forEach(line -> {
                    double byHand = run.limit(line.ours())
                            .map(limit -> limit.advantage(line.peer()))
                            .orElse(0.0);
                    chart.bar(
                            line.name(),
                            line.advantage(),
                            ratio(line.advantage()) + " × " + line.peer().name(),
                            line.advantage() < 1 ? BarChart.LOST : BarChart.OURS,
                            byHand);
                });
        return chart;
    }

    private String text(Path chart) {
        Markdown text = new Markdown();
        text.paragraph("![chunkedbuffer against the best other library](" + chart + ")");
        text.head(List.of(
                "work",
                "unit",
                "chunkedbuffer",
                "on heap chunks",
                "best other library",
                "",
                "times as fast",
                "by hand"));
        for (Line line : lines()) {
            Measured ours = line.ours();
            text.row(List.of(
                    line.name().replace("\\", "\\\\"),
                    ours.heading().unit(),
                    ours.text(),
                    run.find(ours.id(), "CHUNKEDBUFFER_HEAP")
                            .map(Measured::text)
                            .orElse("–"),
                    line.peer().name(),
                    line.peer().text(),
                    line.advantage() < 1 ? "**" + ratio(line.advantage()) + "**" : ratio(line.advantage()),
                    run.limit(ours).map(Measured::text).orElse("–")));
        }
        Map<String, String> about = run.about();
        text.paragraph("In bold: lost. What two threads do together is wall time, which varies most. JDK "
                + about.get("java") + ", " + about.get("processor") + ", "
                + about.get("cores") + " cores, "
                + String.valueOf(about.get("date")).replaceFirst("T.*", "") + ", " + about.get("run") + ".");
        return text.toString();
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
