package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeClassTest {

    @ParameterizedTest
    @CsvSource({
        "0, 2048",
        "1, 2048",
        "2047, 2048",
        "2048, 2048",
        "2049, 4096",
        "4096, 4096",
        "8193, 16384",
        "131073, 262144",
        "262144, 262144"
    })
    void smallestThatFits(int minCapacity, int bytes) {
        assertEquals(bytes, SizeClass.bytes(SizeClass.of(minCapacity)));
    }

    @Test
    void tooLargeToBePooled() {
        assertEquals(SizeClass.NONE, SizeClass.of(262145));
        assertEquals(SizeClass.NONE, SizeClass.of(Integer.MAX_VALUE));
    }

    @Test
    void lastOne() {
        assertEquals(262144, SizeClass.bytes(SizeClass.COUNT - 1));
    }
}
