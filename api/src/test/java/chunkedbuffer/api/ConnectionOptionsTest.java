package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConnectionOptionsTest {
    private final ChunkPool pool = mock(ChunkPool.class, "a pool");
    private final Executor executor = mock(Executor.class, "an executor");

    private ConnectionOptions everything() {
        return ConnectionOptions.builder()
                .pool(pool)
                .minimumChunkSize(1)
                .maximumChunkSize(2)
                .inputCutoffSize(0)
                .pauseThreshold(10)
                .resumeThreshold(9)
                .connectTimeout(Duration.ofSeconds(1))
                .readTimeout(Duration.ofSeconds(2))
                .tcpNoDelay(false)
                .option(StandardSocketOptions.SO_RCVBUF, 4096)
                .handlerExecutor(executor)
                .build();
    }

    @Test
    void theDefaultsAreThoseDocumented() {
        ConnectionOptions defaults = ConnectionOptions.defaults();
        assertNull(defaults.pool());
        assertEquals(2048, defaults.minimumChunkSize());
        assertEquals(262_144, defaults.maximumChunkSize());
        assertEquals(4096, defaults.inputCutoffSize());
        assertEquals(65_536, defaults.pauseThreshold());
        assertEquals(32_768, defaults.resumeThreshold());
        assertEquals(PipeOptions.defaults(), defaults.pipeOptions());
        assertEquals(Duration.ofSeconds(30), defaults.connectTimeout());
        assertEquals(Duration.ZERO, defaults.readTimeout());
        assertTrue(defaults.tcpNoDelay());
        assertEquals(Map.of(), defaults.options());
        assertNull(defaults.handlerExecutor());
        assertSame(defaults, ConnectionOptions.defaults());
        assertEquals(defaults, ConnectionOptions.builder().build());
    }

    @Test
    void eachOptionIsKept() {
        ConnectionOptions options = everything();
        assertSame(pool, options.pool());
        assertEquals(1, options.minimumChunkSize());
        assertEquals(2, options.maximumChunkSize());
        assertEquals(0, options.inputCutoffSize());
        assertEquals(10, options.pauseThreshold());
        assertEquals(9, options.resumeThreshold());
        assertEquals(Duration.ofSeconds(1), options.connectTimeout());
        assertEquals(Duration.ofSeconds(2), options.readTimeout());
        assertFalse(options.tcpNoDelay());
        assertEquals(Map.of(StandardSocketOptions.SO_RCVBUF, 4096), options.options());
        assertSame(executor, options.handlerExecutor());
    }

    @Test
    void bothPipesGetTheirPart() {
        assertEquals(
                PipeOptions.builder()
                        .pool(pool)
                        .minimumChunkSize(1)
                        .maximumChunkSize(2)
                        .inputCutoffSize(0)
                        .pauseThreshold(10)
                        .resumeThreshold(9)
                        .build(),
                everything().pipeOptions());
    }

    @Test
    void eachOptionCounts() {
        assertEquals(everything(), everything().toBuilder().build());
        assertEquals(everything().hashCode(), everything().toBuilder().build().hashCode());
        List<Consumer<ConnectionOptions.Builder>> changes = List.of(
                builder -> builder.pool(null),
                builder -> builder.minimumChunkSize(2),
                builder -> builder.maximumChunkSize(3),
                builder -> builder.inputCutoffSize(1),
                builder -> builder.pauseThreshold(11),
                builder -> builder.resumeThreshold(8),
                builder -> builder.connectTimeout(Duration.ZERO),
                builder -> builder.readTimeout(Duration.ZERO),
                builder -> builder.tcpNoDelay(true),
                builder -> builder.option(StandardSocketOptions.SO_RCVBUF, 1),
                builder -> builder.option(StandardSocketOptions.SO_SNDBUF, 1),
                builder -> builder.handlerExecutor(null));
        for (Consumer<ConnectionOptions.Builder> change : changes) {
            ConnectionOptions.Builder builder = everything().toBuilder();
            change.accept(builder);
            assertNotEquals(everything(), builder.build());
            assertNotEquals(everything().toString(), builder.build().toString());
        }
        assertNotEquals(everything(), "something else");
    }

    @Test
    void anyNumberOfSocketOptionsInTheirOrder() {
        ConnectionOptions options = ConnectionOptions.builder()
                .option(StandardSocketOptions.SO_SNDBUF, 1)
                .option(StandardSocketOptions.SO_KEEPALIVE, true)
                .option(StandardSocketOptions.SO_RCVBUF, 2)
                .option(StandardSocketOptions.SO_SNDBUF, 3)
                .build();
        assertEquals(
                "[SO_SNDBUF, SO_KEEPALIVE, SO_RCVBUF]",
                options.options().keySet().stream().map(SocketOption::name).toList() + "");
        assertEquals(3, options.options().get(StandardSocketOptions.SO_SNDBUF));
    }

    @Test
    void whatIsBuiltDoesNotChange() {
        ConnectionOptions.Builder builder = ConnectionOptions.builder();
        ConnectionOptions options = builder.build();
        builder.option(StandardSocketOptions.SO_KEEPALIVE, true);
        assertEquals(Map.of(), options.options());
        assertThrows(
                UnsupportedOperationException.class, () -> options.options().put(StandardSocketOptions.SO_RCVBUF, 1));
    }

    @Test
    void noDelayAsAnOptionIsTheSame() {
        ConnectionOptions.Builder builder =
                ConnectionOptions.builder().option(StandardSocketOptions.TCP_NODELAY, false);
        assertFalse(builder.build().tcpNoDelay());
        builder.tcpNoDelay(true);
        assertTrue(builder.build().tcpNoDelay());
        assertEquals(
                Map.of(StandardSocketOptions.TCP_NODELAY, true), builder.build().options());
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void anOptionsValueMustBeOfItsType() {
        ConnectionOptions.Builder builder = ConnectionOptions.builder();
        assertEquals(
                "option SO_RCVBUF is of type Integer, not String: large",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> builder.option((SocketOption) StandardSocketOptions.SO_RCVBUF, "large"))
                        .getMessage());
        assertEquals(
                "SO_RCVBUF",
                assertThrows(NullPointerException.class, () -> builder.option(StandardSocketOptions.SO_RCVBUF, null))
                        .getMessage());
        assertEquals(ConnectionOptions.defaults(), builder.build());
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        ConnectionOptions.Builder builder = ConnectionOptions.builder();
        refused("minimumChunkSize 0 is below 1: give 1 or more", () -> builder.minimumChunkSize(0));
        refused("maximumChunkSize 0 is below 1: give 1 or more", () -> builder.maximumChunkSize(0));
        refused("inputCutoffSize -1 is below 0: give 0 or more", () -> builder.inputCutoffSize(-1));
        refused("pauseThreshold -1 is below 0: give 0 or more", () -> builder.pauseThreshold(-1));
        refused("resumeThreshold -1 is below 0: give 0 or more", () -> builder.resumeThreshold(-1));
        refused(
                "connectTimeout PT-0.001S is negative: "
                        + "give a positive one, or Duration.ZERO to wait as long as the system tries",
                () -> builder.connectTimeout(Duration.ofMillis(-1)));
        refused(
                "readTimeout PT-1S is negative: give a positive one, or Duration.ZERO to wait for ever",
                () -> builder.readTimeout(Duration.ofSeconds(-1)));
        assertEquals(ConnectionOptions.defaults(), builder.build(), "nothing changed");
        assertThrows(IllegalArgumentException.class, builder.pauseThreshold(5).resumeThreshold(5)::build);
        assertThrows(
                IllegalArgumentException.class,
                ConnectionOptions.builder().minimumChunkSize(3).maximumChunkSize(2)::build);
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void timeoutsAlwaysFitInNanoseconds() {
        ConnectionOptions options = ConnectionOptions.builder()
                .connectTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                .readTimeout(Duration.ofDays(1_000_000))
                .build();
        assertEquals(Long.MAX_VALUE, options.connectTimeout().toNanos());
        assertEquals(Long.MAX_VALUE, options.readTimeout().toNanos());
    }
}
