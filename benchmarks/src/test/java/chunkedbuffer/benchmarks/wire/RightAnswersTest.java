package chunkedbuffer.benchmarks.wire;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every server and every client once, in a process of its own: that the right answers come. Nothing is timed. */
class RightAnswersTest {
    @TempDir
    Path logs;

    private List<Work> works = List.of();

    /** Nothing is done often enough to be compiled well. */
    @BeforeEach
    void makeProcessesThatStartFast() {
        System.setProperty(Child.OPTIONS, "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    }

    @TestFactory
    List<DynamicTest> allAnswerAlike() throws IOException {
        works = Wire.works(logs);
        Set<List<String>> seen = new HashSet<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (Work work : works) {
            for (String peer : work.peers()) {
                if (seen.add(work.task(peer))) {
                    tests.add(dynamicTest(work.name() + " " + peer, () -> check(work, peer)));
                }
            }
        }
        return tests;
    }

    private static void check(Work work, String peer) throws IOException, InterruptedException {
        Subject subject = work.start(peer);
        try (Child child = subject.child()) {
            work.check(subject);
        }
    }

    @AfterEach
    void endWhatIsBesideThem() throws IOException {
        System.clearProperty(Child.OPTIONS);
        for (Work work : works) {
            work.close();
        }
    }
}
