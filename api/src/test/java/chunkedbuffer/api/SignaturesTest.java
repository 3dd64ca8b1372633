package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** In a process of its own, as everything is loaded here. */
class SignaturesTest {
    @TempDir
    Path folder;

    /** Run in that process. */
    static final class Program {
        public static void main(String[] args) {
            System.out.println(Bytes.wrap(new byte[1]).length());
        }
    }

    @Test
    void whatHotMethodsNameIsLoadedWithTheFirstChunk() throws Exception {
        Path log = folder.resolve("log");
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xint",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        Stream.of(Chunk.class, Program.class, Logger.class)
                                .map(SignaturesTest::home)
                                .collect(Collectors.joining(System.getProperty("path.separator"))),
                        Program.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals("1", Files.readString(out).strip());
        } finally {
            process.destroyForcibly();
        }
        Set<String> loaded = Files.readAllLines(log).stream()
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .collect(Collectors.toSet());
        Set<String> named = Arrays.stream(Buffer.class.getDeclaredMethods())
                .flatMap(method ->
                        Stream.concat(Stream.of(method.getReturnType()), Stream.of(method.getParameterTypes())))
                .filter(type -> !type.isPrimitive() && !type.isArray())
                .map(Class::getName)
                .collect(Collectors.toSet());
        assertFalse(named.isEmpty());
        named.add(Run.class.getName());
        named.removeAll(loaded);
        assertEquals(Set.of(), named);
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
