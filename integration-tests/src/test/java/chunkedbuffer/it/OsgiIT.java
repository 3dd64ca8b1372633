package chunkedbuffer.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A user's bundle and those of chunkedbuffer, in each framework, with a Service Loader Mediator and without one. */
class OsgiIT {
    private static final String WORLDS = "chunkedbuffer.it.OsgiWorld#all";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunkedbuffer.api.Pipe",
                "chunkedbuffer.core.SlabPool",
                "org.apache.commons.pool2.ObjectPool",
                "org.apache.felix.framework.Felix",
                "org.eclipse.osgi.launch.Equinox",
                "org.slf4j.Logger"
            })
    void theTestItselfDoesNotHaveTheBundles(String type) {
        assertThrows(ClassNotFoundException.class, () -> Class.forName(type));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void aClientBundleUsesEachPoolAndEachTransport(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.complete())) {
            OsgiClient client = osgi.startClient();
            client.says("open-pipe", "opened chunkedbuffer.core.");
            client.says("use-pipe", "over the pipe");
            client.says("shared-pool", "shared slab pool");
            for (OsgiPart pool : OsgiPart.POOLS) {
                for (OsgiPart transport : OsgiPart.TRANSPORTS) {
                    client.says("open-pool " + pool, "opened " + pool);
                    client.says("use-pool", "in use 0 of " + pool);
                    client.says("open-transport " + transport, "opened " + transport);
                    client.says("use-transport", "over the socket, over the socket");
                    client.says("default-transport", "by default");
                    client.close();
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void theApiResolvesWithTheCoreAlone(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.BASE)) {
            assertEquals(Bundle.ACTIVE, osgi.bundle("chunkedbuffer.api").getState());
            assertEquals(Bundle.ACTIVE, osgi.bundle("chunkedbuffer.core").getState());
            OsgiClient client = osgi.startClient();
            client.says("open-pipe", "opened chunkedbuffer.core.");
            client.says("use-pipe", "over the pipe");
            client.says("open-pool nix", "No ChunkPoolProvider named \"nix\" was found. Found: slab");
            client.says("open-transport nio", "add the artifact io.github.chunkedbuffer:chunkedbuffer-transport-nio");
            client.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void theOrderInWhichBundlesStartDoesNotMatter(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world)) {
            Bundle client = osgi.install(OsgiBundles.CLIENT);
            Bundle core = osgi.install(Jars.named("core"));
            Bundle api = osgi.install(Jars.named("api"));
            client.start();
            api.start();
            OsgiClient.of(client).says("open-pipe", "add the artifact io.github.chunkedbuffer:chunkedbuffer-core");
            core.start();
            OsgiClient.of(client).says("open-pipe", "opened chunkedbuffer.core.");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void theImplementationsCannotBeSeen(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.complete())) {
            Bundle greedy = osgi.install(OsgiBundles.GREEDY_CLIENT);
            greedy.start();
            OsgiClient client = OsgiClient.of(greedy);
            client.says("load chunkedbuffer.spi.PipeProvider", "interface chunkedbuffer.spi.PipeProvider");
            for (String hidden : List.of(
                    "chunkedbuffer.core.SlabPool",
                    "chunkedbuffer.core.DefaultPipeProvider",
                    "chunkedbuffer.transport.nio.NioTransportProvider",
                    "chunkedbuffer.osgi.ApiBundle")) {
                client.says("load " + hidden, "java.lang.ClassNotFoundException");
            }
            Bundle intruder = osgi.install(OsgiBundles.INTRUDER);
            BundleException refused = assertThrows(BundleException.class, intruder::start);
            assertTrue(refused.getMessage().contains("chunkedbuffer.core"), refused::getMessage);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WORLDS)
    void aUsersOwnPoolNeedsAServiceFileAndNothingElse(OsgiWorld world) throws Exception {
        try (Osgi osgi = Osgi.start(world).start(OsgiBundles.BASE)) {
            OsgiClient client = osgi.startClient();
            client.says("open-pool plugged-in", "Found: slab");
            Bundle plugin = osgi.install(OsgiBundles.PLUGIN);
            plugin.start();
            client.says("shared-pool", "shared plugged-in pool");
            client.says("open-pool plugged-in", "opened plugged-in pool");
            client.says("use-pool", "in use 0 of plugged-in pool");
            client.close();
            plugin.stop();
            client.says("shared-pool", "shared slab pool");
            client.says("open-pool plugged-in", "Found: slab");
        }
    }
}
