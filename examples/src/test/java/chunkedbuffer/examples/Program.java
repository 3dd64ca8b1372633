package chunkedbuffer.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, on the JDK that runs the tests. */
final class Program {

    /** What the tests themselves run with: the library, its dependencies, and the tests' own. */
    static final String PATH = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private Program() {}

    /** What it printed, errors too, and its exit code. */
    record Outcome(int exitCode, String output) {}

    static Outcome run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 22) {
            command.add(
                    "--enable-native-access=ALL-UNNAMED"); // or a transport with natives makes newer versions complain
        }
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " does not end; it printed: " + Files.readString(output, UTF_8));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(output, UTF_8));
    }

    /** Entries of a path, one after the other. */
    static String path(Object... entries) {
        List<String> strings = new ArrayList<>();
        for (Object entry : entries) {
            strings.add(entry.toString());
        }
        return String.join(File.pathSeparator, strings);
    }
}
