package chunkedbuffer.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The ways to run the consumer: each Java found, from the module path and from the class path. */
final class Runs {
    private static final Path CONSUMER = Program.compiled("consumer");
    private static final Path PLUGIN = Program.compiled("plugin");

    private Runs() {}

    static List<Run> complete() {
        return runs(jdk -> true, Jars.API, Jars.CORE, Jars.TRANSPORT_NIO);
    }

    static List<Run> completeWithVirtualThreads() {
        return runs(jdk -> jdk.version() >= 21, Jars.API, Jars.CORE, Jars.TRANSPORT_NIO);
    }

    static List<Run> apiAlone() {
        return runs(jdk -> true, Jars.API);
    }

    static List<Run> withPlugin() {
        return runs(jdk -> true, Jars.API, Jars.CORE, Jars.TRANSPORT_NIO, PLUGIN);
    }

    private static List<Run> runs(Predicate<Jdk> which, Path... path) {
        List<Run> runs = new ArrayList<>();
        for (Jdk jdk : Jdk.found()) {
            if (which.test(jdk)) {
                for (boolean modular : new boolean[] {true, false}) {
                    runs.add(new Run(jdk, modular).path(CONSUMER).path(path).path(Jars.LOGGING.toArray(Path[]::new)));
                }
            }
        }
        return runs;
    }
}
