package chunkedbuffer.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user starts it: a process on the module path. */
class EchoFileProcessTest {

    @TempDir
    private Path folder;

    @Test
    void streamsAFileOnTheModulePath() throws Exception {
        Path file = Files.write(folder.resolve("a file"), new byte[1_000_000]);

        Program.Outcome outcome = echoFile(file.toString());

        assertEquals(0, outcome.exitCode(), outcome::output);
        assertEquals(3, outcome.output().split("the same", -1).length, outcome::output);
        assertFalse(outcome.output().contains("SLF4J"), outcome::output);
    }

    @Test
    void aPathThatDoesNotExistIsNamed() throws Exception {
        Program.Outcome outcome = echoFile("no such file");

        assertEquals(2, outcome.exitCode(), outcome::output);
        assertTrue(outcome.output().contains(folder.resolve("no such file").toString()), outcome::output);
        assertEquals(1, outcome.output().lines().count(), outcome::output);
    }

    @Test
    void aFolderIsNotAFile() throws Exception {
        assertEquals(2, echoFile(folder.toString()).exitCode());
    }

    private Program.Outcome echoFile(String argument) throws Exception {
        return Program.run(
                folder,
                "--module-path",
                Program.PATH,
                "--module",
                "chunkedbuffer.examples/chunkedbuffer.examples.EchoFile",
                argument);
    }
}
