package chunkedbuffer.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** What the artifacts' manifests say, as a framework reads them. */
class OsgiManifestIT {
    private static final String PACKAGE = "osgi.wiring.package";
    private static final String EXTENDER = "osgi.extender";
    private static final String SERVICE_LOADER = "osgi.serviceloader";

    /** Who implements the api's interfaces takes no later minor version of them, as it may have more methods. */
    private static final String IMPLEMENTED = "[0.1.0,0.2.0)";

    /** Parts of Netty's that are not promised to stay are used. */
    private static final String NETTY = "[4.2.18,4.3.0)";

    private static final String SLF4J = "[2.0.0,3.0.0)";

    /**
     * What a bundle is expected to say.
     *
     * @param imports the range of each package that it cannot be without
     * @param provides the types of its providers
     */
    private record Expected(
            String symbolicName, List<String> exports, Map<String, String> imports, List<String> provides) {}

    private static final Map<String, Expected> EXPECTED = Map.of(
            "api",
            new Expected(
                    "chunkedbuffer.api",
                    List.of("chunkedbuffer.api", "chunkedbuffer.spi"),
                    Map.of(
                            "org.slf4j", SLF4J,
                            "org.osgi.framework", "[1.8.0,2.0.0)",
                            "org.osgi.framework.wiring", "[1.2.0,2.0.0)"),
                    List.of()),
            "core",
            new Expected(
                    "chunkedbuffer.core",
                    List.of(),
                    Map.of("org.slf4j", SLF4J, "chunkedbuffer.api", IMPLEMENTED, "chunkedbuffer.spi", IMPLEMENTED),
                    List.of("chunkedbuffer.spi.ChunkPoolProvider", "chunkedbuffer.spi.PipeProvider")),
            "pool-commons",
            new Expected(
                    "chunkedbuffer.pool.commons",
                    List.of("chunkedbuffer.pool.commons"),
                    Map.of(
                            "org.slf4j", SLF4J,
                            "chunkedbuffer.api", IMPLEMENTED,
                            "chunkedbuffer.spi", IMPLEMENTED,
                            "org.apache.commons.pool2", "[2.13.0,3.0.0)",
                            "org.apache.commons.pool2.impl", "[2.13.0,3.0.0)"),
                    List.of("chunkedbuffer.spi.ChunkPoolProvider")),
            "transport-epoll",
            new Expected(
                    "chunkedbuffer.transport.epoll",
                    List.of("chunkedbuffer.transport.epoll"),
                    Map.of(
                            "org.slf4j", SLF4J,
                            "chunkedbuffer.api", IMPLEMENTED,
                            "chunkedbuffer.spi", IMPLEMENTED,
                            "io.netty.channel", NETTY,
                            "io.netty.channel.epoll", NETTY,
                            "io.netty.channel.unix", NETTY,
                            "io.netty.util.concurrent", NETTY),
                    List.of("chunkedbuffer.spi.TransportProvider")),
            "transport-nio",
            new Expected(
                    "chunkedbuffer.transport.nio",
                    List.of(),
                    Map.of("org.slf4j", SLF4J, "chunkedbuffer.api", IMPLEMENTED, "chunkedbuffer.spi", IMPLEMENTED),
                    List.of("chunkedbuffer.spi.TransportProvider")));

    @ParameterizedTest(name = "{0}")
    @EnumSource(OsgiKind.class)
    void eachArtifactSaysWhatItNeedsAndWhatItHas(OsgiKind kind) throws Exception {
        try (Osgi osgi = Osgi.start(new OsgiWorld(kind, false))) {
            List<Executable> checks = new ArrayList<>();
            for (String artifact : EXPECTED.keySet()) {
                Bundle bundle = osgi.install(Jars.named(artifact));
                checks.add(() -> check(artifact, bundle));
            }
            assertAll(checks);
        }
    }

    private static void check(String artifact, Bundle bundle) {
        Expected expected = EXPECTED.get(artifact);
        assertEquals(expected.symbolicName, bundle.getSymbolicName());
        assertEquals("0.1.0.SNAPSHOT", bundle.getVersion().toString());
        assertEquals("Apache-2.0", bundle.getHeaders().get("Bundle-License"));
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        exports(expected, revision);
        imports(expected, revision);
        capabilities(expected, revision);
        requirements(artifact, expected, revision);
        List<String> java = filters(revision, "osgi.ee", false);
        assertEquals(List.of("(&(osgi.ee=JavaSE)(version=17))"), java);
    }

