package chunkedbuffer.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Reads and compiles the code that documents show. */
final class Sources {

    private Sources() {}

    /** Where the README is. */
    static Path projectFolder() {
        return Path.of("").toAbsolutePath().getParent();
    }

    static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles against all that the tests have, given by {@code --class-path} or {@code --module-path}. */
    static void compile(Path target, String pathOption, Path... files) {
        List<String> arguments =
                new ArrayList<>(List.of("-d", target.toString(), pathOption, Program.PATH, "-proc:none"));
        arguments.addAll(List.of("-Xlint:all,-processing,-path", "-Werror"));
        for (Path file : files) {
            arguments.add(file.toString());
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int exitCode =
                ToolProvider.getSystemJavaCompiler().run(null, messages, messages, arguments.toArray(String[]::new));
        if (exitCode != 0) {
            throw new AssertionError("javac says " + exitCode + ":\n" + messages.toString(UTF_8));
        }
    }
}
