package chunkedbuffer.faults;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.spi.TransportProvider;
import java.util.List;
import java.util.ServiceLoader;

/** The transports under test: all that are found and work here. */
final class Transports {

    /** For {@code @MethodSource}. */
    static final String NAMES = "chunkedbuffer.faults.Transports#names";

    private Transports() {}

    static List<String> names() {
        List<String> names = ServiceLoader.load(TransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(TransportProvider::isAvailable)
                .map(TransportProvider::name)
                .sorted()
                .toList();
        if (!names.contains("nio")) {
            throw new AssertionError("found " + names);
        }
        return names;
    }

    /** With one loop, so that whoever spoils it spoils it for all. */
    static Transport open(String name) {
        return Transport.open(TransportOptions.builder().name(name).threads(1).build());
    }
}
