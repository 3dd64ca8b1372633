package chunkedbuffer.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real client in a process of its own: curl, wrk and the like. */
public final class Tool {

    private static final int SECONDS = 60;

    private Tool() {}

    /**
     * Runs it to its end.
     *
     * @param folder where it runs, and for what it prints
     * @param debianPackage what to install if it is missing
     * @param command its name and arguments
     * @return what it printed, errors too
     */
    public static String run(Path folder, String debianPackage, String... command)
            throws IOException, InterruptedException {
        return runWithInput(folder, "", debianPackage, command);
    }

    /** As {@link #run}, with something to read. */
    public static String runWithInput(Path folder, String input, String debianPackage, String... command)
            throws IOException, InterruptedException {
        Path in = Files.writeString(Files.createTempFile(folder, "input", ".txt"), input);
        Path out = Files.createTempFile(folder, "output", ".txt");
        List<String> all = List.of(command);
        Process process;
        try {
            process = new ProcessBuilder(all)
                    .directory(folder.toFile())
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
        } catch (IOException missing) {
            throw new AssertionError("this test needs " + command[0] + ": apt-get install " + debianPackage, missing);
        }
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(all + " does not end; it printed: " + Files.readString(out, UTF_8));
            }
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(out, UTF_8);
        if (process.exitValue() != 0) {
            throw new AssertionError(all + " ended with " + process.exitValue() + ": " + printed);
        }
        return printed;
    }
}
