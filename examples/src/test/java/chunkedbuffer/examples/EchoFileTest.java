package chunkedbuffer.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.tck.NothingLeaked;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NothingLeaked.class)
class EchoFileTest {

    private static final long SEED = Long.getLong("chunkedbuffer.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 3_000_001})
    void whatComesBackIsWhatWasSentOverBothKindsOfSocket(int size) throws Exception {
        assertTrue(run(fileOf(size), Echo::serve));

        assertEquals(2, printed("SHA-256 +the same").size(), printed::toString);
        assertEquals(2, printed("rate +[0-9,]+ MiB/s").size(), printed::toString);
        assertEquals(2, printed("chunks of the pool +[0-9,]+ taken").size(), printed::toString);
        assertEquals(2, printed("most bytes in flight +[0-9,]+").size(), printed::toString);
        assertEquals(2, printed("heap allocated +[0-9,]+ bytes per MiB").size(), printed::toString);
    }

    @Test
    void withoutATerminalProgressIsALineAtEachQuarter() throws Exception {
        assertTrue(run(fileOf(1 << 20), Echo::serve));

        List<String> tcp = printed("(?m)^tcp +[0-9]+ %.*MiB/s$");
        assertTrue(tcp.size() >= 1 && tcp.size() <= 4, printed::toString);
        assertTrue(tcp.get(tcp.size() - 1).contains("100 %"), printed::toString);
        assertFalse(printed.toString(UTF_8).contains("\r"), printed::toString);
    }

    @Test
    void aByteThatChangesOnTheWayIsFound() throws Exception {
        ConnectionHandler liar = connection -> answer(connection, "not this".getBytes(UTF_8));

        assertFalse(run(fileOf(8), liar));

        assertEquals(2, printed("SHA-256 +DIFFERENT").size(), printed::toString);
    }

    @Test
    void aByteThatIsMissingIsFound() throws Exception {
        ConnectionHandler mute = connection -> answer(connection, new byte[0]);

        assertFalse(run(fileOf(1), mute));
    }

    private static void answer(Connection connection, byte[] answer) {
        connection.input().onReadable(() -> {
            if (connection.input().isEof()) {
                connection.input().close();
                connection.output().write(answer);
                connection.output().eof();
            }
        });
    }

    private boolean run(Path file, ConnectionHandler server) throws Exception {
        return new EchoFile(file, server, new PrintStream(printed, true, UTF_8), false).run();
    }

    private List<String> printed(String regex) {
        return Pattern.compile(regex)
                .matcher(printed.toString(UTF_8))
                .results()
                .map(match -> match.group())
                .toList();
    }

    private Path fileOf(int size) throws Exception {
        System.out.println("-Dchunkedbuffer.seed=" + SEED);
        byte[] content = new byte[size];
        new Random(SEED).nextBytes(content);
        return Files.write(folder.resolve("file of " + size), content);
    }
}
