package chunkedbuffer.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** All tables of the last run on each JDK, in Markdown, each with its chart, and the goals. */
final class Report {
    private final Path results;
    private final Markdown text = new Markdown();

    private Report(Path results) {
        this.results = results;
    }

    /** Writes {@code report.md} and its charts beside the results. */
    static Path write(Path results, List<Run> runs) throws IOException {
        Report report = new Report(results);
        report.text
                .paragraph("# Benchmarks")
                .paragraph(
                        "Processor time of the benchmark's thread, but wall time where two threads work on one thing; the median"
                                + " of the rounds. In brackets bytes allocated, where there are any. Bold: the best library. *Best peer*: the best row that is"
                                + " neither this library's nor by hand. *By hand*: the same work written for one flat buffer.");
        for (Run run : runs) {
            report.run(run);
        }
        Path file = results.resolve("report.md");
        Files.writeString(file, report.text.toString());
        return file;
    }

    private void run(Run run) throws IOException {
        text.paragraph("## JDK " + run.jdk()).paragraph("Measured on:").blank();
        run.about().forEach((key, value) -> text.item(key + ": " + value));
        goals(run);
        List<String> tables =
                run.all().stream().map(one -> one.heading().table()).distinct().toList();
        for (String table : tables) {
            table(run, table);
        }
    }

    private void goals(Run run) {
        text.paragraph("### Goals on JDK " + run.jdk());
        text.head(List.of("", "goal", "bound", "measured", ""));
        for (Goal goal : Goals.ALL) {
            List<Goal.Result> results = goal.judge(run);
            long reached = results.stream().filter(Goal.Result::reached).count();
            String verdict = results.isEmpty()
                    ? "not measured"
                    : reached == results.size() ? "reached" : reached == 0 ? "**not reached**" : "**in part**";
            List<String> cells = new ArrayList<>();
            for (Goal.Result result : results) {
                String row = Measured.name(result.peer()).replace("chunkedbuffer, ", "");
                cells.add(row + " " + goal.against().text(result.worst()) + (result.reached() ? "" : " ✗") + " ("
                        + result.where().column() + (result.count() == 1 ? "" : "; the worst of " + result.count())
                        + ")");
            }
            text.row(List.of(
                    goal.workload(),
                    goal.what(),
                    goal.against().bound(goal.bound()),
                    String.join(", ", cells),
                    verdict));
        }
    }

    private void table(Run run, String title) throws IOException {
        List<Measured> rows = run.all().stream()
                .filter(one -> one.heading().table().equals(title))
                .toList();
        List<String> ids = rows.stream().map(Measured::id).distinct().toList();
        text.paragraph("### " + title + ", " + rows.get(0).heading().unit());
        List<String> head = new ArrayList<>(List.of(""));
        ids.forEach(id -> head.add(Heading.of(id).column()));
        text.head(head);
        List<String> peers = rows.stream().map(Measured::peer).distinct().toList();
        for (String peer : peers) {
            line(Measured.name(peer), ids, id -> run.find(id, peer).map(one -> cell(run, one)));
        }
        line("*best peer*", ids, id -> run.bestPeer(id).map(Measured::name));
        for (String peer : peers) {
            if (peer.startsWith("CHUNKEDBUFFER")) {
                String name = Measured.name(peer);
                line(
                        "*" + name + ": times as fast as the best peer*",
                        ids,
                        id -> run.find(id, peer)
                                .flatMap(ours -> run.bestPeer(id).map(best -> ratio(ours.advantage(best)))));
                line(
                        "*" + name + ": times as long as by hand*",
                        ids,
                        id -> run.find(id, peer)
                                .flatMap(ours -> run.limit(ours).map(limit -> ratio(limit.advantage(ours)))));
            }
        }
        String file = "charts/jdk-" + run.jdk() + "-" + Heading.file(title) + ".svg";
        Files.createDirectories(results.resolve("charts"));
        TableChart.draw(run, title, ids).save(results.resolve(file));
        text.paragraph("![" + title + "](" + file + ")");
    }

    private void line(String name, List<String> ids, Function<String, Optional<String>> cell) {
        List<String> cells = new ArrayList<>(List.of(name));
        ids.forEach(id -> cells.add(cell.apply(id).orElse("–")));
        if (cells.stream().skip(1).anyMatch(one -> !one.equals("–"))) {
            text.row(cells);
        }
    }

    /** The figure, bold if no library has a better one. */
    private static String cell(Run run, Measured one) {
        boolean best = run.best(one.id(), any -> !any.isLimit()).equals(Optional.of(one));
        String figure = best ? "**" + one.text() + "**" : one.text();
        return one.allocates()
                ? figure + " (" + String.format(Locale.ROOT, "%,d", Math.round(one.bytes())) + " B)"
                : figure;
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
