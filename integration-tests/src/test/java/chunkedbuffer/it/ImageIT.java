package chunkedbuffer.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's program in a run time of its own, made by jlink; what it carries there is in {@link CarriesTrafficIT}. */
class ImageIT {
    private static final String JDKS = "chunkedbuffer.it.Jdk#found";
    private static final long MOST_BYTES = 50_000_000;

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void itStartsByItsLauncherAndFindsItsProviders(Image image) throws Exception {
        Outcome.of(List.of(
                        image.home().resolve("bin/consumer").toString(),
                        "look-up",
                        "pipe",
                        "pool=slab",
                        "transport=nio"))
                .succeeded()
                .says("pipe is chunkedbuffer.core.")
                .says("pool=slab is chunkedbuffer.core.")
                .saysLine("transport=nio is nio")
                .saysLine("module chunkedbuffer.consumer");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(JDKS)
    void theSmallestOneHoldsNothingElse(Jdk jdk) throws Exception {
        Outcome outcome = Outcome.of(List.of(Image.first(jdk).java().toString(), "--list-modules"))
                .succeeded();
        assertEquals(
                List.of(
                        "chunkedbuffer.api",
                        "chunkedbuffer.consumer",
                        "chunkedbuffer.core",
                        "chunkedbuffer.transport.nio",
                        "java.base",
                        "org.slf4j"),
                List.copyOf(new TreeSet<>(
                        outcome.out().lines().map(line -> line.split("@")[0]).collect(Collectors.toList()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(JDKS)
    void theSmallestOneIsSmall(Jdk jdk) throws Exception {
        long size = Image.first(jdk).size();
        System.out.println(Image.first(jdk) + ": " + size / 1_000_000 + " MB");
        assertTrue(size < MOST_BYTES, () -> size + " bytes");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(JDKS)
    void theImplementationStaysClosed(Jdk jdk) throws Exception {
        ConsumerIT.assertClosed(Image.first(jdk).run().start("reflection").succeeded());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chunkedbuffer.it.Runs#inImagesWithVirtualThreads")
    void virtualThreadsDoNotHoldTheirCarrierWhileTheyWait(Run run) throws Exception {
        run.options("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .start("virtual-threads")
                .succeeded()
                .saysLine("lines 2000")
                .logsNothing();
    }

    static List<Image> images() {
        return Jdk.found().stream().flatMap(jdk -> Image.all(jdk).stream()).toList();
    }
}
