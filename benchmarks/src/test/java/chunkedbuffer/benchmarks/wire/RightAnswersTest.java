package chunkedbuffer.benchmarks.wire;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every server and client of every kind of service once, in its process: that the right answers come. Nothing is timed. */
class RightAnswersTest {
    @TempDir
    Path logs;

    private List<Work> works = List.of();

    @TestFactory
    Stream<DynamicTest> allAnswerAlike() throws IOException {
        works = Wire.works(logs);
        return works.stream()
                .flatMap(work -> work.peers().stream()
                        .map(peer -> dynamicTest(work.name() + " " + peer, () -> check(work, peer))));
    }

    private static void check(Work work, String peer) throws IOException, InterruptedException {
        Subject subject = work.start(peer);
        try (Child child = subject.child()) {
            work.check(subject);
        }
    }

    @AfterEach
    void endWhatIsBesideThem() throws IOException {
        for (Work work : works) {
            work.close();
        }
    }
}
