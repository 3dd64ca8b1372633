package chunkedbuffer.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** What a finished process left. */
record Outcome(int exit, String out, String err) {
    private static final int SECONDS = 90;

    /** Runs a command to its end. */
    static Outcome of(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(Path.of("target"), "out", ".txt");
        Path err = Files.createTempFile(Path.of("target"), "err", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            Outcome outcome = new Outcome(ended ? process.exitValue() : -1, text(out), text(err));
            Assertions.assertTrue(ended, () -> "still running after " + SECONDS + " s: " + command + " " + outcome);
            return outcome;
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    Outcome succeeded() {
        Assertions.assertEquals(0, exit, this::toString);
        return this;
    }

    Outcome says(String text) {
        Assertions.assertTrue(out.contains(text), () -> "expected \"" + text + "\" in " + this);
        return this;
    }

    /** One of the lines is this; a {@code *} stands for what differs from run to run. */
    Outcome saysLine(String line) {
        Assertions.assertTrue(
                out.lines().anyMatch(pattern(line)), () -> "expected the line \"" + line + "\" in " + this);
        return this;
    }

    private static Predicate<String> pattern(String line) {
        return Pattern.compile(Pattern.quote(line).replace("*", "\\E.*\\Q")).asMatchPredicate();
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

    /** The warnings are these, whatever stack traces follow them; a {@code *} stands for what differs from run to run. */
    Outcome warns(String... messages) {
        List<String> warnings =
                err.lines().filter(line -> line.startsWith("WARN")).toList();
        Assertions.assertEquals(messages.length, warnings.size(), this::toString);
        for (int i = 0; i < messages.length; i++) {
            String expected = "WARN  " + messages[i];
            String warning = warnings.get(i);
            Assertions.assertTrue(
                    pattern(expected).test(warning), () -> "expected \"" + expected + "\", not \"" + warning + "\"");
        }
        return this;
    }

    Outcome logsNothing() {
        Assertions.assertEquals("", err, this::toString);
        return this;
    }
}
