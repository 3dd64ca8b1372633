package chunkedbuffer.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that loses memory, with leak detection switched on from outside. */
class LeaksIT {
    private static final String LOST =
            "WARN  LeakTracker - A chunk of %d bytes was lost: nobody can reach it, and it was never released";

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void areReportedOnceForEachPlaceAndTheMemoryIsNotLost(Run run, Part pool) throws Exception {
        Outcome outcome =
                assertHoldersAreNamed(run.options("-Dchunkedbuffer.leaks=all").start("leaks", pool.name()));
        // In the order in which the collector found them.
        List<String> warnings =
                outcome.err().lines().filter(line -> line.startsWith("WARN")).toList();
        assertEquals(2, warnings.size(), outcome::toString);
        for (int bytes : new int[] {8192, 4096}) {
            outcome.logs(String.format(LOST, bytes));
        }
    }

    /** An image without Flight Recorder's module, and without any logging. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("chunkedbuffer.it.Jdk#found")
    void inAnImageWithoutFlightRecorder(Jdk jdk) throws Exception {
        assertHoldersAreNamed(
                Image.first(jdk).run().options("-Dchunkedbuffer.leaks=all").start("leaks", "slab"));
    }

    private static Outcome assertHoldersAreNamed(Outcome outcome) {
        return outcome.succeeded()
                .saysInOneLine(
                        "no memory for a chunk of 16384 bytes",
                        "12288 bytes in use of maxTotalBytes 16384",
                        "Held: 1 of 8192 bytes, the oldest for ",
                        "acquired by thread \"main\" at ",
                        "chunkedbuffer.consumer.LeakScenario.loseAChunk(",
                        "; 1 of 4096 bytes",
                        "retained by thread \"main\" at ",
                        "chunkedbuffer.consumer.LeakScenario.loseBytes(");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void flightRecorderTellsOfThem(Run run, Part pool) throws Exception {
        Path file = Files.createTempFile(Path.of("target"), "leaks", ".jfr");
        try {
            run.options(
                            "-Dchunkedbuffer.leaks=all",
                            "-XX:StartFlightRecording=filename=" + file.toAbsolutePath(),
                            "-Xlog:jfr*=off")
                    .start("leaks", pool.name())
                    .succeeded();
            Map<String, List<RecordedEvent>> events = new TreeMap<>(RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith("chunkedbuffer."))
                    .collect(Collectors.groupingBy(
                            event -> event.getEventType().getName().substring("chunkedbuffer.".length()))));
            assertEquals(
                    List.of("ChunkLeak", "PoolAllocation", "PoolExhaustion", "PoolTrim"), List.copyOf(events.keySet()));
            assertEquals(2, events.get("ChunkLeak").size());
            assertTrue(events.get("ChunkLeak").stream()
                    .anyMatch(leak -> leak.getInt("capacity") == 8192
                            && !leak.getBoolean("retained")
                            && leak.getString("place").contains("LeakScenario.loseAChunk")));
            assertTrue(events.get("ChunkLeak").stream()
                    .anyMatch(leak -> leak.getInt("capacity") == 4096
                            && leak.getBoolean("retained")
                            && leak.getString("place").contains("LeakScenario.loseBytes")));
            RecordedEvent exhaustion = events.get("PoolExhaustion").get(0);
            assertEquals(pool.name(), exhaustion.getString("pool"));
            assertEquals(12288, exhaustion.getLong("inUseBytes"));
        } finally {
            Files.delete(file);
        }
    }

    static List<Object[]> everywhere() {
        List<Object[]> all = new ArrayList<>();
        for (Part pool : Part.POOLS) {
            for (Run run : Runs.complete()) {
                all.add(new Object[] {run.with(pool), pool});
            }
        }
        return all;
    }
}
