package chunkedbuffer.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/** The mediator by itself: the api's bundle is not started, and so does not look at others. */
class OsgiMediatorIT {
    @ParameterizedTest(name = "{0}")
    @EnumSource(OsgiKind.class)
    void findsTheProvidersForTheApi(OsgiKind kind) throws Exception {
        try (Osgi osgi = Osgi.start(new OsgiWorld(kind, true))) {
            Bundle api = osgi.install(Jars.named("api"));
            osgi.start(OsgiBundles.complete().stream()
                    .filter(each -> !each.equals("api"))
                    .toList());
            OsgiClient client = osgi.startClient();
            client.says("open-pipe", "opened chunkedbuffer.core.")
                    .says("use-pipe", "over the pipe")
                    .says("open-pool commons", "opened commons pool")
                    .says("open-transport nio", "opened nio")
                    .says("use-transport", "over the socket, over the socket");
            assertEquals(Bundle.RESOLVED, api.getState());
            client.close();
        }
    }
}
