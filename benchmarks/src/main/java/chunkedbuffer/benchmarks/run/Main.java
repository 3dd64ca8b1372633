package chunkedbuffer.benchmarks.run;

import chunkedbuffer.benchmarks.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks round by round, each in a fork of its own in every round, so that what the machine does beside it falls on
 * all of them; or makes tables of the last run.
 */
public final class Main {
    private static final String USAGE = """
            quick [regex]   the chief benchmarks, in under 10 minutes on 2 cores
            full [regex]    all of them, for hours
            report          tables and charts of the last run on each JDK
            readme          its overview into the README
            list            what there is to run
            wire ...        servers and clients over sockets, see its own list
            A regular expression chooses among the benchmarks and rows of a run, as "message.*look" does; each run takes the place
            of the last one on the same JDK in %s. "rounds=3" repeats a run, and the medians count.
            """;

    private static final String ROUNDS = "rounds=";

    /** Small, and touched beforehand: the first touch of a page costs more than most operations. */
    private static final List<String> JVM = List.of(
            "-Xms768m",
            "-Xmx768m",
            "-Xmn256m",
            "-XX:+AlwaysPreTouch",
            "-XX:MaxDirectMemorySize=512m",
            "-Dio.netty.leakDetection.level=disabled",
            "-Djmh.executor=CUSTOM",
            "-Djmh.executor.class=" + FastThreads.class.getName());

    /** Two threads that wait for each other leave the compiler little time: it takes some two seconds until they are at their best. */
    private static final int LONG_WARMUP = 4;

    /** JMH's use of {@code Unsafe}, of which a newer JDK warns in each fork. */
    private static final List<String> NEWER_JVM =
            Runtime.version().feature() >= 24 ? List.of("--sun-misc-unsafe-memory-access=allow") : List.of();

    private static final Path RESULTS = Path.of(System.getProperty("bench.results", "benchmarks/target/results"));

    private Main() {}

    /**
     * The command.
     *
     * @param arguments see {@link #USAGE}
     * @throws IOException if results cannot be written or read
     * @throws RunnerException if a benchmark fails its check
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws IOException, RunnerException, InterruptedException {
        String command = arguments.length == 0 ? "" : arguments[0];
        List<String> options = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        Pattern chosen = Pattern.compile(
                options.stream()
                        .filter(each -> !each.startsWith(ROUNDS))
                        .findFirst()
                        .orElse(""),
                Pattern.CASE_INSENSITIVE);
        switch (command) {
            case "quick" -> run(Plan.of(true), chosen, rounds(options, 1), 4, 3, 125);
            case "full" -> run(Plan.of(false), chosen, rounds(options, 4), 5, 5, 500);
            case "report" -> report();
            case "wire" -> Wire.run(options, RESULTS);
            case "readme" -> overview().put(Path.of("README.md"), Path.of("benchmarks/charts"));
            case "list" -> {
                System.out.printf(USAGE, RESULTS);
                Plan.of(false).forEach(step -> System.out.println(name(step)));
            }
            default -> {
                System.err.printf(USAGE, RESULTS);
                System.exit(2);
            }
        }
    }

    private static int rounds(List<String> options, int otherwise) {
        return options.stream()
                .filter(each -> each.startsWith(ROUNDS))
                .findFirst()
                .map(each -> Integer.valueOf(each.substring(ROUNDS.length())))
                .orElse(otherwise);
    }

    private static void report() throws IOException {
        Path file = Report.write(RESULTS, Run.readAll(RESULTS));
        overview().write(RESULTS);
        System.out.println(Files.readString(file));
        System.out.println("written to " + file);
    }

    /** Of the oldest JDK that there is a run of, which is the one that the library is built for. */
    private static Overview overview() throws IOException {
        List<Run> runs = Run.readAll(RESULTS);
        if (runs.isEmpty()) {
            throw new IOException("no run in " + RESULTS + ": quick or full makes one");
        }
        return new Overview(runs.get(0));
    }

