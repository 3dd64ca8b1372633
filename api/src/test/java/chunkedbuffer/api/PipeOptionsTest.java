package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipeOptionsTest {
    private final ChunkPool pool = mock(ChunkPool.class, "a pool");
    private final Executor reader = mock(Executor.class, "reader's");
    private final Executor writer = mock(Executor.class, "writer's");

    private PipeOptions everything() {
        return PipeOptions.builder()
                .pool(pool)
                .minimumChunkSize(1)
                .maximumChunkSize(2)
                .inputCutoffSize(0)
                .pauseThreshold(10)
                .resumeThreshold(9)
                .readerExecutor(reader)
                .writerExecutor(writer)
                .provider("mine")
                .build();
    }

    @Test
    void theDefaultsAreThoseDocumented() {
        PipeOptions defaults = PipeOptions.defaults();
        assertNull(defaults.pool());
        assertEquals(2048, defaults.minimumChunkSize());
        assertEquals(262_144, defaults.maximumChunkSize());
        assertEquals(4096, defaults.inputCutoffSize());
        assertEquals(65_536, defaults.pauseThreshold());
        assertEquals(32_768, defaults.resumeThreshold());
        assertNull(defaults.readerExecutor());
        assertNull(defaults.writerExecutor());
        assertNull(defaults.provider());
        assertSame(defaults, PipeOptions.defaults());
        assertEquals(defaults, PipeOptions.builder().build());
    }

    @Test
    void eachOptionIsKept() {
        PipeOptions options = everything();
        assertSame(pool, options.pool());
        assertEquals(1, options.minimumChunkSize());
        assertEquals(2, options.maximumChunkSize());
        assertEquals(0, options.inputCutoffSize());
        assertEquals(10, options.pauseThreshold());
        assertEquals(9, options.resumeThreshold());
        assertSame(reader, options.readerExecutor());
        assertSame(writer, options.writerExecutor());
        assertEquals("mine", options.provider());
    }

    @Test
    void aBuilderFromOptionsHasThemAll() {
        assertEquals(everything(), everything().toBuilder().build());
        assertEquals(everything().hashCode(), everything().toBuilder().build().hashCode());
    }

    @Test
    void eachOptionCounts() {
        List<Consumer<PipeOptions.Builder>> changes = List.of(
                builder -> builder.pool(null),
                builder -> builder.minimumChunkSize(2),
                builder -> builder.maximumChunkSize(3),
                builder -> builder.inputCutoffSize(1),
                builder -> builder.pauseThreshold(11),
                builder -> builder.resumeThreshold(8),
                builder -> builder.readerExecutor(null),
                builder -> builder.writerExecutor(null),
                builder -> builder.provider(null));
        for (Consumer<PipeOptions.Builder> change : changes) {
            PipeOptions.Builder builder = everything().toBuilder();
            change.accept(builder);
            PipeOptions changed = builder.build();
            assertNotEquals(everything(), changed);
            assertNotEquals(everything().toString(), changed.toString());
        }
        assertNotEquals(everything(), "something else");
    }

    @Test
    void whatIsBuiltDoesNotChangeWithTheBuilder() {
        PipeOptions.Builder builder = PipeOptions.builder().pauseThreshold(100);
        PipeOptions first = builder.build();
        builder.pauseThreshold(200);
        assertEquals(100, first.pauseThreshold());
        assertEquals(200, builder.build().pauseThreshold());
    }

    @ParameterizedTest
    @CsvSource({"65536, 32768", "1, 0", "3, 1", "9223372036854775807, 4611686018427387903"})
    void resumeIsHalfOfPauseUnlessGiven(long pause, long resume) {
        assertEquals(resume, PipeOptions.builder().pauseThreshold(pause).build().resumeThreshold());
    }

    @Test
    void resumeFollowsPauseInABuilderFromOptions() {
        assertEquals(
                50,
                PipeOptions.defaults().toBuilder().pauseThreshold(100).build().resumeThreshold());
    }

    @Test
    void resumeMayBeZero() {
        assertEquals(0, PipeOptions.builder().resumeThreshold(0).build().resumeThreshold());
    }

    @Test
    void resumeIsIgnoredWithoutPausing() {
        PipeOptions never =
                PipeOptions.builder().resumeThreshold(1000).pauseThreshold(0).build();
        assertEquals(0, never.pauseThreshold());
        assertEquals(0, never.resumeThreshold());
        assertEquals(PipeOptions.builder().pauseThreshold(0).build(), never);
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "10, 11", "1, 1"})
    void resumeMustBeBelowPause(long pause, long resume) {
        PipeOptions.Builder builder =
                PipeOptions.builder().resumeThreshold(resume).pauseThreshold(pause);
        assertEquals(
                "resumeThreshold " + resume + " is not below pauseThreshold " + pause
                        + ": lower it, or leave it out for half of pauseThreshold",
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }

    @Test
    void theMinimumChunkIsAtMostTheMaximum() {
        assertEquals(
                "minimumChunkSize 3 is above maximumChunkSize 2: set both so that the minimum is at most the maximum",
                assertThrows(
                                IllegalArgumentException.class,
                                PipeOptions.builder().minimumChunkSize(3).maximumChunkSize(2)::build)
                        .getMessage());
        assertEquals(
                2,
                PipeOptions.builder()
                        .maximumChunkSize(2)
                        .minimumChunkSize(2)
                        .build()
                        .minimumChunkSize());
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        refused("minimumChunkSize 0 is below 1: give 1 or more", builder -> builder.minimumChunkSize(0));
        refused("minimumChunkSize -5 is below 1: give 1 or more", builder -> builder.minimumChunkSize(-5));
        refused("maximumChunkSize 0 is below 1: give 1 or more", builder -> builder.maximumChunkSize(0));
        refused("inputCutoffSize -1 is below 0: give 0 or more", builder -> builder.inputCutoffSize(-1));
        refused("pauseThreshold -1 is below 0: give 0 or more", builder -> builder.pauseThreshold(-1));
        refused("resumeThreshold -1 is below 0: give 0 or more", builder -> builder.resumeThreshold(-1));
        refused(
                "provider \"\" is blank: give the name of a provider, or null to leave the choice open",
                builder -> builder.provider(""));
    }

    private static void refused(String message, Consumer<PipeOptions.Builder> change) {
        PipeOptions.Builder builder = PipeOptions.builder();
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> change.accept(builder))
                        .getMessage());
        assertEquals(PipeOptions.defaults(), builder.build(), "nothing changed");
    }
}
