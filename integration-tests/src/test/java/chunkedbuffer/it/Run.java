package chunkedbuffer.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A way to run the consumer's main class in a Java process: which Java, from where, with what on its path. */
final class Run {
    private static final String MAIN = "chunkedbuffer.consumer.Main";
    private static final String MODULE = "chunkedbuffer.consumer";

    private final Jdk jdk;
    private final World world;
    private final Path java;
    private final List<Path> path = new ArrayList<>();
    private final List<String> roots = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    Run(Jdk jdk, World world, Path java) {
        this.jdk = jdk;
        this.world = world;
        this.java = java;
        // Short programs: what they save is the compiler's and the collector's work.
        options.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        options.add("-Dlogback.configurationFile="
                + Path.of("src/test/resources/logback-consumer.xml").toUri());
    }

    Run(Jdk jdk, World world) {
        this(jdk, world, jdk.java());
    }

    Jdk jdk() {
        return jdk;
    }

    boolean modular() {
        return world != World.CLASS_PATH;
    }

    Run path(Path... entries) {
        path.addAll(List.of(entries));
        return this;
    }

    Run options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Puts a pool or a transport on the path. */
    Run with(Part part) {
        path.addAll(part.jars());
        roots.addAll(part.roots());
        options.addAll(part.options());
        return this;
    }

    Outcome start(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        if (modular()) {
            if (!path.isEmpty()) {
                command.addAll(List.of("-p", joined(path)));
            }
            if (!roots.isEmpty()) {
                command.addAll(List.of("--add-modules", String.join(",", roots)));
            }
            command.addAll(List.of("-m", MODULE + "/" + MAIN));
        } else {
            command.addAll(List.of("-cp", joined(path), MAIN));
        }
        command.addAll(List.of(arguments));
        Outcome outcome = Outcome.of(command);
        if (outcome.exit() == 0) {
            outcome.says("Java " + jdk.version());
            outcome.says("module " + (modular() ? MODULE : "null"));
        }
        return outcome;
    }

    static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public String toString() {
        return jdk + ", " + world;
    }
}
