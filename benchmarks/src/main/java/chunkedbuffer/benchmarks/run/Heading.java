package chunkedbuffer.benchmarks.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where a figure stands in the report.
 *
 * @param table title of its table
 * @param column title of its column
 * @param unit of the figure
 */
record Heading(String table, String column, String unit) {
    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("MessageBenchmark.array", "as byte[]"),
            Map.entry("MessageBenchmark.string", "as String"),
            Map.entry("MessageBenchmark.look", "in place"),
            Map.entry("MessageBenchmark.slice", "as owned slices"),
            Map.entry("BulkBenchmark.inAndOut", "W3 64 KiB in and out, one thread"),
            Map.entry("PassageBenchmark.twoThreads", "W3 16 MiB from one thread to another"),
            Map.entry("HandOverBenchmark.oneThread", "W3 blocks handed over, one thread"),
            Map.entry("HandOverBenchmark.twoThreads", "W3 blocks handed over, two threads"),
            Map.entry("SearchBenchmark.newline", "W4 search for \\n"),
            Map.entry("SearchBenchmark.crlf", "W4 search for \\r\\n"),
            Map.entry("SearchBenchmark.word", "W4 search for 16 bytes"),
            Map.entry("SearchBenchmark.hostile", "W4 search for 16 bytes that nearly match everywhere"),
            Map.entry("SearchBenchmark.nearly", "W4 search for 16 bytes that match everywhere but in the middle"),
            Map.entry("SearchBenchmark.trickle", "W4 search for \\r\\n at each byte that arrives"),
            Map.entry("PoolBenchmark.oneThread", "W5 pool, one thread"),
            Map.entry("PoolBenchmark.twoThreads", "W5 pool, two threads"),
            Map.entry("PoolBenchmark.virtualThreads", "W5 pool, 1,000 virtual threads"),
            Map.entry("PoolBenchmark.virtualThreadsHeld", "W5 pool, 1,000 virtual threads, held while others run"),
            Map.entry("PoolBenchmark.held32", "W5 pool, 32 held"),
            Map.entry("PoolBenchmark.acrossThreads", "W5 pool, acquired here and released there"),
            Map.entry("NumberBenchmark.decimal", "W6 decimal numbers of Redis"),
            Map.entry("NumberBenchmark.hexadecimal", "W6 hexadecimal sizes of HTTP's chunks"),
            Map.entry("NumberBenchmark.varint", "W6 varints of protobuf"));

    private static final Map<String, String> MIXES = Map.of(
            "LINES_64", "mean 64",
            "LINES_1000", "mean 1000",
            "LINES_RESP", "RESP",
            "LINES_32K", "32 KiB",
            "FRAMES_100", "100 B",
            "FRAMES_8K", "8 KiB");

    /** The heading of a column by its id, see {@link Measured#id}. */
    static Heading of(String id) {
        String[] parts = id.split(" ", -1);
        String benchmark = parts[0];
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            parameters.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
        }
        String title = TITLES.getOrDefault(benchmark, benchmark);
        return switch (benchmark.substring(0, benchmark.indexOf("Benchmark"))) {
            case "Message" -> message(title, parameters);
            case "Bulk" -> new Heading(title, "burst of " + parameters.get("burst"), "ns a 64 KiB");
            case "Passage" ->
                new Heading(title, "writes of " + size(parameters, "write") + between(parameters), "GB/s");
            case "HandOver" -> new Heading(title, size(parameters, "length") + between(parameters), "ns a block");
            case "Search" -> new Heading(title, size(parameters, "distance") + " away", "ns a search");
            case "Pool" -> new Heading(title, size(parameters, "size"), "ns an acquire and release");
            case "Number" -> new Heading(title, pieces(parameters), "ns a number");
            default -> new Heading(title, String.join(" ", parameters.values()), "ns an operation");
        };
    }

    private static Heading message(String title, Map<String, String> parameters) {
        String mix = String.valueOf(parameters.get("mix"));
        if (mix.equals("LINES_32K")) {
            return new Heading("W4 lines of 32 KiB that arrive byte by byte", title, "ns a line");
        }
        boolean lines = mix.startsWith("LINES");
        return new Heading(
                (lines ? "W1 lines " : "W2 frames ") + title,
                MIXES.getOrDefault(mix, mix) + ", " + pieces(parameters),
                lines ? "ns a line" : "ns a frame");
    }

    private static String pieces(Map<String, String> parameters) {
        return "pieces of " + size(parameters, "piece");
    }

    private static String between(Map<String, String> parameters) {
        return ", " + size(parameters, "holds") + " between";
    }

    private static String size(Map<String, String> parameters, String parameter) {
        long size = Long.parseLong(parameters.getOrDefault(parameter, "0"));
        if (size >= 1 << 20 && size % (1 << 20) == 0) {
            return (size >> 20) + " MiB";
        }
        return size >= 1 << 10 && size % (1 << 10) == 0 ? (size >> 10) + " KiB" : size + " B";
    }

    /** Whether more is better. */
    boolean isRate() {
        return unit.equals("GB/s");
    }

    /** The name of a file for something of that title. */
    static String file(String title) {
        return title.replace("\\n", "lf")
                .replace("\\r", "cr")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }
}
