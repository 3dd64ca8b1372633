package chunkedbuffer.benchmarks.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The tables of a run, in Markdown, each with its chart. */
final class Report {
    private final List<Measured> all;
    private final StringBuilder text = new StringBuilder();

    private Report(List<Measured> all) {
        this.all = all;
    }

    static void write(Path results) throws IOException {
        Report report = new Report(Measured.read(results));
        report.head(JsonParser.parseString(Files.readString(results.resolve("machine.json")))
                .getAsJsonObject());
        for (String table : report.all.stream().map(Measured::table).distinct().toList()) {
            report.table(table);
            report.text
                    .append("\n![](")
                    .append(Chart.draw(results, table, report.rows(table)))
                    .append(")\n");
        }
        Path file = results.resolve("report.md");
        Files.writeString(file, report.text);
        System.out.println(report.text);
        System.out.println("written to " + file);
    }

    private void head(JsonObject machine) {
        text.append("# Benchmarks\n\n");
        for (String key : machine.keySet()) {
            text.append("- ")
                    .append(key)
                    .append(": ")
                    .append(machine.get(key).getAsString())
                    .append('\n');
        }
        text.append(
                "\nProcessor time of the benchmark's thread, but wall time where two threads work together; the median of"
                        + " the rounds. In brackets bytes allocated, where there are any. \"To the best peer\": how many times as"
                        + " fast. \"To the limit\": how many times as long as by hand.\n");
    }

    private List<Measured> rows(String table) {
        return all.stream().filter(one -> one.table().equals(table)).toList();
    }

    private void table(String name) {
        List<Measured> table = rows(name);
        List<String> columns = table.stream().map(Measured::column).distinct().toList();
        text.append("\n## ")
                .append(name)
                .append(", ")
                .append(Measured.unit(name))
                .append("\n\n| |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        List<String> peers = table.stream().map(Measured::peer).distinct().toList();
        for (String peer : peers) {
            line(peer.toLowerCase(Locale.ROOT), columns, column -> cell(find(table, peer, column)));
        }
        for (String peer : peers) {
            if (peer.startsWith("CHUNKEDBUFFER")) {
                String row = peer.toLowerCase(Locale.ROOT);
                line(row + " to the best peer", columns, column -> ratio(table, peer, column, false));
                line(row + " to the limit", columns, column -> ratio(table, peer, column, true));
            }
        }
    }

    private void line(String name, List<String> columns, java.util.function.Function<String, String> cell) {
        text.append("| ").append(name).append(" |");
        columns.forEach(column -> text.append(' ').append(cell.apply(column)).append(" |"));
        text.append('\n');
    }

    private static Optional<Measured> find(List<Measured> table, String peer, String column) {
        return best(table, one -> one.peer().equals(peer) && one.column().equals(column));
    }

    private static Optional<Measured> best(List<Measured> table, Predicate<Measured> wanted) {
        Comparator<Measured> byFigure = Comparator.comparingDouble(Measured::figure);
        boolean rate = table.get(0).isRate();
        return table.stream().filter(wanted).min(rate ? byFigure.reversed() : byFigure);
    }

    private static String cell(Optional<Measured> one) {
        return one.map(it -> number(it.figure()) + (it.bytes() < 0.5 ? "" : " (" + Math.round(it.bytes()) + " B)"))
                .orElse("–");
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%.0f", figure);
    }

    private static String ratio(List<Measured> table, String peer, String column, boolean toLimit) {
        Optional<Measured> ours = find(table, peer, column);
        Optional<Measured> other = toLimit
                ? limit(table, peer, column)
                : best(table, one -> one.column().equals(column) && !one.isOurs() && !one.isLimit());
        return ours.isEmpty() || other.isEmpty()
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.2f",
                        toLimit
                                ? 1 / ours.get().advantage(other.get())
                                : ours.get().advantage(other.get()));
    }

    /** By hand over the same kind of memory, if that was measured. */
    private static Optional<Measured> limit(List<Measured> table, String peer, String column) {
        Predicate<Measured> limit = one -> one.column().equals(column) && one.isLimit();
        Optional<Measured> alike =
                best(table, limit.and(one -> one.peer().endsWith(peer.contains("DIRECT") ? "DIRECT" : "ARRAY")));
        return alike.isPresent() ? alike : best(table, limit);
    }
}
