package chunkedbuffer.pool.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ChunkPoolOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CommonsPoolOptionsTest {

    @Test
    void defaults() {
        CommonsPoolOptions options = CommonsPoolOptions.builder().build();
        assertEquals(Duration.ofSeconds(30), options.evictionInterval());
        assertEquals(Duration.ofSeconds(60), options.idleTime());
        assertTrue(options.jmx());
        assertNull(options.name());
        assertEquals(options, CommonsPoolOptions.defaults());
        assertEquals(options.hashCode(), CommonsPoolOptions.defaults().hashCode());
        assertSame(CommonsPoolOptions.defaults(), CommonsPoolOptions.defaults());
    }

    @Test
    void eachOptionCountsInEqualsAndIsInToString() {
        differs(builder -> builder.evictionInterval(Duration.ofMillis(7)), "evictionInterval=PT0.007S");
        differs(builder -> builder.idleTime(Duration.ofMillis(7)), "idleTime=PT0.007S");
        differs(builder -> builder.jmx(false), "jmx=false");
        differs(builder -> builder.name("uploads"), "name=uploads");
    }

    private static void differs(UnaryOperator<CommonsPoolOptions.Builder> change, String text) {
        CommonsPoolOptions changed = change.apply(CommonsPoolOptions.builder()).build();
        assertNotEquals(CommonsPoolOptions.defaults(), changed);
        assertTrue(changed.toString().contains(text), changed::toString);
    }

    @Test
    void timesThatAreNone() {
        CommonsPoolOptions.Builder builder = CommonsPoolOptions.builder();
        says("evictionInterval PT-1S", () -> builder.evictionInterval(Duration.ofSeconds(-1)));
        says("evictionInterval PT0.000000001S", () -> builder.evictionInterval(Duration.ofNanos(1)));
        says("idleTime PT-1S", () -> builder.idleTime(Duration.ofSeconds(-1)));
    }

    private static void says(String text, Runnable call) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, call::run);
        assertTrue(thrown.getMessage().startsWith(text), thrown::getMessage);
    }

    @Test
    void endlessTimes() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        CommonsPoolOptions options = CommonsPoolOptions.builder()
                .evictionInterval(endless)
                .idleTime(endless)
                .jmx(false)
                .build();
        assertEquals(Long.MAX_VALUE, options.evictionInterval().toNanos());
        assertEquals(Long.MAX_VALUE, options.idleTime().toNanos());
        options.create(ChunkPoolOptions.defaults()).close();
    }
}
