package chunkedbuffer.benchmarks.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What this library is to reach, in every column that matches, in the median of the rounds.
 *
 * @param what in words
 * @param columns matches their ids
 * @param figure which
 * @param bound the least ratio to the other one; or, against nobody, the most
 * @param peer whose figure it is compared with; {@link #NOBODY}, or {@link #ITSELF} for its own in another column
 * @param other that column
 */
record WireGoal(String what, Pattern columns, Figure figure, double bound, String peer, String other) {
    static final String NOBODY = "";
    static final String ITSELF = "itself";

    /** Below this a difference is noise. */
    static final double LEVEL = 1 / 1.15;

    private static final String VIRTUAL = "_VIRTUAL";

    /** Checks less than Netty does, so it is held against what is by hand alone. */
    private static final String MINIMAL = "_MINIMAL";

    static final List<WireGoal> ALL = List.of(
            against("HTTP, server CPU", "http .*", Figure.CPU, 1.3, "NETTY"),
            against("HTTP, server CPU, level", "http .*", Figure.CPU, LEVEL, "LIMIT_NIO"),
            against("Redis -P 16, server CPU", "redis .*depth=16", Figure.CPU, 1.3, "NETTY"),
            against("bulk, time", "bulk", Figure.TIME, 1 / 1.1, "LIMIT_NIO"),
            against("blocking server, 1 connection, level", "blocking-server .*=1", Figure.MEDIAN, LEVEL, "SOCKET"),
            against("blocking client, 1 connection, level", "blocking-client .*=1", Figure.MEDIAN, LEVEL, "SOCKET"),
            // The question for it allocates some bytes itself.
            against("garbage, a message on a loop", "ping .*|bulk", Figure.ALLOCATED, 1, NOBODY),
            against("heap, an idle connection", "idle-.*", Figure.HEAP, 1024, NOBODY),
            against("direct memory, an idle connection", "idle-.*", Figure.DIRECT, 1, NOBODY),
            against("heap, an idle connection", "idle-.*", Figure.HEAP, 2, "NETTY"),
            new WireGoal(
                    "100 of 10,000 connections active, to 100 alone, level",
                    Pattern.compile("crowd open=10000"),
                    Figure.RATE,
                    LEVEL,
                    ITSELF,
                    "crowd open=100"));

    private static WireGoal against(String what, String columns, Figure figure, double bound, String peer) {
        return new WireGoal(what, Pattern.compile(columns), figure, bound, peer, "");
    }

    /**
     * How far one row got.
     *
     * @param peer the row
     * @param column where
     * @param value what it is judged by
     * @param text the value and its spread
     * @param reached whether it is enough
     */
    record Verdict(String peer, String column, double value, String text, boolean reached) {}

    String boundText() {
        String number = String.format(Locale.ROOT, "%.2f", bound).replaceFirst("\\.?0+$", "");
        return switch (peer) {
            case NOBODY -> "≤ " + figure.text(bound) + " B";
            case ITSELF -> "≥ " + number + " × alone";
            default -> "≥ " + number + " × " + chunkedbuffer.benchmarks.run.Measured.name(peer);
        };
    }

    /** Of every row of this library's in every column that was measured. */
    List<Verdict> judge(Map<String, Column> all) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Column column : all.values()) {
            if (columns.matcher(column.id()).matches()) {
                for (String ours : column.peers()) {
                    if (ours.startsWith("CHUNKEDBUFFER") && !(ours.endsWith(MINIMAL) && peer.equals("NETTY"))) {
                        judge(all, column, ours).ifPresent(verdicts::add);
                    }
                }
            }
        }
        return verdicts;
    }

    private Optional<Verdict> judge(Map<String, Column> all, Column column, String ours) {
        if (peer.equals(NOBODY)) {
            return column.median(ours, figure)
                    .map(value -> new Verdict(ours, column.id(), value, figure.text(value), value < bound));
        }
        Optional<Ratio> ratio;
        if (peer.equals(ITSELF)) {
            ratio = Optional.ofNullable(all.get(other)).flatMap(alone -> column.ratio(ours, alone, ours, figure));
        } else {
            ratio = column.ratio(ours, ours.endsWith(VIRTUAL) ? peer + VIRTUAL : peer, figure);
        }
        return ratio.map(one -> new Verdict(ours, column.id(), one.median(), one.toString(), one.median() >= bound));
    }
}
