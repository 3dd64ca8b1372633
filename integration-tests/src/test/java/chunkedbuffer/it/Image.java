package chunkedbuffer.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A Java run time made by jlink that holds the consumer, the api, the core and some pools and transports, and no logging but
 * SLF4J's own api. It is made when first asked for.
 */
final class Image {
    private static final Map<String, Image> MADE = new ConcurrentHashMap<>();

    private final Jdk jdk;
    private final List<Part> parts;
    private final Path home;

    private Image(Jdk jdk, List<Part> parts, Path home) {
        this.jdk = jdk;
        this.parts = parts;
        this.home = home;
    }

    /** The images of one Java: that of the smallest transport, and with each further part one more, which holds it too. */
    static List<Image> all(Jdk jdk) {
        List<Part> parts = Part.smallestFirst();
        List<Image> images = new ArrayList<>();
        for (int count = 1; count <= parts.size(); count++) {
            images.add(of(jdk, parts.subList(0, count)));
        }
        return images;
    }

    /** The smallest one. */
    static Image first(Jdk jdk) {
        return of(jdk, Part.smallestFirst().subList(0, 1));
    }

    /** The smallest one that holds these. */
    static Image holding(Jdk jdk, Part pool, Part transport) {
        return all(jdk).stream()
                .filter(image -> image.holds(pool) && image.holds(transport))
                .findFirst()
                .orElseThrow();
    }

    /** A part without a jar of its own is in every image. */
    private boolean holds(Part part) {
        return part.jars().isEmpty() || parts.contains(part);
    }

    private static Image of(Jdk jdk, List<Part> parts) {
        return MADE.computeIfAbsent(jdk + " " + parts, key -> new Image(jdk, parts, made(jdk, parts)));
    }

    Path home() {
        return home;
    }

    Path java() {
        return home.resolve("bin").resolve("java");
    }

    /** A way to run the consumer in it. */
    Run run() {
        Run run = new Run(jdk, World.IMAGE, java()).options("-Dslf4j.internal.verbosity=ERROR");
        for (Part part : parts) {
            run.options(part.options().toArray(String[]::new));
        }
        return run;
    }

    /** The bytes of all its files. */
    long size() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static Path made(Jdk jdk, List<Part> parts) {
        Path home = Path.of("target", "it", "images", jdk.version() + "-" + parts.size())
                .toAbsolutePath();
        List<Path> path = new ArrayList<>(List.of(Runs.CONSUMER, Jars.API, Jars.CORE, Jars.SLF4J));
        List<String> modules = new ArrayList<>(List.of("chunkedbuffer.consumer", "chunkedbuffer.core"));
        for (Part part : parts) {
            path.addAll(part.jars());
            modules.add(part.module());
            modules.addAll(part.roots());
        }
        List<String> command = List.of(
                jdk.tool("jlink").toString(),
                "--module-path",
                Run.joined(path),
                "--add-modules",
                String.join(",", modules),
                "--launcher",
                "consumer=chunkedbuffer.consumer/chunkedbuffer.consumer.Main",
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress=" + (jdk.version() < 21 ? "2" : "zip-6"),
                "--output",
                home.toString());
        try {
            delete(home);
            Outcome.of(command).succeeded();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return home;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> tree = Files.walk(folder)) {
            files = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    @Override
    public String toString() {
        return jdk + ", jlink image with " + parts;
    }
}
