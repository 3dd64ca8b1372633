package chunkedbuffer.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/** A Java process that runs the consumer's main class, from the module path or from the class path. */
final class Run {
    private static final String MAIN = "chunkedbuffer.consumer.Main";
    private static final String MODULE = "chunkedbuffer.consumer";

    private final Jdk jdk;
    private final boolean modular;
    private final List<Path> path = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    Run(Jdk jdk, boolean modular) {
        this.jdk = jdk;
        this.modular = modular;
        options.add("-Xmx256m");
        options.add("-Dlogback.configurationFile="
                + Path.of("src/test/resources/logback-consumer.xml").toUri());
    }

    Jdk jdk() {
        return jdk;
    }

    boolean modular() {
        return modular;
    }

    Run path(Path... entries) {
        path.addAll(List.of(entries));
        return this;
    }

    Run options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** What a finished process left. */
    record Outcome(int exit, String out, String err) {
        Outcome succeeded() {
            Assertions.assertEquals(0, exit, this::toString);
            return this;
        }

        Outcome says(String text) {
            Assertions.assertTrue(out.contains(text), () -> "expected \"" + text + "\" in " + this);
            return this;
        }

        Outcome saysInOneLine(String start, String... parts) {
            Assertions.assertTrue(
                    out.lines()
                            .filter(line -> line.startsWith(start))
                            .anyMatch(line -> Arrays.stream(parts).allMatch(line::contains)),
                    () -> "expected \"" + start + "\" with " + Arrays.toString(parts) + " in " + this);
            return this;
        }

        Outcome logs(String text) {
            Assertions.assertTrue(err.contains(text), () -> "expected a logged \"" + text + "\" in " + this);
            return this;
        }

        Outcome logsNothing() {
            Assertions.assertEquals("", err, this::toString);
            return this;
        }
    }

    Outcome start(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(options);
        String joined = path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        if (modular) {
            command.addAll(List.of("-p", joined, "-m", MODULE + "/" + MAIN));
        } else {
            command.addAll(List.of("-cp", joined, MAIN));
        }
        command.addAll(List.of(arguments));

        Path out = Files.createTempFile(Path.of("target"), "out", ".txt");
        Path err = Files.createTempFile(Path.of("target"), "err", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(90, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            Outcome outcome = new Outcome(ended ? process.exitValue() : -1, text(out), text(err));
            Assertions.assertTrue(ended, () -> "still running after 90 s: " + command + " " + outcome);
            if (outcome.exit == 0) {
                outcome.says("Java " + jdk.version());
                outcome.says("module " + (modular ? MODULE : "null"));
            }
            return outcome;
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return jdk + (modular ? ", module path" : ", class path");
    }
}
