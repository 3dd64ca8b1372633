package chunkedbuffer.it;

import java.util.List;

/**
 * A pool or a transport that a user can choose by name, and the bundles that it needs besides the api, the core and SLF4J. A
 * further one is a further entry in the list of its kind; a fragment among its bundles is installed and not started.
 *
 * @param name by which it is chosen
 * @param bundle the symbolic name of the bundle that provides it
 * @param jars what the build calls their jars, that of the providing bundle first
 */
record OsgiPart(String name, String bundle, List<String> jars) {
    static final List<OsgiPart> POOLS = List.of(
            new OsgiPart("slab", "chunkedbuffer.core", List.of()),
            new OsgiPart("commons", "chunkedbuffer.pool.commons", List.of("pool-commons", "commons-pool2")));

    static final List<OsgiPart> TRANSPORTS = List.of(
            new OsgiPart("nio", "chunkedbuffer.transport.nio", List.of("transport-nio")),
            new OsgiPart(
                    "epoll",
                    "chunkedbuffer.transport.epoll",
                    List.of(
                            "transport-epoll",
                            "netty-buffer",
                            "netty-common",
                            "netty-resolver",
                            "netty-transport",
                            "netty-unix",
                            "netty-epoll",
                            "netty-native")));

    @Override
    public String toString() {
        return name;
    }
}
