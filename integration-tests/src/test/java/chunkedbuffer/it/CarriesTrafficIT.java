package chunkedbuffer.it;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An echo over TCP and over a Unix-domain socket, by each pool and each transport, in each world and on each Java: the program is
 * the same, a system property chooses.
 */
class CarriesTrafficIT {
    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("combinations")
    void onTheModulePath(Jdk jdk, Part pool, Part transport) throws Exception {
        carriesTraffic(
                Runs.bare(jdk, World.MODULE_PATH).path(Jars.CORE).with(pool).with(transport), pool, transport);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("combinations")
    void onTheClassPath(Jdk jdk, Part pool, Part transport) throws Exception {
        carriesTraffic(
                Runs.bare(jdk, World.CLASS_PATH).path(Jars.CORE).with(pool).with(transport), pool, transport);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("combinations")
    void inAnImage(Jdk jdk, Part pool, Part transport) throws Exception {
        carriesTraffic(Image.holding(jdk, pool, transport).run(), pool, transport);
    }

    private static void carriesTraffic(Run run, Part pool, Part transport) throws Exception {
        run.options("-Dchunkedbuffer.pool=" + pool, "-Dchunkedbuffer.transport=" + transport)
                .start("sockets")
                .succeeded()
                .saysLine("carried by " + transport + ", in the shared " + pool + " pool*")
                .logsNothing();
    }

    static List<Arguments> combinations() {
        List<Arguments> combinations = new ArrayList<>();
        for (Jdk jdk : Jdk.found()) {
            for (Part pool : Part.POOLS) {
                for (Part transport : Part.TRANSPORTS) {
                    combinations.add(Arguments.of(jdk, pool, transport));
                }
            }
        }
        return combinations;
    }
}
