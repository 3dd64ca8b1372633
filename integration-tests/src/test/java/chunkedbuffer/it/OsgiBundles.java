package chunkedbuffer.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The packaged bundles, whose paths the build hands over in system properties, and those of users that the tests make. */
final class OsgiBundles {
    static final List<String> MEDIATOR =
            List.of("asm", "asm-analysis", "asm-commons", "asm-tree", "asm-util", "spifly");
    static final List<String> SLF4J = List.of("slf4j", "slf4j-nop");

    /** The api resolves with nothing else but SLF4J and the core. */
    static final List<String> BASE = List.of("api", "core");

    private static final Path CLIENT_CLASSES = Program.compiled("osgi-client");

    /** A user's, which asks for the api alone. */
    static final Path CLIENT = bundle(
            CLIENT_CLASSES,
            Map.of("Bundle-SymbolicName", "client", "Import-Package", "chunkedbuffer.api;version=\"[0.1,1)\""));

    /** As tests of what cannot be seen have it: it takes whatever it can get. */
    static final Path GREEDY_CLIENT = bundle(
            CLIENT_CLASSES,
            Map.of(
                    "Bundle-SymbolicName", "greedy",
                    "Import-Package", "chunkedbuffer.api;version=\"[0.1,1)\"",
                    "DynamicImport-Package", "*"));

    /** Needs a package that nobody may have. */
    static final Path INTRUDER = bundle(
            CLIENT_CLASSES,
            Map.of(
                    "Bundle-SymbolicName", "intruder",
                    "Import-Package", "chunkedbuffer.api;version=\"[0.1,1)\",chunkedbuffer.core"));

    /** Somebody else's pool: a service file, and no header, no activator for it. */
    static final Path PLUGIN = bundle(
            Program.compiled("osgi-plugin"),
            Map.of(
                    "Bundle-SymbolicName", "plugin",
                    "Import-Package", "chunkedbuffer.api;version=\"[0.1,1)\",chunkedbuffer.spi;version=\"[0.1,1)\""));

    private OsgiBundles() {}

    static List<Path> jars(List<String> names) {
        return names.stream().map(Jars::named).toList();
    }

    /** All of chunkedbuffer. */
    static List<String> complete() {
        List<String> names = new ArrayList<>(BASE);
        Stream.of(OsgiPart.POOLS, OsgiPart.TRANSPORTS).flatMap(List::stream).forEach(part -> names.addAll(part.jars()));
        return names;
    }

    private static Path bundle(Path classes, Map<String, String> headers) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-Version", "1.0.0");
        headers.forEach(attributes::putValue);
        Path jar = classes.resolveSibling(headers.get("Bundle-SymbolicName") + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> tree = Files.walk(classes)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
            return jar;
        } catch (IOException failure) {
            throw new IllegalStateException("bundle " + jar, failure);
        }
    }

    static List<String> and(List<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }
}
