package chunkedbuffer.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;

/**
 * Bundles that are stopped, updated and started again under a client that goes on: what it has open stays usable, as long as
 * nobody refreshes, and what it asks for anew comes from whoever is running, or it is told that nobody is.
 */
class OsgiLifeIT {
    private static final String WORLDS = "chunkedbuffer.it.OsgiWorld#all";

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void theCoreStopsAndStartsAgain(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.complete())) {
            OsgiClient client = osgi.startClient();
            client.says("open-pipe", "opened");
            client.says("use-pipe", "over the pipe");

            osgi.bundle("chunkedbuffer.core").stop();
            client.says("use-pipe", "over the pipe");
            client.says("loader-of-pipe", "add the artifact io.github.chunkedbuffer:chunkedbuffer-core");
            client.says("shared-pool", "shared commons pool");

            osgi.bundle("chunkedbuffer.core").start();
            client.says("use-pipe", "over the pipe");
            client.close();
            client.says("open-pipe", "opened chunkedbuffer.core.");
            client.says("use-pipe", "over the pipe");
            client.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void theCoreIsUpdatedAndThenEverybodyIsRefreshed(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.complete())) {
            OsgiClient client = osgi.startClient();
            client.says("open-pipe", "opened");
            client.says("use-pipe", "over the pipe");
            String before = client.ask("loader-of-pipe");

            osgi.update("chunkedbuffer.core", Jars.named("core"));
            client.says("use-pipe", "over the pipe");
            String after = client.ask("loader-of-pipe");
            assertNotEquals(before, after, "a new pipe is of the new revision");
            assertFalse(after.contains("Exception"), after);
            client.says("shared-pool", "shared slab pool");
            client.close();

            osgi.refresh();
            OsgiClient again = OsgiClient.of(osgi.bundle("client"));
            again.says("open-pipe", "opened chunkedbuffer.core.");
            again.says("use-pipe", "over the pipe");
            again.close();
        }
    }

    /** Each pool, or transport, that has a bundle of its own, in each world. */
    private static Stream<Arguments> each(List<OsgiPart> parts) {
        return OsgiWorld.all().stream()
                .flatMap(world ->
                        parts.stream().filter(part -> !part.jars().isEmpty()).map(part -> Arguments.of(world, part)));
    }

    static Stream<Arguments> pools() {
        return each(OsgiPart.POOLS);
    }

    static Stream<Arguments> transports() {
        return each(OsgiPart.TRANSPORTS);
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("pools")
    void aPoolStopsIsUpdatedAndStartsAgain(OsgiWorld world, OsgiPart pool) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.BASE).start(pool.jars())) {
            OsgiClient client = osgi.startClient();
            String open = "open-pool " + pool;
            String opened = "opened " + pool;
            String used = "in use 0 of " + pool;
            client.says(open, opened).says("use-pool", used);

            Bundle bundle = osgi.bundle(pool.bundle());
            bundle.stop();
            client.says("use-pool", used).close();
            client.says(open, "No ChunkPoolProvider named \"" + pool + "\" was found. Found: slab");

            osgi.update(pool.bundle(), Jars.named(pool.jars().get(0)));
            bundle.start();
            client.says(open, opened).says("use-pool", used);
            osgi.update(pool.bundle(), Jars.named(pool.jars().get(0)));
            client.says("use-pool", used).close();

            osgi.refresh();
            OsgiClient again = OsgiClient.of(osgi.bundle("client"));
            again.says(open, opened).says("use-pool", used).close();
        }
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("transports")
    void aTransportStopsIsUpdatedAndStartsAgain(OsgiWorld world, OsgiPart transport) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.BASE).start(transport.jars())) {
            OsgiClient client = osgi.startClient();
            String open = "open-transport " + transport;
            String opened = "opened " + transport;
            String used = "over the socket, over the socket";
            client.says(open, opened).says("use-transport", used).says("default-transport", "by default");

            Bundle bundle = osgi.bundle(transport.bundle());
            bundle.stop();
            client.says("use-transport", used);
            // The default transport is the api's own, which closes it with the bundle that it came from.
            client.says("default-transport", "Exception: ");
            client.says("default-transport", "add the artifact io.github.chunkedbuffer:chunkedbuffer-transport-nio");

            osgi.update(transport.bundle(), Jars.named(transport.jars().get(0)));
            bundle.start();
            client.says("default-transport", "by default").close();
            client.says(open, opened).says("use-transport", used).close();

            osgi.refresh();
            OsgiClient again = OsgiClient.of(osgi.bundle("client"));
            again.says(open, opened)
                    .says("use-transport", used)
                    .says("default-transport", "by default")
                    .close();
        }
        assertNoThreadIsLeft();
    }

    /** The default transport's, which nobody else can end. */
    private static void assertNoThreadIsLeft() throws InterruptedException {
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getName().startsWith("chunkedbuffer-default-")) {
                each.join(30_000);
                assertFalse(each.isAlive(), each::toString);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void theApiItselfStopsIsUpdatedAndStartsAgain(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.complete())) {
            OsgiClient client = osgi.startClient();
            client.says("open-pipe", "opened");
            client.says("open-transport nio", "opened");
            client.says("default-transport", "by default");
            client.says("use-pipe", "over the pipe");

            osgi.bundle("chunkedbuffer.api").stop();
            assertNoThreadIsLeft();
            client.says("use-pipe", "over the pipe");
            client.close();
            osgi.update("chunkedbuffer.api", Jars.named("api"));
            osgi.bundle("chunkedbuffer.api").start();
            osgi.refresh();

            OsgiClient again = OsgiClient.of(osgi.bundle("client"));
            again.says("open-pipe", "opened chunkedbuffer.core.");
            again.says("use-pipe", "over the pipe");
            again.says("open-transport nio", "opened nio");
            again.says("default-transport", "by default");
            again.close();
        }
    }
}
