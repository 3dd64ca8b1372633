package chunkedbuffer.it;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools that others plug in, good and bad: whether they are used, and what the user is told. */
class PluginIT {
    private static final String COMPLETE = "chunkedbuffer.it.Runs#complete";
    private static final String API_ALONE = "chunkedbuffer.it.Runs#apiAlone";

    private static final String PROVIDER = "chunkedbuffer.spi.ChunkPoolProvider: Provider chunkedbuffer.plugin.";
    private static final String UPDATE =
            "(it was compiled against another version of chunkedbuffer-api, or of a library of its own: update it)";
    private static final String USE_ANOTHER = ". To use another, name it in code or with -Dchunkedbuffer.pool=<name>";

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void aPoolOfOnesOwnCarriesTheTrafficOfAProgramThatDoesNotKnowIt(Run run) throws Exception {
        run.path(Plugins.OWN)
                .start("sockets")
                .succeeded()
                .saysLine("carried by nio, in the shared plain pool")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void itGivesWayToANameAndToAProperty(Run run) throws Exception {
        run.path(Plugins.OWN)
                .options("-Dchunkedbuffer.pool=slab")
                .start("look-up", "pool", "pool=plain")
                .succeeded()
                .says("pool is chunkedbuffer.core.")
                .saysLine("pool=plain is chunkedbuffer.plugin.own.PlainPool")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void ofTwoByOneNameTheHigherPriorityIsTaken(Run run) throws Exception {
        run.path(Plugins.SAME_NAME)
                .start("look-up", "pool", "pool=slab")
                .succeeded()
                .saysLine("pool is chunkedbuffer.plugin.samename.OtherSlabPool")
                .saysLine("pool=slab is chunkedbuffer.plugin.samename.OtherSlabPool")
                .warns("ProviderSearch - Two of ChunkPoolProvider have the same name: "
                        + "slab (chunkedbuffer.plugin.samename.OtherSlabPool, priority 0) is preferred to "
                        + "slab (chunkedbuffer.core.SlabPoolProvider, priority -*)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void oneThatThrowsWhenItIsMadeIsPassedOver(Run run) throws Exception {
        String why = "java.util.ServiceConfigurationError: " + PROVIDER
                + "throwing.ThrowingPoolProvider could not be instantiated, "
                + "caused by java.lang.IllegalStateException: broken on purpose";
        run.path(Plugins.THROWING)
                .start("look-up", "pool", "pool=throwing")
                .succeeded()
                .says("pool is chunkedbuffer.core.")
                .saysLine("pool=throwing failed: No ChunkPoolProvider named \"throwing\" was found. Found: slab. "
                        + "Use one of these names, or add the artifact that has the other one. "
                        + "Passed over, as it cannot be used: " + why)
                .warns(passedOver(why), passedOver(why)); // the second name was looked for once more
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void oneWhoseClassIsMissingIsPassedOver(Run run) throws Exception {
        run.path(Plugins.MISSING)
                .start("look-up", "pool")
                .succeeded()
                .says("pool is chunkedbuffer.core.")
                .warns(passedOver(
                        "java.util.ServiceConfigurationError: " + PROVIDER + "missing.MissingPoolProvider not found "
                                + "(its class is missing: add the jar that has it, or remove its declaration)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(API_ALONE)
    void withoutAnotherTheMessageTellsWhatWasPassedOver(Run run) throws Exception {
        run.path(Plugins.THROWING)
                .start("look-up", "pool")
                .succeeded()
                .saysLine("pool failed: No ChunkPoolProvider was found, nor any other: add the artifact "
                        + "io.github.chunkedbuffer:chunkedbuffer-core to the class path or module path. "
                        + "Passed over, as it cannot be used: java.util.ServiceConfigurationError: " + PROVIDER
                        + "throwing.ThrowingPoolProvider could not be instantiated, "
                        + "caused by java.lang.IllegalStateException: broken on purpose");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void thoseCompiledAgainstAnotherVersionAreNamed(Run run) throws Exception {
        run.path(Plugins.OUTDATED)
                .start("look-up", "pool=slab", "pool=lacks-create", "pool=calls-gone-method", "pool")
                .succeeded()
                .says("pool=slab is chunkedbuffer.core.")
                .saysLine("pool=lacks-create failed: " + cannotBeUsed("LacksCreate", "AbstractMethodError"))
                .saysLine("pool=calls-gone-method failed: " + cannotBeUsed("CallsGoneMethod", "NoSuchMethodError"))
                .saysLine("pool failed: " + cannotBeUsed("CallsGoneMethod", "NoSuchMethodError"))
                .warns(
                        passedOver("*java.lang.NoClassDefFoundError: chunkedbuffer/spi/Tunable*"
                                + "(something that it needs is missing: add it, "
                                + "or take a version of the provider that fits this chunkedbuffer-api)"),
                        passedOver("java.util.ServiceConfigurationError: "
                                + "ChunkPoolProvider chunkedbuffer.plugin.outdated.LacksName does not tell its name and priority, "
                                + "caused by java.lang.AbstractMethodError: * " + UPDATE));
    }

    private static String cannotBeUsed(String provider, String error) {
        return "The ChunkPoolProvider chunkedbuffer.plugin.outdated." + provider + " of file:*/plugin-outdated/ "
                + "cannot be used: java.lang." + error + ": * " + UPDATE + USE_ANOTHER;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void aLoaderOrLayerOfPluginsServesItsOwnThreads(Run run) throws Exception {
        run.options("-XX:SoftRefLRUPolicyMSPerMB=0")
                .start("plug-in-loader", Plugins.OWN.toString())
                .succeeded()
                .says("before: chunkedbuffer.core.")
                .saysLine("in the plug-in's loader: chunkedbuffer.plugin.own.PlainPool")
                .saysLine("in the plug-in's layer: "
                        + (run.modular() ? "chunkedbuffer.plugin.own.PlainPool" : "no layers on the class path"))
                .says("in no loader: chunkedbuffer.core.")
                .says("afterwards: chunkedbuffer.core.")
                .saysLine("the plug-in's loader is forgotten: true")
                .logsNothing();
    }

    private static String passedOver(String why) {
        return "ProviderSearch - A ChunkPoolProvider cannot be used and is passed over (class loader *): " + why;
    }
}
