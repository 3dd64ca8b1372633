package chunkedbuffer.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pool or a transport that an application can choose, and what it puts on its path for that. A further one is a further entry
 * in the list of its kind; the tests run with each.
 *
 * @param name by which it is chosen
 * @param module that provides it
 * @param jars what it needs besides the api, the core and the logging
 * @param roots modules that nobody requires, and that have to be named where it is used as a module
 * @param options what Java itself has to be told
 */
record Part(String name, String module, List<Path> jars, List<String> roots, List<String> options) {
    static final List<Part> POOLS = List.of(new Part("slab", "chunkedbuffer.core", List.of(), List.of(), List.of()));

    static final List<Part> TRANSPORTS =
            List.of(new Part("nio", "chunkedbuffer.transport.nio", List.of(Jars.TRANSPORT_NIO), List.of(), List.of()));

    /** The first transport, without which there is nothing to run, then the others that bring jars of their own. */
    static List<Part> smallestFirst() {
        List<Part> parts = new ArrayList<>(List.of(TRANSPORTS.get(0)));
        Stream.of(POOLS, TRANSPORTS)
                .flatMap(List::stream)
                .filter(part -> !part.jars().isEmpty() && !parts.contains(part))
                .forEach(parts::add);
        return parts;
    }

    @Override
    public String toString() {
        return name;
    }
}
