package chunkedbuffer.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** In JVMs of their own, since whether the module of vectors is there is decided at the start. */
class WideSearchTest {
    private static final String[] VECTORS = {"--add-modules", "jdk.incubator.vector"};

    @TempDir
    Path folder;

    @Test
    void isThereWhereTheModuleIs() throws Exception {
        assertEquals("vectors", onClassPath(VECTORS));
        assertEquals("vectors in a module", onModulePath(VECTORS));
    }

    @Test
    void elseThereAreWords() throws Exception {
        assertEquals("words", onClassPath());
        assertEquals("words in a module", onModulePath());
    }

    private String onClassPath(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-cp", home(WideSearch.class) + File.pathSeparator + home(WideSearchProbe.class)));
        command.add(WideSearchProbe.class.getName());
        return run(command);
    }

    private String onModulePath(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-p", home(WideSearch.class) + File.pathSeparator + home(Logger.class)));
        command.addAll(List.of("--patch-module", "chunkedbuffer.api=" + home(WideSearchProbe.class)));
        command.addAll(List.of("-m", "chunkedbuffer.api/" + WideSearchProbe.class.getName()));
        return run(command);
    }

    private static Path home(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private String run(List<String> options) throws Exception {
        File output = folder.resolve("output").toFile();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output)
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running: " + command);
            String said = new String(java.nio.file.Files.readAllBytes(output.toPath()), UTF_8).strip();
            assertEquals(0, process.exitValue(), said);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
