package chunkedbuffer.it;

import java.util.function.Function;
import org.junit.jupiter.api.Assertions;
import org.osgi.framework.Bundle;

/** The client of a bundle, which is told what to do in words: the test shares no type with it but Java's. */
record OsgiClient(Function<String, String> client) {
    /** A new one, of the bundle's classes as they are now. */
    @SuppressWarnings("unchecked")
    static OsgiClient of(Bundle bundle) throws ReflectiveOperationException {
        return new OsgiClient((Function<String, String>)
                bundle.loadClass("client.Client").getConstructor().newInstance());
    }

    String ask(String command) {
        return client.apply(command);
    }

    OsgiClient says(String command, String expected) {
        String answer = ask(command);
        Assertions.assertTrue(
                answer.contains(expected), () -> command + ": expected \"" + expected + "\" in \"" + answer + "\"");
        return this;
    }

    /** Closes all that it has open. */
    void close() {
        Assertions.assertEquals("closed", ask("close"));
    }
}
