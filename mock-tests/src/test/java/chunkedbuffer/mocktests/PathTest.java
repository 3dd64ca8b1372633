package chunkedbuffer.mocktests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.ProviderNotFoundException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the other tests here need the api alone. */
class PathTest {
    @Test
    void theApiIsAllOfTheLibraryThatIsThere() {
        assertTrue(getClass().getModule().isNamed(), "on the module path");
        assertEquals(
                Set.of("chunkedbuffer.api", "chunkedbuffer.mocktests"),
                ModuleLayer.boot().modules().stream()
                        .map(Module::getName)
                        .filter(name -> name.startsWith("chunkedbuffer."))
                        .collect(Collectors.toSet()));
        assertThrows(ProviderNotFoundException.class, Pipe::create);
    }
}
