package chunkedbuffer.it;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a user's program finds implementations, and what it is told where it finds none. */
class LookUpIT {
    private static final String COMPLETE = "chunkedbuffer.it.Runs#complete";
    private static final String API_ALONE = "chunkedbuffer.it.Runs#apiAlone";
    private static final String WITH_PLUGIN = "chunkedbuffer.it.Runs#withPlugin";

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void byItself(Run run) throws Exception {
        run.start("look-up", "pipe")
                .succeeded()
                .says("made chunkedbuffer.core.")
                .logsNothing();
        run.start("look-up", "pool")
                .succeeded()
                .says("made chunkedbuffer.core.")
                .logsNothing();
        run.start("look-up", "transport").succeeded().says("transport nio").logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void byName(Run run) throws Exception {
        run.start("look-up", "pipe", "default").succeeded().says("made chunkedbuffer.core.");
        run.start("look-up", "pool", "slab").succeeded().says("made chunkedbuffer.core.");
        run.start("look-up", "transport", "nio").succeeded().says("transport nio");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void anUnknownNameListsThoseFound(Run run) throws Exception {
        run.start("look-up", "pipe", "nix").says("failed ").says("nix").says("default");
        run.start("look-up", "pool", "nix").says("failed ").says("nix").says("slab");
        run.start("look-up", "transport", "nix").says("failed ").says("nix").says("nio");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void byASystemProperty(Run run) throws Exception {
        run.options("-Dchunkedbuffer.transport=nio", "-Dchunkedbuffer.pool=nix", "-Dchunkedbuffer.pipe=nix");
        run.start("look-up", "transport").says("transport nio");
        run.start("look-up", "pool").says("failed ").says("nix").says("slab").says("chunkedbuffer.pool");
        run.start("look-up", "pipe").says("failed ").says("nix").says("default").says("chunkedbuffer.pipe");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void theNameInCodeGoesBeforeTheProperty(Run run) throws Exception {
        run.options("-Dchunkedbuffer.pool=nix");
        run.start("look-up", "pool", "slab").says("made chunkedbuffer.core.");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(API_ALONE)
    void withoutAProviderTheMessageNamesTheArtifact(Run run) throws Exception {
        run.start("look-up", "pipe").says("failed ").says("chunkedbuffer-core");
        run.start("look-up", "pool").says("failed ").says("chunkedbuffer-core");
        run.start("look-up", "transport").says("failed ").says("chunkedbuffer-transport-nio");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WITH_PLUGIN)
    void aPluggedInPoolWinsAndABrokenOneIsPassedOver(Run run) throws Exception {
        run.start("look-up", "pool")
                .succeeded()
                .says("made chunkedbuffer.plugin.PlainPool")
                .logs("WARN")
                .logs("BrokenPoolProvider");
        run.start("look-up", "pool", "slab").succeeded().says("made chunkedbuffer.core.");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(WITH_PLUGIN)
    void aPluggedInPoolCarriesTheTraffic(Run run) throws Exception {
        run.start("tcp").succeeded().says("done tcp");
    }
}
