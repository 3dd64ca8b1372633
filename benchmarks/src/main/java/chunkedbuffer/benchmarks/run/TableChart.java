package chunkedbuffer.benchmarks.run;

import java.awt.Color;
import java.util.List;
import java.util.Optional;

/**
 * The chart of a table: a group of bars a column, the best first. Figures of different columns are far apart, so the bars show how
 * many times as long each took as by hand; or as the best library, where there is no such row, or one that leaves all far behind.
 */
final class TableChart {
    /** Beyond this one does not care how many times. */
    private static final double LONGEST = 6;

    /** Beyond this it is no measure for the others. */
    private static final double FAR = 3;

    private final Run run;
    private final List<String> ids;
    private final boolean limited;

    private TableChart(Run run, List<String> ids) {
        this.run = run;
        this.ids = ids;
        this.limited = ids.stream().allMatch(this::isLimited);
    }

    private boolean isLimited(String id) {
        Optional<Measured> limit = run.best(id, Measured::isLimit);
        return limit.isPresent() && limit.get().advantage(library(id)) <= FAR;
    }

    private Measured library(String id) {
        return run.best(id, one -> !one.isLimit()).orElseThrow();
    }

    private Measured one(String id) {
        return limited ? run.best(id, Measured::isLimit).orElseThrow() : library(id);
    }

    static BarChart draw(Run run, String title, List<String> ids) {
        return new TableChart(run, ids).draw(title);
    }

    private BarChart draw(String title) {
        double longest = ids.stream()
                .flatMap(id -> run.column(id).stream().map(row -> one(id).advantage(row)))
                .mapToDouble(Math::ceil)
                .max()
                .orElse(LONGEST);
        BarChart chart = new BarChart(
                title + " (JDK " + run.jdk() + ")",
                (limited ? "by hand" : "the best library") + " is 1, shorter is better; figures in "
                        + Heading.of(ids.get(0)).unit(),
                Math.min(longest, LONGEST));
        for (String id : ids) {
            Measured one = one(id);
            chart.group(one.heading().column());
            run.column(id).stream()
                    .sorted((a, b) -> Double.compare(1, a.advantage(b)))
                    .forEach(row -> chart.bar(row.name(), one.advantage(row), row.text(), colour(row)));
        }
        return chart;
    }

    private static Color colour(Measured row) {
        return row.isOurs() ? BarChart.OURS : row.isLimit() ? BarChart.LIMIT : BarChart.PEER;
    }
}
