package chunkedbuffer.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, UTF_8);

    @Test
    void onATerminalProgressIsABarThatIsRedrawnInPlace() throws Exception {
        try (Progress bar = Progress.on(out, true, "tcp", 10 << 20)) {
            bar.at(5 << 20);
            bar.at(10 << 20);
        }

        String last = printed.toString(UTF_8).substring(printed.toString(UTF_8).lastIndexOf('\r'));
        assertTrue(last.contains("tcp"), last);
        assertTrue(last.contains("100%"), last);
        assertTrue(last.contains("10/10 MiB"), last);
        assertTrue(last.contains("MiB/s"), last);
    }

    @Test
    void elsewhereItIsALineAtEachQuarter() {
        try (Progress lines = Progress.on(out, false, "unix", 8 << 20)) {
            for (int mebibytes = 1; mebibytes <= 8; mebibytes++) {
                lines.at(mebibytes << 20);
            }
        }

        assertEquals(4, printed.toString(UTF_8).lines().count(), printed::toString);
        assertTrue(printed.toString(UTF_8).startsWith("unix   25 %"), printed::toString);
    }
}
