package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.spi.TransportProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Transport.open}: the same choice as for pipes, but among providers that may not work here. */
class TransportLookupTest {

    @TempDir
    Path folder;

    private SystemProperty property;
    private Warnings warnings;

    @BeforeEach
    void watch() {
        property = new SystemProperty("chunkedbuffer.transport", null);
        warnings = new Warnings(ProviderLookup.class.getName());
    }

    @AfterEach
    void unwatch() {
        property.close();
        warnings.close();
    }

    private OtherLoader loader(Class<?>... providers) throws Exception {
        return OtherLoader.ofProviders(folder).declare(TransportProvider.class, providers);
    }

    private static ProviderNotFoundException failsToOpen(OtherLoader loader, String name) {
        return assertThrows(ProviderNotFoundException.class, () -> loader.asContext(() -> Transport.open(name)));
    }

    @Test
    void openTakesTheHighestThatIsAvailable() throws Exception {
        Transport transport = loader(ProvidingTransports.NotHere.class, ProvidingTransports.Plain.class)
                .asContext(Transport::open);
        assertEquals("plain opened it with " + TransportOptions.defaults(), transport.toString());
        assertEquals(List.of(), warnings.messages());
    }

    @Test
    void aNameTakesThatOneThoughItIsNotTheHighest() throws Exception {
        Transport transport = loader(ProvidingTransports.ByTheSameNameHere.class, ProvidingTransports.Plain.class)
                .asContext(() -> Transport.open("plain"));
        assertTrue(transport.toString().startsWith("plain opened it"), transport::toString);
    }

    @Test
    void theOptionsNameOneAndReachIt() throws Exception {
        TransportOptions options =
                TransportOptions.builder().name("plain").threads(3).build();
        Transport transport = loader(ProvidingTransports.ByTheSameNameHere.class, ProvidingTransports.Plain.class)
                .asContext(() -> Transport.open(options));
        assertEquals("plain opened it with " + options, transport.toString());
    }

    @Test
    void theSystemPropertyNamesOne() throws Exception {
        property.set("plain");
        Transport transport = loader(ProvidingTransports.ByTheSameNameHere.class, ProvidingTransports.Plain.class)
                .asContext(Transport::open);
        assertTrue(transport.toString().startsWith("plain opened it"), transport::toString);
    }

    @Test
    void aNamedOneThatIsNotAvailableFailsAndSaysSo() throws Exception {
        OtherLoader loader = loader(ProvidingTransports.NotHere.class, ProvidingTransports.Plain.class);
        assertEquals(
                "The TransportProvider named \"native\" was found, but is not available on this machine. "
                        + "Found in all: native, plain. Use another of them",
                failsToOpen(loader, "native").getMessage());
        property.set("native");
        assertEquals(
                "The TransportProvider named \"native\" (system property chunkedbuffer.transport) was found, "
                        + "but is not available on this machine. Found in all: native, plain. Use another of them",
                assertThrows(ProviderNotFoundException.class, () -> loader.asContext(Transport::open))
                        .getMessage());
    }

    @Test
    void oneThatSaysWhyItIsNotAvailableIsQuoted() throws Exception {
        OtherLoader loader = loader(ProvidingTransports.NeedsAnotherSystem.class, ProvidingTransports.Mute.class);
        assertEquals(
                "The TransportProvider named \"elsewhere\" was found, but is not available on this machine: it needs another"
                        + " system. Found in all: elsewhere, mute. Use another of them",
                failsToOpen(loader, "elsewhere").getMessage());
        assertEquals(
                "The TransportProvider named \"mute\" was found, but is not available on this machine. "
                        + "Found in all: elsewhere, mute. Use another of them",
                failsToOpen(loader, "mute").getMessage());
        assertEquals(
                "No TransportProvider works on this machine; found, but not available: elsewhere (it needs another system), mute."
                        + " Add another, such as the artifact io.github.chunkedbuffer:chunkedbuffer-transport-nio",
                assertThrows(ProviderNotFoundException.class, () -> loader.asContext(Transport::open))
                        .getMessage());
    }

    @Test
    void anUnknownNameListsAllThatWereFound() throws Exception {
        OtherLoader loader = loader(ProvidingTransports.NotHere.class, ProvidingTransports.Plain.class);
        String message = failsToOpen(loader, "io_uring").getMessage();
        assertTrue(
                message.startsWith("No TransportProvider named \"io_uring\" was found. Found: native, plain."),
                message);
    }

    @Test
    void whenNoneIsAvailableTheyAreListed() throws Exception {
        OtherLoader loader = loader(ProvidingTransports.NotHere.class);
        assertEquals(
                "No TransportProvider works on this machine; found, but not available: native. "
                        + "Add another, such as the artifact io.github.chunkedbuffer:chunkedbuffer-transport-nio",
                assertThrows(ProviderNotFoundException.class, () -> loader.asContext(Transport::open))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(classes = {ProvidingTransports.LacksLibrary.class, ProvidingTransports.Confused.class})
    void oneThatFailsToTellIsNotAvailableAndThatIsLoggedOnce(Class<?> broken) throws Exception {
        OtherLoader loader = loader(broken, ProvidingTransports.Plain.class);
        for (int i = 0; i < 2; i++) {
            Transport transport = loader.asContext(Transport::open);
            assertTrue(transport.toString().startsWith("plain opened it"), transport::toString);
        }
        assertEquals(1, warnings.messages().size(), () -> "" + warnings.messages());
        assertTrue(warnings.messages().get(0).contains("cannot tell whether it is available"));
        assertTrue(warnings.haveCauses());
    }

    @Test
    void ofTwoByOneNameTheOneThatIsAvailableIsTaken() throws Exception {
        Transport transport = loader(ProvidingTransports.NotHere.class, ProvidingTransports.ByTheSameNameHere.class)
                .asContext(() -> Transport.open("native"));
        assertTrue(transport.toString().startsWith("native opened it"), transport::toString);
    }

    @Test
    void aBlankNameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Transport.open(" "));
        assertThrows(NullPointerException.class, () -> Transport.open((String) null));
    }
}
