package chunkedbuffer.it;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A framework that runs in this process, with a folder of its own. OSGi's interfaces are those of the test; none of the bundles
 * is on the test's class path.
 *
 * <p>Frameworks of one world share a class loader that is never closed: Equinox leaves its handlers of URLs in the process,
 * where the next one goes on with them.
 */
final class Osgi implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    /** What SLF4J exports, for a framework that does so in its place. */
    private static final String SLF4J_PACKAGES = Stream.of("", ".event", ".helpers", ".spi")
            .map(each -> "org.slf4j" + each + ";version=2.0.20")
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();

    private static final Map<OsgiWorld, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    /** Its every registration would be a line in the output. Kept here, or the level might be forgotten. */
    private static final Logger SPI_FLY = Logger.getLogger("org.apache.aries.spifly");

    static {
        SPI_FLY.setLevel(Level.WARNING);
    }

    private final Path storage;
    private final Framework framework;

    private Osgi(Path storage, Framework framework) {
        this.storage = storage;
        this.framework = framework;
    }

    /** Starts a framework with what it needs to resolve the api. */
    static Osgi start(OsgiWorld world) throws Exception {
        Path storage = Files.createTempDirectory(Files.createDirectories(Path.of("target", "it")), "framework");
        Map<String, String> settings = new HashMap<>(world.kind().strict);
        settings.put("org.osgi.framework.storage", storage.toAbsolutePath().toString());
        settings.put("org.osgi.framework.storage.clean", "onFirstInit");
        if (!world.mediator()) {
            settings.put("org.osgi.framework.system.packages.extra", SLF4J_PACKAGES);
        }
        FrameworkFactory factory = (FrameworkFactory) LOADERS.computeIfAbsent(world, Osgi::loader)
                .loadClass(world.kind().factory)
                .getConstructor()
                .newInstance();
        Osgi osgi = new Osgi(storage, factory.newFramework(settings));
        osgi.framework.start();
        if (world.mediator()) {
            osgi.start(OsgiBundles.and(OsgiBundles.MEDIATOR, OsgiBundles.SLF4J.toArray(String[]::new)));
        }
        return osgi;
    }

    private static ClassLoader loader(OsgiWorld world) {
        List<Path> jars = new ArrayList<>(List.of(Jars.named(world.kind().jar)));
        if (!world.mediator()) {
            jars.addAll(OsgiBundles.jars(OsgiBundles.SLF4J));
        }
        return new URLClassLoader(jars.stream().map(Osgi::url).toArray(URL[]::new), Osgi.class.getClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException failure) {
            throw new IllegalArgumentException(failure);
        }
    }

    /** Installs the packaged bundles of these names, then starts them all, but for fragments. */
    Osgi start(List<String> names) throws Exception {
        startAll(installAll(OsgiBundles.jars(names)));
        return this;
    }

    List<Bundle> installAll(Collection<Path> jars) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(install(jar));
        }
        return bundles;
    }

    Bundle install(Path jar) throws Exception {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    static void startAll(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get("Fragment-Host") == null) {
                bundle.start();
            }
        }
    }

    Bundle bundle(String symbolicName) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(each -> symbolicName.equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    /** As {@code update} from the same file, which is a new revision of it all the same. */
    void update(String symbolicName, Path jar) throws Exception {
        try (var content = Files.newInputStream(jar)) {
            bundle(symbolicName).update(content);
        }
    }

    /** Has everybody let go of old revisions: who is wired to one is stopped, wired again and started. */
    void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        Assertions.assertTrue(refreshed.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "not refreshed in time");
    }

    OsgiClient startClient() throws Exception {
        Bundle bundle = install(OsgiBundles.CLIENT);
        bundle.start();
        return OsgiClient.of(bundle);
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        FrameworkEvent stopped = framework.waitForStop(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        Assertions.assertEquals(FrameworkEvent.STOPPED, stopped.getType(), "the framework has not stopped in time");
        delete(storage);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
