package chunkedbuffer.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the modules export, compared with what is written down in {@code src/test/signatures}. Whoever changes it on purpose runs
 * this once with {@code -Dchunkedbuffer.signatures=write}, and the change of the file shows what others will have to live with.
 */
class SignaturesIT {
    private static final Path BASELINE = Path.of("src/test/signatures");

    @ParameterizedTest(name = "{0}")
    @MethodSource("jars")
    void nothingHasChangedThatIsNotWrittenDown(RuntimeJar jar) throws Exception {
        List<String> now;
        try (URLClassLoader loader = loader()) {
            now = Signatures.of(jar, loader);
        }
        Path file = BASELINE.resolve(jar.artifact() + ".txt");
        if ("write".equals(System.getProperty("chunkedbuffer.signatures"))) {
            Files.createDirectories(BASELINE);
            Files.write(file, now);
        }
        compare(file, now);
    }

    private static void compare(Path file, List<String> now) throws IOException {
        List<String> before = Files.exists(file) ? Files.readAllLines(file) : List.of();
        List<String> gone = without(before, now);
        List<String> added = without(now, before);
        if (!gone.isEmpty() || !added.isEmpty()) {
            fail("What is exported is not what " + file + " says."
                    + lines("Gone or changed, which breaks code that uses it", gone)
                    + lines("New; an abstract method breaks code that implements its type", added)
                    + "\nIf it is meant, write it down: mvn verify -pl integration-tests -am -Dit.test=SignaturesIT"
                    + " -Dchunkedbuffer.signatures=write, and look at the difference before it is committed");
        }
    }

    private static List<String> without(List<String> lines, Collection<String> others) {
        List<String> rest = new ArrayList<>(lines);
        rest.removeAll(others);
        return rest;
    }

    private static String lines(String title, List<String> lines) {
        return lines.isEmpty() ? "" : "\n" + title + ":\n  " + String.join("\n  ", lines);
    }

    /** Those of the published jars that export something. */
    static List<RuntimeJar> jars() {
        return Stream.concat(RuntimeJar.all().stream(), Stream.of(RuntimeJar.of(Jars.named("tck"))))
                .filter(Signatures::exportsSomething)
                .toList();
    }

    /** With what the signatures name. */
    private static URLClassLoader loader() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (RuntimeJar jar : RuntimeJar.all()) {
            urls.add(jar.path().toUri().toURL());
        }
        urls.add(Jars.named("tck").toUri().toURL());
        urls.add(Jars.named("jspecify").toUri().toURL());
        urls.add(Jars.SLF4J.toUri().toURL());
        return new URLClassLoader(urls.toArray(URL[]::new), SignaturesIT.class.getClassLoader());
    }
}
