package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java of its own, with few of something, for a main class of these tests. */
final class ChildJvm {

    private final List<String> before = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    ChildJvm() {
        options.add("-XX:+UseSerialGC");
        options.add("-XX:TieredStopAtLevel=1"); // it lives for a second
        if (Runtime.version().feature() >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED"); // else a warning for each native library
        }
    }

    /** With at most so many descriptors. */
    ChildJvm descriptors(int most) {
        before.addAll(List.of("/bin/sh", "-c", "ulimit -n " + most + " && exec \"$@\"", "sh"));
        return this;
    }

    /** Started by this command. */
    ChildJvm through(String... command) {
        before.addAll(List.of(command));
        return this;
    }

    ChildJvm option(String option) {
        options.add(option);
        return this;
    }

    /** Starts it; what it has to say goes to its output. */
    Process start(Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Runs it to its end, which must be a good one; returns what it has printed. */
    List<String> run(Class<?> main, String... arguments) throws Exception {
        Process process = start(main, arguments);
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            process.getOutputStream().close();
            out.lines().forEach(lines::add);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
            assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
