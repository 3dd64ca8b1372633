package chunkedbuffer.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application in a container: the api is in a class loader of the application's, and neither the container nor the context
 * class loader knows of it.
 */
class ContainerIT {
    private static final List<Path> APPLICATION = List.of(Runs.CONSUMER, Jars.API, Jars.CORE, Jars.TRANSPORT_NIO);

    @ParameterizedTest(name = "{0}")
    @MethodSource("containers")
    void anApplicationFindsWhatIsBesideItsApi(Run container) throws Exception {
        container
                .start("isolated", path(APPLICATION), "look-up", "pipe", "pool", "transport")
                .succeeded()
                .says("pipe is chunkedbuffer.core.")
                .says("pool is chunkedbuffer.core.")
                .saysLine("transport is nio")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("containers")
    void anotherHasPluginsOfItsOwn(Run container) throws Exception {
        List<Path> withPlugin = new ArrayList<>(APPLICATION);
        withPlugin.add(Plugins.OWN);
        container
                .start("isolated", path(withPlugin), "sockets")
                .succeeded()
                .saysLine("carried by nio, in the shared plain pool")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("containers")
    void aPluginThatBringsItsOwnCopyOfTheApiIsPassedOver(Run container) throws Exception {
        // Its loader is the context loader, but not that of the application's api.
        String foreign = path(List.of(Plugins.OWN, Jars.API, Jars.SLF4J));
        container
                .start("isolated", path(APPLICATION), "foreign-plug-in", foreign)
                .succeeded()
                .says("pool is chunkedbuffer.core.")
                .warns("ProviderSearch - A ChunkPoolProvider cannot be used and is passed over (class loader *): "
                        + "java.util.ServiceConfigurationError: chunkedbuffer.spi.ChunkPoolProvider: "
                        + "chunkedbuffer.plugin.own.PlainPool not a subtype "
                        + "(it was loaded with another copy of chunkedbuffer-api: leave that jar out of the plug-in)");
    }

    private static String path(List<Path> application) {
        List<Path> whole = new ArrayList<>(application);
        whole.addAll(Jars.LOGGING);
        return Run.joined(whole);
    }

    static List<Run> containers() {
        return Jdk.found().stream()
                .map(jdk -> new Run(jdk, World.CLASS_PATH).path(Runs.CONSUMER))
                .toList();
    }
}
