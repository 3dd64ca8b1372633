package chunkedbuffer.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The packaged jars, whose paths the build hands over in system properties. */
final class Jars {
    static final Path API = jar("api");
    static final Path CORE = jar("core");
    static final Path TRANSPORT_NIO = jar("transport-nio");
    static final Path TRANSPORT_EPOLL = jar("transport-epoll");
    static final List<Path> NETTY = List.of(
            jar("netty-buffer"),
            jar("netty-common"),
            jar("netty-resolver"),
            jar("netty-transport"),
            jar("netty-unix"),
            jar("netty-epoll"));
    static final Path NETTY_NATIVE = jar("netty-native");
    static final List<Path> LOGGING = List.of(jar("slf4j"), jar("logback-classic"), jar("logback-core"));

    private Jars() {}

    private static Path jar(String name) {
        Path path = Path.of(System.getProperty("it.jar." + name));
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException(path + " is not a jar: run this in the verify phase");
        }
        return path;
    }
}
