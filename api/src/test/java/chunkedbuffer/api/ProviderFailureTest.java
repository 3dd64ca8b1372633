package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

/** What a message says of a provider that cannot be used. */
class ProviderFailureTest {
    private static final String OTHER_VERSION =
            " (it was compiled against another version of chunkedbuffer-api, or of a library of its own: update it)";
    private static final String MISSING =
            " (something that it needs is missing: add it, or take a version of the provider that fits this chunkedbuffer-api)";

    @Test
    void anExceptionOfItsOwnIsNamedWithItsCauses() {
        assertEquals(
                "java.util.ServiceConfigurationError: could not be instantiated, "
                        + "caused by java.lang.IllegalStateException: no, caused by java.lang.RuntimeException: why",
                ProviderFailure.describe(new ServiceConfigurationError(
                        "could not be instantiated", new IllegalStateException("no", new RuntimeException("why")))));
    }

    @Test
    void anErrorOfLinkingComesWithAdvice() {
        assertEquals(
                "java.lang.AbstractMethodError: create" + OTHER_VERSION,
                ProviderFailure.describe(new AbstractMethodError("create")));
        assertEquals(
                "java.lang.NoSuchMethodError: gone" + OTHER_VERSION,
                ProviderFailure.describe(new NoSuchMethodError("gone")));
        assertEquals(
                "java.lang.NoClassDefFoundError: a/B" + MISSING,
                ProviderFailure.describe(new NoClassDefFoundError("a/B")));
        assertEquals(
                "java.lang.UnsatisfiedLinkError: libx.so" + MISSING,
                ProviderFailure.describe(new UnsatisfiedLinkError("libx.so")));
        assertEquals(
                "java.lang.UnsupportedClassVersionError: 99.0"
                        + " (it was compiled for a newer Java: run a newer one, or take another version of it)",
                ProviderFailure.describe(new UnsupportedClassVersionError("99.0")));
    }

    @Test
    void theAdviceOfACauseComesAtTheEnd() {
        assertEquals(
                "java.lang.RuntimeException: outer, caused by java.lang.NoSuchFieldError: f" + OTHER_VERSION,
                ProviderFailure.describe(new RuntimeException("outer", new NoSuchFieldError("f"))));
    }

    @Test
    void causesThatLeadBackEndSomewhere() {
        RuntimeException first = new RuntimeException("1");
        RuntimeException second = new RuntimeException("2", first);
        first.initCause(second);
        String text = ProviderFailure.describe(first);
        assertEquals(5, text.split("java.lang.RuntimeException", -1).length - 1, text);
    }
}
