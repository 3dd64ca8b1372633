package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ChunkPoolOptionsTest {

    private static ChunkPoolOptions everything() {
        return ChunkPoolOptions.builder()
                .memory(MemoryKind.HEAP)
                .maxIdleBytes(1)
                .maxTotalBytes(2)
                .maxIdleTime(Duration.ofMillis(4))
                .acquireTimeout(Duration.ofMillis(3))
                .leakDetection(LeakDetection.ALL)
                .build();
    }

    @Test
    void theDefaultsAreThoseDocumented() {
        ChunkPoolOptions defaults = ChunkPoolOptions.defaults();
        assertEquals(MemoryKind.DIRECT, defaults.memory());
        assertEquals(64 * 1024 * 1024, defaults.maxIdleBytes());
        assertEquals(0, defaults.maxTotalBytes());
        assertEquals(Duration.ofMinutes(1), defaults.maxIdleTime());
        assertEquals(Duration.ofSeconds(30), defaults.acquireTimeout());
        assertEquals(LeakDetection.OFF, defaults.leakDetection());
        assertSame(defaults, ChunkPoolOptions.defaults());
        assertEquals(defaults, ChunkPoolOptions.builder().build());
    }

    @Test
    void eachOptionIsKept() {
        ChunkPoolOptions options = everything();
        assertEquals(MemoryKind.HEAP, options.memory());
        assertEquals(1, options.maxIdleBytes());
        assertEquals(2, options.maxTotalBytes());
        assertEquals(Duration.ofMillis(4), options.maxIdleTime());
        assertEquals(Duration.ofMillis(3), options.acquireTimeout());
        assertEquals(LeakDetection.ALL, options.leakDetection());
    }

    @Test
    void eachOptionCounts() {
        assertEquals(everything(), everything().toBuilder().build());
        assertEquals(everything().hashCode(), everything().toBuilder().build().hashCode());
        List<Consumer<ChunkPoolOptions.Builder>> changes = List.of(
                builder -> builder.memory(MemoryKind.DIRECT),
                builder -> builder.maxIdleBytes(0),
                builder -> builder.maxTotalBytes(0),
                builder -> builder.maxIdleTime(Duration.ZERO),
                builder -> builder.acquireTimeout(Duration.ZERO),
                builder -> builder.leakDetection(LeakDetection.SAMPLED));
        for (Consumer<ChunkPoolOptions.Builder> change : changes) {
            ChunkPoolOptions.Builder builder = everything().toBuilder();
            change.accept(builder);
            assertNotEquals(everything(), builder.build());
            assertNotEquals(everything().toString(), builder.build().toString());
        }
        assertNotEquals(everything(), "something else");
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        ChunkPoolOptions.Builder builder = ChunkPoolOptions.builder();
        refused("maxIdleBytes -1 is below 0: give 0 or more", () -> builder.maxIdleBytes(-1));
        refused("maxTotalBytes -1 is below 0: give 0 or more", () -> builder.maxTotalBytes(-1));
        refused(
                "acquireTimeout PT-1S is negative: give a positive one, or Duration.ZERO to fail without waiting",
                () -> builder.acquireTimeout(Duration.ofSeconds(-1)));
        refused(
                "maxIdleTime PT-1S is negative: give a positive one, or Duration.ZERO to keep it as long as there is room",
                () -> builder.maxIdleTime(Duration.ofSeconds(-1)));
        assertThrows(NullPointerException.class, () -> builder.memory(null));
        assertThrows(NullPointerException.class, () -> builder.maxIdleTime(null));
        assertThrows(NullPointerException.class, () -> builder.leakDetection(null));
        assertThrows(NullPointerException.class, () -> builder.acquireTimeout(null));
        assertEquals(ChunkPoolOptions.defaults(), builder.build(), "nothing changed");
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void aTimeoutAlwaysFitsInNanoseconds() {
        ChunkPoolOptions options = ChunkPoolOptions.builder()
                .acquireTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                .maxIdleTime(Duration.ofSeconds(Long.MAX_VALUE))
                .build();
        assertEquals(Long.MAX_VALUE, options.maxIdleTime().toNanos());
        assertEquals(Long.MAX_VALUE, options.acquireTimeout().toNanos());
    }
}
