package chunkedbuffer.examples.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {

    private final ServerOptions defaults = ServerOptions.onLoopback(80);

    @Test
    void withoutArgumentsTheyAreTheDefaults() {
        assertEquals(new ServerOptions(null, "127.0.0.1", 80, 0), defaults.with());
    }

    @Test
    void eachArgumentReplacesADefault() {
        assertEquals(
                new ServerOptions("epoll", "::1", 0, 3),
                defaults.with("--port", "0", "--transport", "epoll", "--threads", "3", "--host", "::1"));
    }

    @Test
    void whatIsBlankSaysNothing() {
        assertEquals(defaults, defaults.with("--port", "", "--transport", " ", "--threads", "", "--host", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port 65536", "--port -1", "--port x", "--threads 1025", "--port", "--verbose 1"})
    void whatCannotBeUnderstoodIsNamed(String line) {
        String[] arguments = line.split(" ");

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> defaults.with(arguments));

        assertTrue(e.getMessage().contains(arguments[0]), e::getMessage);
    }
}
