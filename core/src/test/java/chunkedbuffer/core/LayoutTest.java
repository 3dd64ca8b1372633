package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/** What two threads write at each step lies on cache lines of its own, wherever the object begins. */
class LayoutTest {
    private static final int LINE = 64;

    /** The virtual machine puts a small field into any gap that a superclass leaves, in front of the padding too. */
    @ParameterizedTest
    @CsvSource({
        "published, signals",
        "published, consumed",
        "published, position",
        "signals, consumed",
        "signals, position"
    })
    void wordsOfTheTwoSidesOfAPipeDoNotShareALine(String one, String other) {
        long distance = Math.abs(offset(one) - offset(other));
        assertTrue(distance >= LINE, () -> one + " and " + other + " begin " + distance + " bytes apart");
    }

    @Test
    void countsOfTwoChunksDoNotShareALine() {
        // Chunks that were made one after the other lie one behind the other.
        long size = ClassLayout.parseClass(SlabChunk.class).instanceSize();
        assertTrue(size >= LINE, () -> "a chunk takes " + size + " bytes");
    }

    private static long offset(String name) {
        return ClassLayout.parseClass(DefaultPipe.class).fields().stream()
                .filter(field -> field.name().equals(name))
                .mapToLong(FieldLayout::offset)
                .findAny()
                .orElseThrow();
    }
}
