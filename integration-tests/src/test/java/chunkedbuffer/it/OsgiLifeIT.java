package chunkedbuffer.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
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

            osgi.update("chunkedbuffer.core", OsgiBundles.jar("core"));
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

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void aPoolStopsIsUpdatedAndStartsAgain(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.complete())) {
            OsgiClient client = osgi.startClient();
            client.says("open-pool commons", "opened commons pool");
            client.says("use-pool", "in use 0 of commons pool");

            Bundle bundle = osgi.bundle("chunkedbuffer.pool.commons");
            bundle.stop();
            client.says("use-pool", "in use 0 of commons pool");
            client.close();
            client.says("open-pool commons", "No ChunkPoolProvider named \"commons\" was found. Found: slab");

            osgi.update("chunkedbuffer.pool.commons", OsgiBundles.jar("pool-commons"));
            bundle.start();
            client.says("open-pool commons", "opened commons pool");
            client.says("use-pool", "in use 0 of commons pool");
            osgi.update("chunkedbuffer.pool.commons", OsgiBundles.jar("pool-commons"));
            client.says("use-pool", "in use 0 of commons pool");
            client.close();

            osgi.refresh();
            OsgiClient again = OsgiClient.of(osgi.bundle("client"));
            again.says("open-pool commons", "opened commons pool");
            again.says("use-pool", "in use 0 of commons pool");
            again.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void aTransportStopsIsUpdatedAndStartsAgain(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.complete())) {
            OsgiClient client = osgi.startClient();
            client.says("open-transport nio", "opened nio");
            client.says("use-transport", "over the socket, over the socket");
            client.says("default-transport", "by default");

            Bundle bundle = osgi.bundle("chunkedbuffer.transport.nio");
            bundle.stop();
            client.says("use-transport", "over the socket, over the socket");
            // The default transport is the api's own, which closes it with the bundle that it came from.
            client.says("default-transport", "Exception: ");
            client.says("default-transport", "add the artifact io.github.chunkedbuffer:chunkedbuffer-transport-nio");

            osgi.update("chunkedbuffer.transport.nio", OsgiBundles.jar("transport-nio"));
            bundle.start();
            client.says("default-transport", "by default");
            client.close();
            client.says("open-transport nio", "opened nio");
            client.says("use-transport", "over the socket, over the socket");
            client.close();

            osgi.refresh();
            OsgiClient again = OsgiClient.of(osgi.bundle("client"));
            again.says("open-transport nio", "opened nio");
            again.says("use-transport", "over the socket, over the socket");
            again.says("default-transport", "by default");
            again.close();
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
            osgi.update("chunkedbuffer.api", OsgiBundles.jar("api"));
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
