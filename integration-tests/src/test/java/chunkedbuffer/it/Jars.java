package chunkedbuffer.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The packaged jars, whose paths the build hands over in system properties. */
final class Jars {
    static final Path API = named("api");
    static final Path CORE = named("core");
    static final Path TRANSPORT_NIO = named("transport-nio");
    static final Path SLF4J = named("slf4j");
    static final List<Path> LOGGING = List.of(SLF4J, named("logback-classic"), named("logback-core"));
    static final Path TRANSPORT_EPOLL = named("transport-epoll");
    static final List<Path> NETTY = List.of(
            named("netty-buffer"),
            named("netty-common"),
            named("netty-resolver"),
            named("netty-transport"),
            named("netty-unix"),
            named("netty-epoll"));
    static final Path NETTY_NATIVE = named("netty-native");

    private Jars() {}

    /**
     * @param name what the build calls it: {@code it.jar.NAME}
     */
    static Path named(String name) {
        String path = System.getProperty("it.jar." + name);
        if (path == null || !Files.isRegularFile(Path.of(path))) {
            throw new IllegalStateException("The system property it.jar." + name + " is " + path
                    + ", which is no jar: run this in the verify phase");
        }
        return Path.of(path);
    }
}
