package chunkedbuffer.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
    /** At two seconds a row. */
    private static final int TEN_MINUTES = 300;

    @Test
    void aQuickRunIsShort() {
        long rows = rows(Plan.of(true));
        assertTrue(rows <= TEN_MINUTES, rows + " rows");
    }

    @Test
    void whatIsQuickIsAlsoInTheFullRun() {
        List<String> full = columns(Plan.of(false)).toList();
        assertEquals(
                List.of(),
                columns(Plan.of(true)).filter(id -> !full.contains(id)).toList());
    }

    @Test
    void everyGoalHasAColumnInAQuickRun() {
        List<String> ids = columns(Plan.of(true)).toList();
        List<String> without = Goals.ALL.stream()
                .filter(goal -> goal.jdk() <= 17)
                .filter(goal ->
                        ids.stream().noneMatch(id -> goal.columns().matcher(id).matches()))
                .map(Goal::what)
                .toList();
        assertEquals(List.of(), without);
    }

    @Test
    void everyColumnHasATitleOfItsOwn() {
        List<String> ids = columns(Plan.of(false)).toList();
        List<String> titles = ids.stream()
                .map(Heading::of)
                .map(heading -> heading.table() + ": " + heading.column())
                .toList();
        assertEquals(ids.size(), titles.stream().distinct().count());
        assertTrue(titles.stream().noneMatch(title -> title.contains("Benchmark")), titles::toString);
    }

    private static long rows(List<Plan.Step> plan) {
        return plan.stream()
                .mapToLong(step -> step.parameters().values().stream()
                        .mapToLong(values -> values.length)
                        .reduce(1, (a, b) -> a * b))
                .sum();
    }

    /** As results name them. */
    private static Stream<String> columns(List<Plan.Step> plan) {
        return plan.stream().map(step -> {
            StringBuilder id = new StringBuilder(step.benchmark());
            new TreeMap<>(step.parameters()).forEach((name, values) -> {
                if (!name.equals("peer")) {
                    id.append(' ').append(name).append('=').append(values[0]);
                }
            });
            return id.toString();
        });
    }
}
