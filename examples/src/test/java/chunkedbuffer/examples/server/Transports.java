package chunkedbuffer.examples.server;

import java.util.stream.Stream;

/** The transports that the servers are tested on. */
public final class Transports {

    /** For a {@code @MethodSource}. */
    public static final String ALL = "chunkedbuffer.examples.server.Transports#all";

    private Transports() {}

    static Stream<String> all() {
        return Stream.of("nio", "epoll");
    }
}