    private static void exports(Expected expected, BundleRevision revision) {
        Map<String, String> exports = revision.getDeclaredCapabilities(PACKAGE).stream()
                .collect(Collectors.toMap(
                        each -> (String) each.getAttributes().get(PACKAGE),
                        each -> each.getAttributes().get("version").toString()));
        assertEquals(expected.exports.stream().collect(Collectors.toMap(each -> each, each -> "0.1.0")), exports);
    }

    private static void imports(Expected expected, BundleRevision revision) {
        Map<String, String> imports = new TreeMap<>();
        for (BundleRequirement each : revision.getDeclaredRequirements(PACKAGE)) {
            if (!isOptional(each)) {
                String name = expected.imports.keySet().stream()
                        .filter(known -> each.getDirectives().get("filter").contains("=" + known + ")"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("imports " + each));
                imports.put(name, range(expected.imports.get(name), each));
            }
        }
        assertEquals(new TreeMap<>(expected.imports), imports);
        List<String> optional = filters(revision, PACKAGE, true);
        assertTrue(
                optional.stream()
                        .allMatch(each -> each.contains("org.jspecify.annotations")
                                || each.contains("jdk.jfr")
                                || each.contains("jdk.incubator.vector")),
                optional::toString);
    }

    /** The framework gives a filter: the range is the expected one if it takes its ends for what they are. */
    private static String range(String expected, BundleRequirement requirement) {
        String filter = requirement.getDirectives().get("filter");
        String[] ends = expected.substring(1, expected.length() - 1).split(",");
        return filter.contains("(version>=" + ends[0] + ")") && filter.contains("(!(version>=" + ends[1] + "))")
                ? expected
                : filter;
    }

    private static void capabilities(Expected expected, BundleRevision revision) {
        assertEquals(
                new TreeSet<>(expected.provides),
                revision.getDeclaredCapabilities(SERVICE_LOADER).stream()
                        .map(each -> (String) each.getAttributes().get(SERVICE_LOADER))
                        .collect(Collectors.toCollection(TreeSet::new)));
        for (BundleCapability each : revision.getDeclaredCapabilities(SERVICE_LOADER)) {
            String registered = each.getDirectives().get("register");
            assertTrue(registered != null && registered.startsWith(expected.symbolicName + "."), each::toString);
        }
    }

    /** The mediator's part is asked for, and nobody depends on it. */
    private static void requirements(String artifact, Expected expected, BundleRevision revision) {
        String part = artifact.equals("api") ? "osgi.serviceloader.processor" : "osgi.serviceloader.registrar";
        List<String> extenders = filters(revision, EXTENDER, true);
        assertEquals(1, extenders.size(), extenders::toString);
        assertTrue(extenders.get(0).contains("(osgi.extender=" + part + ")"), extenders::toString);
        assertEquals(List.of(), filters(revision, EXTENDER, false));
        assertEquals(List.of(), filters(revision, SERVICE_LOADER, false));
        assertEquals(
                artifact.equals("api")
                        ? List.of(
                                "(osgi.serviceloader=chunkedbuffer.spi.ChunkPoolProvider)",
                                "(osgi.serviceloader=chunkedbuffer.spi.PipeProvider)",
                                "(osgi.serviceloader=chunkedbuffer.spi.TransportProvider)")
                        : List.of(),
                filters(revision, SERVICE_LOADER, true));
        assertTrue(
                revision.getDeclaredRequirements(SERVICE_LOADER).stream()
                        .allMatch(each -> "multiple".equals(each.getDirectives().get("cardinality"))),
                () -> expected.symbolicName + " is content with one provider");
    }

    private static List<String> filters(BundleRevision revision, String namespace, boolean optional) {
        return revision.getDeclaredRequirements(namespace).stream()
                .filter(each -> isOptional(each) == optional)
                .map(each -> each.getDirectives().get("filter"))
                .sorted()
                .toList();
    }

    private static boolean isOptional(BundleRequirement requirement) {
        return "optional".equals(requirement.getDirectives().get("resolution"));
    }
}