    private static void run(List<Plan.Step> plan, Pattern chosen, int rounds, int warmups, int iterations, int millis)
            throws IOException, RunnerException {
        long start = System.nanoTime();
        List<Plan.Step> steps = choose(plan, chosen);
        Path directory = Files.createDirectories(
                RESULTS.resolve("jdk-" + Runtime.version().feature()));
        for (Path old : files(directory)) {
            Files.delete(old);
        }
        String mode = String.format(
                "%d %s of %d times %d ms after %d ms",
                rounds, rounds == 1 ? "round" : "rounds", iterations, millis, warmups * millis);
        Machine.write(directory.resolve("machine.json"), mode);
        for (int round = 1; round <= rounds; round++) {
            List<RunResult> results = new ArrayList<>();
            for (Plan.Step step : steps) {
                System.out.printf("round %d of %d: %s%n", round, rounds, name(step));
                for (Map.Entry<List<String>, Plan.Step> alike : step.byOptions().entrySet()) {
                    ChainedOptionsBuilder options = new OptionsBuilder()
                            .include("\\." + Pattern.quote(step.benchmark()) + "$")
                            .forks(1)
                            .warmupIterations(step.needsLongWarmup() ? LONG_WARMUP * warmups : warmups)
                            .warmupTime(TimeValue.milliseconds(millis))
                            .measurementIterations(iterations)
                            .measurementTime(TimeValue.milliseconds(millis))
                            .jvmArgsAppend(Stream.of(JVM, NEWER_JVM, alike.getKey())
                                    .flatMap(List::stream)
                                    .toArray(String[]::new))
                            .addProfiler(GCProfiler.class)
                            .addProfiler(CpuTime.class)
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT);
                    alike.getValue().parameters().forEach(options::param);
                    Collection<RunResult> done = new Runner(options.build()).run();
                    done.forEach(Main::print);
                    results.addAll(done);
                }
                // At once, so that a run that is broken off leaves something.
                ResultFormatFactory.getInstance(
                                ResultFormatType.JSON,
                                directory.resolve("round-" + round + ".json").toString())
                        .writeOut(results);
            }
        }
        System.out.printf(
                "%d seconds; \"report\" makes tables of it%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The steps, and in each the rows, whose name has a match. */
    private static List<Plan.Step> choose(List<Plan.Step> plan, Pattern chosen) {
        List<Plan.Step> steps = new ArrayList<>();
        for (Plan.Step step : plan) {
            String[] all = step.parameters().get("peer");
            String[] peers = Arrays.stream(all)
                    .filter(peer ->
                            chosen.matcher(name(step.with("peer", peer))).find())
                    .toArray(String[]::new);
            if (peers.length > 0) {
                steps.add(step.with("peer", peers));
            }
        }
        return steps;
    }

    private static String name(Plan.Step step) {
        return step.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
                .collect(Collectors.joining(" ", step.benchmark() + " ", ""));
    }

    private static void print(RunResult result) {
        var parameters = result.getParams();
        String row = parameters.getParamsKeys().stream()
                .map(key -> String.format("%-21s", parameters.getParam(key)))
                .collect(Collectors.joining(" "));
        System.out.printf(
                "  %s %14.1f ns %14.1f ns of cpu %12.1f B%n",
                row,
                result.getPrimaryResult().getScore(),
                second(result, CpuTime.RESULT),
                second(result, "gc.alloc.rate.norm"));
    }

    private static double second(RunResult result, String name) {
        for (Map.Entry<String, ? extends Result<?>> entry : seconds(result).entrySet()) {
            if (entry.getKey().endsWith(name)) {
                return entry.getValue().getScore();
            }
        }
        return 0;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // JMH gives a raw type
    private static Map<String, Result<?>> seconds(RunResult result) {
        return (Map) result.getSecondaryResults();
    }
}
