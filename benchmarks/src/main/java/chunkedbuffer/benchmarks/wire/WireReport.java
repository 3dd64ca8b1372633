package chunkedbuffer.benchmarks.wire;

import chunkedbuffer.benchmarks.run.BarChart;
import chunkedbuffer.benchmarks.run.Markdown;
import chunkedbuffer.benchmarks.run.Measured;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables of the last run on each JDK, in Markdown, a chart for each kind of service, and the goals. */
final class WireReport {
    /** Beyond this one does not care how many times. */
    private static final double LONGEST = 4;

    private final Path directory;
    private final Markdown text = new Markdown();

    private WireReport(Path directory) {
        this.directory = directory;
    }

    /** Writes {@code report.md} and its charts beside the results. */
    static Path write(Path directory) throws IOException {
        WireReport report = new WireReport(directory);
        report.text
                .paragraph("# Wire benchmarks")
                .paragraph(
                        "Servers and clients in processes of their own over the loopback interface, all peers in turn, round by"
                                + " round. Figures are medians of the rounds. *Times as good* compares a peer with the reference in the same"
                                + " round: the median of the rounds, in brackets the worst and the best one; above 1 it is better than the"
                                + " reference. Differences under 15 % are noise.");
        try (Stream<Path> jdks = Files.list(directory)) {
            for (Path jdk : jdks.filter(path -> path.getFileName().toString().startsWith("jdk-"))
                    .sorted()
                    .toList()) {
                report.jdk(jdk);
            }
        }
        Path file = directory.resolve("report.md");
        Files.writeString(file, report.text.toString());
        return file;
    }

    private void jdk(Path jdk) throws IOException {
        Results results = new Results(jdk);
        List<Work> works = Wire.works(directory);
        Map<String, Column> all = new LinkedHashMap<>();
        for (Work work : works) {
            for (String id : work.columns()) {
                results.read(id).ifPresent(column -> all.put(id, column));
            }
        }
        text.paragraph("## " + jdk.getFileName().toString().replace("jdk-", "JDK "));
        all.values().stream().findFirst().ifPresent(this::about);
        goals(all);
        for (Work work : works) {
            try (work) {
                List<Column> columns = work.columns().stream()
                        .filter(all::containsKey)
                        .map(all::get)
                        .toList();
                if (!columns.isEmpty()) {
                    table(work, columns);
                    chart(work, columns, jdk.getFileName().toString());
                }
            }
        }
    }

    private void about(Column column) {
        text.paragraph("Measured on:").blank();
        column.about().forEach((key, value) -> text.item(key + ": " + value));
    }

    private void goals(Map<String, Column> all) {
        text.paragraph("### Goals").head(List.of("goal", "bound", "measured", ""));
        for (WireGoal goal : WireGoal.ALL) {
            List<WireGoal.Verdict> verdicts = goal.judge(all);
            long reached = verdicts.stream().filter(WireGoal.Verdict::reached).count();
            List<String> cells = new ArrayList<>();
            for (WireGoal.Verdict verdict : verdicts) {
                cells.add(Measured.name(verdict.peer()).replace("chunkedbuffer, ", "") + ", " + verdict.column() + ": "
                        + verdict.text() + (verdict.reached() ? "" : " ✗"));
            }
            text.row(List.of(
                    goal.what(),
                    goal.boundText(),
                    String.join("<br>", cells),
                    verdicts.isEmpty()
                            ? "not measured"
                            : reached == verdicts.size()
                                    ? "reached"
                                    : reached == 0
                                            ? "**not reached**"
                                            : "**" + reached + " of " + verdicts.size() + "**"));
        }
    }

    private void table(Work work, List<Column> columns) {
        String reference = Measured.name(work.reference());
        text.paragraph("### " + work.title());
        for (Column column : columns) {
            if (!column.title().isEmpty()) {
                text.paragraph("**" + column.title() + "**");
            }
            List<Figure> figures = Stream.of(Figure.values())
                    .filter(figure -> column.samples().stream()
                            .anyMatch(sample -> sample.figures().containsKey(figure)))
                    .toList();
            List<String> head = new ArrayList<>(List.of(""));
            figures.forEach(figure -> head.add(figure.title()));
            head.add("times as good as " + reference + ": "
                    + work.chief().title().replaceFirst(",.*", ""));
            text.head(head);
            column.peers().forEach(peer -> row(work, column, figures, peer));
        }
    }

    private void row(Work work, Column column, List<Figure> figures, String peer) {
        List<String> cells = new ArrayList<>(List.of(Measured.name(peer)));
        for (Figure figure : figures) {
            cells.add(column.median(peer, figure).map(figure::text).orElse("–"));
        }
        cells.add(column.ratio(peer, work.reference(), work.chief())
                .map(Ratio::toString)
                .orElse("–"));
        text.row(cells);
    }

    private void chart(Work work, List<Column> columns, String jdk) throws IOException {
        BarChart chart = new BarChart(
                work.title() + " (" + jdk.replace("jdk-", "JDK ") + ")",
                work.chief().title().replaceFirst(",.*", "") + ": " + Measured.name(work.reference())
                        + " is 1, shorter is better",
                LONGEST);
        for (Column column : columns) {
            chart.group(column.title().isEmpty() ? work.name() : column.title());
            for (String peer : column.peers()) {
                Optional<Ratio> ratio = column.ratio(peer, work.reference(), work.chief());
                Optional<Double> figure = column.median(peer, work.chief());
                if (ratio.isPresent() && figure.isPresent()) {
                    double times = 1 / ratio.get().median();
                    chart.bar(
                            Measured.name(peer),
                            times,
                            String.format(
                                    Locale.ROOT, "%.2f, %s", times, work.chief().text(figure.get())),
                            colour(peer));
                }
            }
        }
        String file = "charts/" + jdk + "-" + work.name() + ".svg";
        Files.createDirectories(directory.resolve("charts"));
        chart.save(directory.resolve(file));
        text.paragraph("![" + work.title() + "](" + file + ")");
    }

    private static Color colour(String peer) {
        if (peer.startsWith("CHUNKEDBUFFER")) {
            return BarChart.OURS;
        }
        return peer.startsWith("LIMIT") ? BarChart.LIMIT : BarChart.PEER;
    }
}
