package chunkedbuffer.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example in the API's javadoc compiles without a warning and runs, with the imports below. What a {@code println} prints
 * is what the comment behind it says.
 */
class JavadocExamplesTest {

    private static final Path API = Sources.projectFolder().resolve("api/src/main/java/chunkedbuffer");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n *\\* \\}</pre>");
    private static final Pattern PRINTED = Pattern.compile("println\\(.*\\); +// (.*)");

    private static final String PROGRAM = """
            import static java.nio.charset.StandardCharsets.*;
            import chunkedbuffer.api.*;
            import java.io.*;
            import java.net.*;
            import java.nio.*;
            import java.util.*;
            import java.util.concurrent.*;

            public class Example {
                public static void main(String[] args) throws Exception {
            %s
                }
            }
            """;

    @TempDir
    private Path folder;

    record Example(String type, String code) {

        @Override
        public String toString() {
            return type;
        }
    }

    static List<Example> examples() throws Exception {
        try (Stream<Path> files = Files.walk(API)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .flatMap(JavadocExamplesTest::examplesIn)
                    .toList();
        }
    }

    private static Stream<Example> examplesIn(Path file) {
        return EXAMPLE.matcher(Sources.read(file))
                .results()
                .map(example -> new Example(
                        file.getFileName().toString().replace(".java", ""),
                        example.group(1).replaceAll("(?m)^ *\\* ?", "")));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itRunsAndPrintsWhatItSays(Example example) throws Exception {
        Path source = Files.writeString(folder.resolve("Example.java"), String.format(PROGRAM, example.code()));
        Sources.compile(folder, "--class-path", source);

        Program.Outcome outcome = Program.run(folder, "--class-path", Program.path(folder, Program.PATH), "Example");

        Matcher printed = PRINTED.matcher(example.code());
        assertEquals(
                printed.results().map(match -> match.group(1)).collect(Collectors.joining("\n")),
                outcome.output().strip());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void eachTypeThatOneStartsFromHasAnExample() throws Exception {
        List<String> types = examples().stream().map(Example::type).toList();

        for (String type : List.of("Pipe", "Bytes", "ChunkPool", "Transport", "ChunkedStream")) {
            assertTrue(types.contains(type), () -> type + " has no example; those that have: " + types);
        }
    }
}
