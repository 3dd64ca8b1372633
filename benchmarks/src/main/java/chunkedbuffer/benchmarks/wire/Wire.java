package chunkedbuffer.benchmarks.wire;

import chunkedbuffer.benchmarks.run.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs the wire benchmarks: starts all peers of a kind of service, and measures them in turn, round by round. */
public final class Wire {
    private static final String USAGE = """
            wire quick [regex]   all of them, a few seconds each, in under 10 minutes on 2 cores
            wire full [regex]    with several starts of each server and longer rounds
            wire report          tables and charts of the last run of each column on each JDK
            wire list            what there is to run
            A regular expression chooses among the lines of the list.
            """;

    private final Path results;
    private final Effort effort;
    private final Pattern chosen;

    private Wire(Path results, Effort effort, Pattern chosen) {
        this.results = results;
        this.effort = effort;
        this.chosen = chosen;
    }

    /**
     * The command.
     *
     * @param arguments what follows {@code wire}
     * @param results the directory for results
     * @throws IOException if a server or a client fails, or answers wrongly
     * @throws InterruptedException if the thread is interrupted
     */
    public static void run(List<String> arguments, Path results) throws IOException, InterruptedException {
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        Pattern chosen = Pattern.compile(arguments.size() < 2 ? "" : arguments.get(1), Pattern.CASE_INSENSITIVE);
        Path directory = results.resolve("wire");
        switch (command) {
            case "quick" -> new Wire(directory, Effort.QUICK, chosen).run();
            case "full" -> new Wire(directory, Effort.FULL, chosen).run();
            case "report" -> {
                Path file = WireReport.write(directory);
                System.out.println(Files.readString(file));
                System.out.println("written to " + file);
            }
            case "list" -> {
                System.out.print(USAGE);
                for (Work work : works(directory)) {
                    try (work) {
                        work.columns()
                                .forEach(column ->
                                        work.peers().forEach(peer -> System.out.println(column + " " + peer)));
                    }
                }
            }
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }

    /** All kinds of service. */
    static List<Work> works(Path directory) throws IOException {
        Path logs = directory.resolve("logs");
        return List.of(
                new HttpWork(logs),
                new RedisWork(logs),
                new BulkWork(logs),
                new PingWork(logs, false),
                new PingWork(logs, true),
                new BlockingClientWork(logs),
                new IdleWork(logs, false),
                new IdleWork(logs, true),
                new CrowdWork(logs));
    }

    private void run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Map<String, String> about = Results.about(effort);
        Results store = new Results(results.resolve("jdk-" + Runtime.version().feature()));
        for (Work work : works(results)) {
            try (work) {
                run(work, store, about);
            }
        }
        System.out.printf(
                "%d seconds; \"wire report\" makes tables of it%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private void run(Work work, Results store, Map<String, String> about) throws IOException, InterruptedException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String column : work.columns()) {
            List<String> peers = work.peers().stream()
                    .filter(peer -> chosen.matcher(column + " " + peer).find())
                    .toList();
            if (!peers.isEmpty()) {
                columns.put(column, peers);
            }
        }
        Map<String, List<Sample>> samples = new HashMap<>();
        for (int fork = 0; fork < effort.forks() && !columns.isEmpty(); fork++) {
            Map<String, Subject> subjects = new LinkedHashMap<>();
            try {
                for (String peer : work.peers()) {
                    if (columns.values().stream().anyMatch(peers -> peers.contains(peer))) {
                        subjects.put(peer, prepare(work, peer));
                    }
                }
                for (Map.Entry<String, List<String>> column : columns.entrySet()) {
                    List<Sample> all = samples.computeIfAbsent(column.getKey(), id -> new ArrayList<>());
                    measure(work, column.getKey(), column.getValue(), subjects, fork, all);
                    store.write(
                            column.getKey(), about, all); // at once, so that a run that is broken off leaves something
                }
            } finally {
                for (Subject subject : subjects.values()) {
                    subject.child().close();
                }
            }
        }
    }

    private Subject prepare(Work work, String peer) throws IOException, InterruptedException {
        Subject subject = work.start(peer);
        try {
            work.check(subject);
            work.warm(subject, effort.warmup());
            return subject;
        } catch (IOException | InterruptedException | RuntimeException e) {
            subject.child().close();
            throw e;
        }
    }

    private void measure(
            Work work, String column, List<String> peers, Map<String, Subject> subjects, int fork, List<Sample> samples)
            throws IOException, InterruptedException {
        int rounds = work.rounds(effort);
        for (int i = 0; i < rounds; i++) {
            int round = fork * rounds + i;
            System.out.printf("%s, round %d of %d%n", column, round + 1, effort.forks() * rounds);
            for (int turn = 0; turn < peers.size(); turn++) {
                String peer = peers.get((turn + round) % peers.size()); // nobody is always the first one
                Subject subject = subjects.get(peer);
                if (subject == null) {
                    throw new IllegalStateException(peer + " was not started");
                }
                Sample sample = new Sample(column, peer, round, work.measure(column, subject, effort));
                samples.add(sample);
                print(sample);
            }
        }
    }

    private static void print(Sample sample) {
        StringBuilder line = new StringBuilder(String.format("  %-30s", Measured.name(sample.peer())));
        sample.figures()
                .forEach((figure, value) -> line.append(' ')
                        .append(figure.title())
                        .append(' ')
                        .append(figure.text(value))
                        .append(';'));
        System.out.println(line);
    }
}
