package chunkedbuffer.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What this library is to reach: in every column that matches, by every row of its own that matches.
 *
 * @param workload which, as W1 (c)
 * @param what in words
 * @param against what it is held against
 * @param bound the least, or the most, of what {@link Against} measures
 * @param columns matches ids of columns, see {@link Measured#id}
 * @param rows matches the peers that are rows of this library's
 * @param jdk the oldest JDK that it holds for
 */
record Goal(String workload, String what, Against against, double bound, Pattern columns, Pattern rows, int jdk) {

    static Goal of(String workload, String what, Against against, double bound, String columns) {
        return new Goal(
                workload, what, against, bound, Pattern.compile(columns), Pattern.compile("CHUNKEDBUFFER_.*"), 17);
    }

    Goal by(String peers) {
        return new Goal(workload, what, against, bound, columns, Pattern.compile(peers), jdk);
    }

    Goal since(int newer) {
        return new Goal(workload, what, against, bound, columns, rows, newer);
    }

    /**
     * How far one row got, in the column where it got least far.
     *
     * @param peer the row
     * @param worst what was measured there
     * @param where that column
     * @param count of the columns that were measured
     * @param reached whether it is enough
     */
    record Result(String peer, double worst, Heading where, int count, boolean reached) {}

    /** For each row that was measured. */
    List<Result> judge(Run run) {
        List<Result> results = new ArrayList<>();
        if (run.jdk() < jdk) {
            return results;
        }
        List<Measured> ours = run.all().stream()
                .filter(one -> one.isOurs()
                        && columns.matcher(one.id()).matches()
                        && rows.matcher(one.peer()).matches())
                .toList();
        for (String peer : ours.stream().map(Measured::peer).distinct().toList()) {
            judge(run, ours.stream().filter(one -> one.peer().equals(peer)).toList())
                    .ifPresent(results::add);
        }
        return results;
    }

    private Optional<Result> judge(Run run, List<Measured> row) {
        Result worst = null;
        int count = 0;
        for (Measured one : row) {
            Optional<Double> value = against.measure(run, one);
            if (value.isPresent()) {
                count++;
                if (worst == null || against.isWorse(value.get(), worst.worst())) {
                    worst = new Result(
                            one.peer(), value.get(), one.heading(), count, against.isReached(value.get(), bound));
                }
            }
        }
        return worst == null
                ? Optional.empty()
                : Optional.of(new Result(worst.peer(), worst.worst(), worst.where(), count, worst.reached()));
    }
}
