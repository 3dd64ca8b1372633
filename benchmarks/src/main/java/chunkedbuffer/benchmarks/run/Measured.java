package chunkedbuffer.benchmarks.run;

import chunkedbuffer.benchmarks.bulk.Courier;
import chunkedbuffer.benchmarks.message.MessageStream;
import chunkedbuffer.benchmarks.message.Mix;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One row in one column: the median over the rounds, in the unit of its table.
 *
 * @param table the benchmark, and what else divides it into tables
 * @param column the parameters beside
 * @param peer whose row it is
 * @param figure ns, or GB/s; see {@link #unit}
 * @param bytes allocated for each message, block or operation
 */
record Measured(String table, String column, String peer, double figure, double bytes) {

    /** All of a run. */
    static List<Measured> read(Path results) throws IOException {
        Map<List<String>, List<double[]>> figures = new LinkedHashMap<>();
        List<Path> rounds;
        try (Stream<Path> files = Files.list(results)) {
            rounds = files.filter(file -> file.getFileName().toString().startsWith("round-"))
                    .sorted()
                    .toList();
        }
        for (Path round : rounds) {
            try (Reader reader = Files.newBufferedReader(round)) {
                JsonArray all = JsonParser.parseReader(reader).getAsJsonArray();
                for (JsonElement one : all) {
                    add(one.getAsJsonObject(), figures);
                }
            }
        }
        List<Measured> measured = new ArrayList<>();
        figures.forEach((key, values) ->
                measured.add(new Measured(key.get(0), key.get(1), key.get(2), median(values, 0), median(values, 1))));
        return measured;
    }

    private static void add(JsonObject result, Map<List<String>, List<double[]>> figures) {
        String full = result.get("benchmark").getAsString();
        String benchmark = full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
        Map<String, String> parameters = new TreeMap<>();
        result.getAsJsonObject("params")
                .entrySet()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().getAsString()));
        String peer = String.valueOf(parameters.remove("peer"));
        double times = divisor(parameters);
        String piece = parameters.remove("piece");
        String table = piece == null ? benchmark : benchmark + ", pieces of " + piece;
        JsonObject seconds = result.getAsJsonObject("secondaryMetrics");
        boolean wall = benchmark.startsWith("Passage") || benchmark.endsWith("acrossThreads");
        double nanos = (wall ? result.getAsJsonObject("primaryMetric") : seconds.getAsJsonObject(CpuTime.RESULT))
                .get("score")
                .getAsDouble();
        double bytes = 0;
        for (String name : seconds.keySet()) {
            if (name.endsWith("gc.alloc.rate.norm")) {
                bytes = seconds.getAsJsonObject(name).get("score").getAsDouble();
            }
        }
        double figure = benchmark.startsWith("Passage") ? Courier.LOAD / nanos : nanos / times;
        figures.computeIfAbsent(List.of(table, String.join(" ", parameters.values()), peer), key -> new ArrayList<>())
                .add(new double[] {figure, bytes / times});
    }

    /** Messages, or blocks, of one operation. */
    private static double divisor(Map<String, String> parameters) {
        String mix = parameters.get("mix");
        if (mix != null) {
            return MessageStream.of(Mix.valueOf(mix)).count();
        }
        String burst = parameters.get("burst");
        return burst == null ? 1 : Integer.parseInt(burst);
    }

    private static double median(List<double[]> values, int index) {
        double[] sorted = values.stream().mapToDouble(value -> value[index]).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String unit(String table) {
        if (table.startsWith("Message")) {
            return "ns a message";
        }
        return switch (table.substring(0, table.indexOf('B', 1))) {
            case "Bulk" -> "ns a 64 KiB";
            case "Passage" -> "GB/s";
            case "Search" -> "ns a search";
            default -> "ns an acquire and release";
        };
    }

    /** Whether this library's own. */
    boolean isOurs() {
        return peer.startsWith("CHUNKEDBUFFER");
    }

    boolean isLimit() {
        return peer.startsWith("LIMIT");
    }

    boolean isRate() {
        return table.startsWith("Passage");
    }

    /** How many times as good as another. */
    double advantage(Measured other) {
        return isRate() ? figure / other.figure : other.figure / figure;
    }
}
