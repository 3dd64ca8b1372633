package chunkedbuffer.it;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a user's program finds implementations, and what it is told where it finds none. */
class LookUpIT {
    private static final String COMPLETE = "chunkedbuffer.it.Runs#complete";
    private static final String API_ALONE = "chunkedbuffer.it.Runs#apiAlone";

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void byItself(Run run) throws Exception {
        run.start("look-up", "pipe", "pool", "transport")
                .succeeded()
                .says("pipe is chunkedbuffer.core.")
                .says("pool is chunkedbuffer.core.")
                .says("transport is nio")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void byNameWhichGoesBeforeTheProperty(Run run) throws Exception {
        run.options("-Dchunkedbuffer.pipe=nix", "-Dchunkedbuffer.transport=nix")
                .start("look-up", "pipe=default", "transport=nio")
                .succeeded()
                .says("pipe=default is chunkedbuffer.core.")
                .says("transport=nio is nio")
                .logsNothing();
        run.options("-Dchunkedbuffer.pool=nix")
                .start("look-up", "pool=slab")
                .succeeded()
                .says("pool=slab is chunkedbuffer.core.")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void byASystemProperty(Run run) throws Exception {
        run.options("-Dchunkedbuffer.pipe=default", "-Dchunkedbuffer.pool=slab", "-Dchunkedbuffer.transport=nio")
                .start("look-up", "pipe", "pool", "transport")
                .succeeded()
                .says("pipe is chunkedbuffer.core.")
                .says("pool is chunkedbuffer.core.")
                .says("transport is nio")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void anUnknownNameListsThoseFound(Run run) throws Exception {
        Outcome outcome =
                run.start("look-up", "pipe=nix", "pool=nix", "transport=nix").succeeded();
        outcome.saysInOneLine("pipe=nix failed: ", "\"nix\"", "default");
        outcome.saysInOneLine("pool=nix failed: ", "\"nix\"", "slab");
        outcome.saysInOneLine("transport=nix failed: ", "\"nix\"", "nio");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void anUnknownNameInAPropertyNamesTheProperty(Run run) throws Exception {
        Outcome outcome = run.options(
                        "-Dchunkedbuffer.pipe=nix", "-Dchunkedbuffer.pool=nix", "-Dchunkedbuffer.transport=nix")
                .start("look-up", "pipe", "pool", "transport")
                .succeeded();
        outcome.saysInOneLine("pipe failed: ", "\"nix\"", "chunkedbuffer.pipe", "default");
        outcome.saysInOneLine("pool failed: ", "\"nix\"", "chunkedbuffer.pool", "slab");
        outcome.saysInOneLine("transport failed: ", "\"nix\"", "chunkedbuffer.transport", "nio");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(API_ALONE)
    void withoutAProviderTheMessageNamesTheArtifact(Run run) throws Exception {
        Outcome outcome = run.start("look-up", "pipe", "pool", "transport").succeeded();
        outcome.saysInOneLine("pipe failed: ", "chunkedbuffer-core");
        outcome.saysInOneLine("pool failed: ", "chunkedbuffer-core");
        outcome.saysInOneLine("transport failed: ", "chunkedbuffer-transport-nio");
    }
}
