package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The clock on the wall leaps by six hours, forward and backward, while waits with a time-out are under way on real transports: none ends
 * early, none late. Through libfaketime, which leaves the monotonic clock alone, as a change of the time does.
 */
class ClockLeapTest {

    @ParameterizedTest
    @MethodSource(Transports.NAMES)
    void noWaitGoesByTheClockOnTheWall(String transport, @TempDir Path folder) throws Exception {
        Optional<Path> library = library();
        assumeTrue(library.isPresent(), "libfaketime, of the package faketime, is not installed");
        Path clock = folder.resolve("clock");
        Files.writeString(clock, "+0\n");
        List<String> said = new ChildJvm()
                .through(
                        "env",
                        "LD_PRELOAD=" + library.get(),
                        "DONT_FAKE_MONOTONIC=1",
                        "FAKETIME_DONT_FAKE_MONOTONIC=1",
                        "FAKETIME_NO_CACHE=1",
                        "FAKETIME_TIMESTAMP_FILE=" + clock)
                .run(ClockLeaps.class, transport, clock.toString());
        for (String leap : List.of("+6h", "-6h")) {
            for (String wait : ClockLeaps.WAITS) {
                assertTrue(said.contains(leap + " " + wait), () -> String.join("\n", said));
            }
        }
    }

    private static Optional<Path> library() throws Exception {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(libraries)) {
            return Stream.concat(Stream.of(libraries), folders)
                    .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }
}
