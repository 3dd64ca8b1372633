package chunkedbuffer.it;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's program, as a process of its own, with the packaged jars. */
class ConsumerIT {
    private static final String COMPLETE = "chunkedbuffer.it.Runs#complete";

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void writesAndReadsThroughAPipe(Run run) throws Exception {
        run.start("pipe").succeeded().says("done pipe").logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void echoesOverTcp(Run run) throws Exception {
        run.start("tcp").succeeded().says("done tcp").logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void echoesOverAUnixDomainSocket(Run run) throws Exception {
        run.start("unix").succeeded().says("done unix").logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void endsAlthoughTheDefaultTransportIsNeverClosed(Run run) throws Exception {
        run.start("default-transport").succeeded().says("done default-transport");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void runsUnderChecks(Run run) throws Exception {
        run.options("-Dchunkedbuffer.checks=true")
                .start("tcp")
                .succeeded()
                .says("done tcp")
                .logsNothing();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(COMPLETE)
    void theModulePathKeepsTheImplementationClosed(Run run) throws Exception {
        Outcome outcome = run.start("reflection").succeeded();
        if (run.modular()) {
            assertClosed(outcome);
        } else {
            outcome.saysLine("a constructor: opened");
        }
    }

    static void assertClosed(Outcome outcome) {
        outcome.saysLine("package chunkedbuffer.core")
                .saysLine("exported false")
                .saysLine("a constructor: InaccessibleObjectException")
                .saysLine("a public class by its name: IllegalAccessException")
                .saysLine("a look-up of the class's own: IllegalAccessException");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chunkedbuffer.it.Runs#completeWithVirtualThreads")
    void virtualThreadsDoNotHoldTheirCarrierWhileTheyWait(Run run) throws Exception {
        run.options("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .start("virtual-threads")
                .succeeded()
                .says("lines 2000")
                .logsNothing();
    }
}
