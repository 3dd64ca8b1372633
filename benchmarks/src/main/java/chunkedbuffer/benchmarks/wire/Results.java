package chunkedbuffer.benchmarks.wire;

import chunkedbuffer.benchmarks.run.Machine;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last run of each column on one JDK, in a file each, so that a run of some columns leaves the others as they were.
 *
 * @param directory where they are
 */
record Results(Path directory) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    void write(String id, Map<String, String> about, List<Sample> samples) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(file(id), GSON.toJson(new Column(id, about, samples)));
    }

    Optional<Column> read(String id) throws IOException {
        return Files.exists(file(id))
                ? Optional.of(GSON.fromJson(Files.readString(file(id)), Column.class))
                : Optional.empty();
    }

    private Path file(String id) {
        return directory.resolve(id.replaceAll("[ =]", "-") + ".json");
    }

    /** What it runs on, and how. */
    static Map<String, String> about(Effort effort) throws IOException, InterruptedException {
        Map<String, String> about = new LinkedHashMap<>(Machine.about(effort.toString()));
        about.put("cores of their own", Cores.isPinning() ? "one for what is measured, one for the load" : "no");
        version(about, "wrk", "wrk", "-v");
        version(about, "redis", "redis-server", "--version");
        return about;
    }

    private static void version(Map<String, String> about, String name, String... command)
            throws IOException, InterruptedException {
        if (Cores.isInstalled(command[0])) {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            process.waitFor();
            about.put("version of " + name, output.replaceAll("(?s)^.*?(\\d+\\.\\d+[\\w.]*).*$", "$1"));
        }
    }
}
