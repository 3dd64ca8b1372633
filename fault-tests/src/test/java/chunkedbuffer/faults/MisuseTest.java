package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Under {@code -Dchunkedbuffer.checks=true} each wrong use is answered by an exception that names who closed, holds or kept the thing; without
 * the checks too there is an exception where nothing but the name is missing. Each in a process of its own, as the checks are on or off in all of it.
 */
class MisuseTest {

    private static Map<String, String> checked;
    private static Map<String, String> unchecked;

    @BeforeAll
    static void useAllWrongly() throws Exception {
        checked = answers(new ChildJvm().option("-Dchunkedbuffer.checks=true"));
        unchecked = answers(new ChildJvm());
    }

    private static Map<String, String> answers(ChildJvm process) throws Exception {
        List<String> lines = process.run(WrongUses.class);
        Map<String, String> answers = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.split("\t");
            if (parts.length == 2) {
                answers.put(parts[0], parts[1]);
            }
        }
        return answers;
    }

    static Stream<String> names() {
        return StreamSupport.stream(WrongUses.names().spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAnsweredWithTheNameOfTheFirst(String use) {
        String answer = checked.get(use);
        assertNotNull(answer, "no answer");
        assertTrue(answer.contains(WrongUses.FIRST), answer);
    }

    /** Two at once, and what is kept, are found by the checks alone. */
    @ParameterizedTest
    @MethodSource("names")
    void isAnsweredWithoutTheChecks(String use) {
        String answer = unchecked.get(use);
        assertNotNull(answer, "no answer");
        assertFalse(answer.contains(WrongUses.FIRST), answer);
        if (!use.startsWith("two") && !use.startsWith("ByteBuffer") && !use.startsWith("a view")) {
            assertFalse(answer.contains(WrongUses.NOTHING), answer);
        }
    }
}
