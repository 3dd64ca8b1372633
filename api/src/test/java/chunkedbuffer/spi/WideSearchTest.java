package chunkedbuffer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** In JVMs of their own, since whether the module of vectors is there is decided at the start. */
class WideSearchTest {
    private static final String[] VECTORS = {"--add-modules", "jdk.incubator.vector"};

    private final long seed = Long.getLong("chunkedbuffer.seed", new Random().nextLong());

    @TempDir
    Path folder;

    @Test
    void isThereWhereTheModuleIsAndFindsWhatWordsFind() throws Exception {
        System.out.println("WideSearchTest: -Dchunkedbuffer.seed=" + seed);
        assertEquals("vectors", onClassPath(WideSearchProbe.class, VECTORS));
        assertEquals("vectors in a module", onModulePath(VECTORS));
    }

    @Test
    void elseThereAreWords() throws Exception {
        assertEquals("words", onClassPath(WideSearchProbe.class));
        assertEquals("words in a module", onModulePath());
    }

    /** Some compilations of JDK 25 leave the session of a segment, 32 bytes; a vector would be more. */
    @Test
    void leavesNoVectorOnTheHeap() throws Exception {
        String left = onClassPath(WideGarbageProbe.class, VECTORS);
        assertTrue(Integer.parseInt(left) < 64, left + " bytes a search");
    }

    private String onClassPath(Class<?> probe, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-cp", home(WideSearch.class) + File.pathSeparator + home(probe)));
        command.addAll(List.of(probe.getName(), Long.toString(seed)));
        return run(command);
    }

    private String onModulePath(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-p", home(WideSearch.class) + File.pathSeparator + home(Logger.class)));
        command.addAll(List.of("--patch-module", "chunkedbuffer.api=" + home(WideSearchProbe.class)));
        command.addAll(List.of("-m", "chunkedbuffer.api/" + WideSearchProbe.class.getName(), Long.toString(seed)));
        return run(command);
    }

    private static Path home(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private String run(List<String> options) throws Exception {
        File output = folder.resolve("output").toFile();
        File errors = folder.resolve("errors").toFile();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(errors)
                .redirectOutput(output)
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running: " + command);
            assertEquals(0, process.exitValue(), Files.readString(errors.toPath()));
            return Files.readString(output.toPath()).strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
