package chunkedbuffer.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The ways to run the consumer: each Java found, from the module path and from the class path. */
final class Runs {
    static final Path CONSUMER = Program.compiled("consumer");

    private Runs() {}

    static List<Run> complete() {
        return runs(jdk -> true, Jars.API, Jars.CORE, Jars.TRANSPORT_NIO);
    }

    static List<Run> completeWithVirtualThreads() {
        return runs(jdk -> jdk.version() >= 21, Jars.API, Jars.CORE, Jars.TRANSPORT_NIO);
    }

    static List<Run> inImagesWithVirtualThreads() {
        return Jdk.found().stream()
                .filter(jdk -> jdk.version() >= 21)
                .map(jdk -> Image.first(jdk).run())
                .toList();
    }

    static List<Run> apiAlone() {
        return runs(jdk -> true, Jars.API);
    }

    /** From each world, with nothing on the path yet but the consumer, the api and the logging. */
    static Run bare(Jdk jdk, World world) {
        return new Run(jdk, world).path(CONSUMER, Jars.API).path(Jars.LOGGING.toArray(Path[]::new));
    }

    /** What a program on Linux has that wants the transport {@code epoll}, and the options that Java needs for it. */
    static List<Run> withEpoll() {
        List<Run> runs = withEpollButItsNatives();
        for (Run run : runs) {
            run.path(Jars.NETTY_NATIVE);
            if (run.modular()) {
                run.options("--add-modules", "io.netty.transport.epoll.linux.x86_64");
            }
        }
        return runs;
    }

    static List<Run> withEpollButItsNatives() {
        List<Run> runs = runs(jdk -> true, Jars.API, Jars.CORE, Jars.TRANSPORT_NIO, Jars.TRANSPORT_EPOLL);
        for (Run run : runs) {
            run.path(Jars.NETTY.toArray(Path[]::new));
            if (run.jdk().version() >= 22) {
                run.options("--enable-native-access=" + (run.modular() ? "io.netty.common" : "ALL-UNNAMED"));
            }
        }
        return runs;
    }

    private static List<Run> runs(Predicate<Jdk> which, Path... path) {
        List<Run> runs = new ArrayList<>();
        for (Jdk jdk : Jdk.found()) {
            if (which.test(jdk)) {
                for (World world : new World[] {World.MODULE_PATH, World.CLASS_PATH}) {
                    runs.add(new Run(jdk, world).path(CONSUMER).path(path).path(Jars.LOGGING.toArray(Path[]::new)));
                }
            }
        }
        return runs;
    }
}
