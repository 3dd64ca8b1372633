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
 * @param natives modules that call native code, which newer Java versions want named
 */
record Part(String name, String module, List<Path> jars, List<String> roots, List<String> natives) {
    static final List<Part> POOLS = List.of(
            new Part("slab", "chunkedbuffer.core", List.of(), List.of(), List.of()),
            new Part(
                    "commons",
                    "chunkedbuffer.pool.commons",
                    List.of(Jars.named("pool-commons"), Jars.named("commons-pool2")),
                    List.of(),
                    List.of()));

    static final Part NIO =
            new Part("nio", "chunkedbuffer.transport.nio", List.of(Jars.TRANSPORT_NIO), List.of(), List.of());

    static final Part EPOLL = new Part(
            "epoll",
            "chunkedbuffer.transport.epoll",
            Jars.and(Jars.EPOLL, Jars.NETTY_NATIVE),
            List.of("io.netty.transport.epoll.linux.x86_64"),
            List.of("io.netty.common"));

    static final Part EPOLL_BUT_ITS_NATIVES =
            new Part("epoll", "chunkedbuffer.transport.epoll", Jars.EPOLL, List.of(), EPOLL.natives);

    static final List<Part> TRANSPORTS = List.of(NIO, EPOLL);

    /** The first transport, without which there is nothing to run, then the others that bring jars of their own. */
    static List<Part> smallestFirst() {
        List<Part> parts = new ArrayList<>(List.of(TRANSPORTS.get(0)));
        Stream.of(POOLS, TRANSPORTS)
                .flatMap(List::stream)
                .filter(part -> !part.jars().isEmpty() && !parts.contains(part))
                .forEach(parts::add);
        return parts;
    }

    List<String> options(Jdk jdk, boolean modular) {
        return natives.isEmpty() || jdk.version() < 22
                ? List.of()
                : List.of("--enable-native-access=" + (modular ? String.join(",", natives) : "ALL-UNNAMED"));
    }

    @Override
    public String toString() {
        return name;
    }
}
