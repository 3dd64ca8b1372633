package chunkedbuffer.benchmarks.run;

import chunkedbuffer.benchmarks.bulk.Courier;
import chunkedbuffer.benchmarks.message.MessageStream;
import chunkedbuffer.benchmarks.message.Mix;
import chunkedbuffer.benchmarks.number.NumberStream;
import chunkedbuffer.benchmarks.number.Numeral;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What was measured on one JDK.
 *
 * @param about the machine, the JDK, versions, the date
 * @param all every row in every column
 */
record Run(Map<String, String> about, List<Measured> all) {

    /** The last run on each JDK, the oldest JDK first. */
    static List<Run> readAll(Path results) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (Path directory : list(results, "jdk-")) {
            runs.add(read(directory));
        }
        runs.sort(Comparator.comparingInt(Run::jdk));
        return runs;
    }

    private static List<Path> list(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static Run read(Path directory) throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        JsonParser.parseString(Files.readString(directory.resolve("machine.json")))
                .getAsJsonObject()
                .entrySet()
                .forEach(entry -> about.put(entry.getKey(), entry.getValue().getAsString()));
        Map<List<String>, List<Measured>> rounds = new LinkedHashMap<>();
        for (Path round : list(directory, "round-")) {
            try (Reader reader = Files.newBufferedReader(round)) {
                for (JsonElement one : JsonParser.parseReader(reader).getAsJsonArray()) {
                    Measured measured = measured(one.getAsJsonObject());
                    rounds.computeIfAbsent(List.of(measured.id(), measured.peer()), key -> new ArrayList<>())
                            .add(measured);
                }
            }
        }
        List<Measured> all = new ArrayList<>();
        rounds.forEach((key, values) -> all.add(new Measured(
                key.get(0),
                key.get(1),
                median(values.stream().mapToDouble(Measured::figure).sorted().toArray()),
                median(values.stream().mapToDouble(Measured::bytes).sorted().toArray()))));
        return new Run(about, all);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Measured measured(JsonObject result) {
        String full = result.get("benchmark").getAsString();
        String benchmark = full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
        Map<String, String> parameters = new TreeMap<>();
        result.getAsJsonObject("params")
                .entrySet()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().getAsString()));
        String peer = String.valueOf(parameters.remove("peer"));
        StringBuilder id = new StringBuilder(benchmark);
        parameters.forEach(
                (key, value) -> id.append(' ').append(key).append('=').append(value));

        JsonObject seconds = result.getAsJsonObject("secondaryMetrics");
        JsonObject time =
                isWall(benchmark) ? result.getAsJsonObject("primaryMetric") : seconds.getAsJsonObject(CpuTime.RESULT);
        double nanos = time.get("score").getAsDouble();
        double bytes = 0;
        for (String name : seconds.keySet()) {
            if (name.endsWith("gc.alloc.rate.norm")) {
                bytes = seconds.getAsJsonObject(name).get("score").getAsDouble();
            }
        }
        double parts = parts(benchmark, parameters);
        double figure = benchmark.startsWith("Passage") ? Courier.LOAD / nanos : nanos / parts;
        return new Measured(id.toString(), peer, figure, bytes / parts);
    }

    /** Where two threads work on one thing, processor time of one of them says little. */
    private static boolean isWall(String benchmark) {
        return benchmark.startsWith("Passage")
                || benchmark.equals("HandOverBenchmark.twoThreads")
                || benchmark.endsWith("acrossThreads");
    }

    /** Messages, numbers or blocks of one operation. */
    private static double parts(String benchmark, Map<String, String> parameters) {
        String mix = parameters.get("mix");
        if (mix != null) {
            return MessageStream.of(Mix.valueOf(mix)).count();
        }
        if (benchmark.startsWith("Number")) {
            String numeral = benchmark.substring(benchmark.indexOf('.') + 1).toUpperCase(Locale.ROOT);
            return NumberStream.of(Numeral.valueOf(numeral)).count();
        }
        String burst = parameters.get("burst");
        return burst == null ? 1 : Integer.parseInt(burst);
    }

    int jdk() {
        return Integer.parseInt(String.valueOf(about.get("java")));
    }

    /** The ids of all columns that match, in the order of the run. */
    List<String> columns(Predicate<String> wanted) {
        return all.stream().map(Measured::id).distinct().filter(wanted).toList();
    }

    List<Measured> column(String id) {
        return all.stream().filter(one -> one.id().equals(id)).toList();
    }

    Optional<Measured> find(String id, String peer) {
        return best(id, one -> one.peer().equals(peer));
    }

    /** The best of the rows wanted. */
    Optional<Measured> best(String id, Predicate<Measured> wanted) {
        return column(id).stream().filter(wanted).max((a, b) -> Double.compare(a.advantage(b), 1));
    }

    Optional<Measured> bestPeer(String id) {
        return best(id, Measured::isPeer);
    }

    /** By hand, over the same kind of memory as a row's if that was measured. */
    Optional<Measured> limit(Measured ours) {
        String memory = ours.peer().contains("DIRECT") ? "_DIRECT" : "_ARRAY";
        Optional<Measured> alike =
                best(ours.id(), one -> one.isLimit() && one.peer().endsWith(memory));
        return alike.isPresent() ? alike : best(ours.id(), Measured::isLimit);
    }
}
