package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class TransportOptionsTest {
    private final ThreadFactory factory = Thread::new;

    private TransportOptions everything() {
        return TransportOptions.builder()
                .name("nio")
                .threads(3)
                .maxConnections(5)
                .threadFactory(factory)
                .build();
    }

    @Test
    void theDefaultsAreThoseDocumented() {
        TransportOptions defaults = TransportOptions.defaults();
        assertNull(defaults.name());
        assertEquals(0, defaults.threads());
        assertEquals(16_384, defaults.maxConnections());
        assertNull(defaults.threadFactory());
        assertSame(defaults, TransportOptions.defaults());
        assertEquals(defaults, TransportOptions.builder().build());
    }

    @Test
    void eachOptionIsKept() {
        assertEquals("nio", everything().name());
        assertEquals(3, everything().threads());
        assertEquals(5, everything().maxConnections());
        assertSame(factory, everything().threadFactory());
    }

    @Test
    void eachOptionCounts() {
        TransportOptions options = everything();
        assertEquals(options, options.toBuilder().build());
        assertEquals(options.hashCode(), options.toBuilder().build().hashCode());
        assertNotEquals(options, options.toBuilder().name(null).build());
        assertNotEquals(options, options.toBuilder().threads(0).build());
        assertNotEquals(options, options.toBuilder().maxConnections(0).build());
        assertNotEquals(options, options.toBuilder().threadFactory(null).build());
        assertNotEquals(options, "something else");
        assertEquals(
                "TransportOptions[name=nio, threads=3, threadFactory=" + factory + ", maxConnections=5]",
                options.toString());
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        TransportOptions.Builder builder = TransportOptions.builder();
        assertEquals(
                "threads -1 is below 0: give 0 or more",
                assertThrows(IllegalArgumentException.class, () -> builder.threads(-1))
                        .getMessage());
        assertEquals(
                "name \" \" is blank: give the name of a provider, or null to leave the choice open",
                assertThrows(IllegalArgumentException.class, () -> builder.name(" "))
                        .getMessage());
        assertEquals(
                "maxConnections -1 is below 0: give 0 or more",
                assertThrows(IllegalArgumentException.class, () -> builder.maxConnections(-1))
                        .getMessage());
        assertEquals(TransportOptions.defaults(), builder.build(), "nothing changed");
    }
}
