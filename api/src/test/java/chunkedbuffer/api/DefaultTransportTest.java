package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** The threads of the transport that a whole process shares. */
class DefaultTransportTest {

    @Test
    void itsThreadsKeepNeitherTheProcessNorAnApplicationAlive() throws Exception {
        InheritableThreadLocal<String> applications = new InheritableThreadLocal<>();
        applications.set("an application's");
        try (URLClassLoader application = new URLClassLoader(new URL[0])) {
            Thread made = OtherLoader.withContext(
                    application,
                    () -> new DefaultTransport.Daemons().newThread(() -> assertNull(applications.get(), "inherited")));
            assertTrue(made.isDaemon());
            assertEquals("chunkedbuffer-default-1", made.getName());
            assertSame(ClassLoader.getSystemClassLoader(), made.getContextClassLoader());
            Throwable[] failure = new Throwable[1];
            made.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
            made.start();
            made.join(20_000);
            assertFalse(made.isAlive());
            assertNull(failure[0]);
        }
    }
}
