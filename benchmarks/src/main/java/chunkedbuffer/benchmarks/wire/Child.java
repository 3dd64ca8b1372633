package chunkedbuffer.benchmarks.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.benchmarks.wire.station.Station;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process on one core. One of this module's own ({@link Station}) also does as it is told. What it says goes to a log. */
final class Child implements AutoCloseable {
    /** For other options of the processes, with a blank between them. */
    static final String OPTIONS = "bench.wire.jvm";

    /** The heap is touched beforehand, and not so small that Netty's allocator would spare memory. */
    private static final String USUAL = "-Xms768m -Xmx768m -Xmn256m -XX:+UseSerialGC -XX:+AlwaysPreTouch";

    private static final List<String> ALWAYS = List.of(
            "-XX:-UseDynamicNumberOfCompilerThreads",
            "-Dio.netty.leakDetection.level=disabled",
            "-Djava.awt.headless=true");

    /** The names of the compiler's threads, as far as the system keeps names. */
    private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");

    /** On Linux, for programs. */
    private static final long TICKS_A_SECOND = 100;

    private static final long NANOS_A_TICK = TimeUnit.SECONDS.toNanos(1) / TICKS_A_SECOND;

    private final Process process;
    private final Path log;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread reader = new Thread(this::read, "answers of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** A {@link Station} with a task: the name of its class, and arguments. */
    static Child station(Cores core, Path log, List<String> task) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty(OPTIONS, USUAL).split(" ", -1)));
        command.addAll(ALWAYS);
        if (Runtime.version().feature() >= 24) { // older ones do not know it, newer ones warn without it
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Station.class.getName()));
        command.addAll(task);
        return program(core, log, command);
    }

    static Child program(Cores core, Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(core.pin(command))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Child(process, log);
    }

    /** Runs a program to its end, and returns what it printed. */
    static String output(Cores core, Duration bound, List<String> command) throws IOException, InterruptedException {
        Path file = Files.createTempFile("wire", ".out");
        try {
            Process process = new ProcessBuilder(core.pin(command))
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException(command + " was not done after " + bound);
            }
            String output = Files.readString(file);
            if (process.exitValue() != 0) {
                throw new IOException(command + " failed: " + output);
            }
            return output;
        } finally {
            Files.delete(file);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Station.DONE) || line.startsWith(Station.FAILED)) {
                    answers.add(line);
                }
            }
        } catch (IOException closed) {
            // the process has ended, which is told below
        } finally {
            answers.add(Station.FAILED + "the process has ended");
        }
    }

    /** Tells a station to do something, and returns its answer. */
    String ask(Duration bound, Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (Object word : words) {
            command.add(word.toString());
        }
        BufferedWriter input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        input.write(String.join(" ", command));
        input.newLine();
        input.flush();
        String answer = answers.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            throw new IOException(command + " has no answer after " + bound + ", see " + log);
        }
        if (answer.startsWith(Station.FAILED)) {
            throw new IOException(command + ": " + answer.substring(Station.FAILED.length()) + ", see " + log);
        }
        return answer.substring(Station.DONE.length());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Processor time that a process has used, but for its compiler: in a short run that would be counted for whoever is measured
     * while it works.
     *
     * @param all in ns
     * @param kernel what of it the kernel used; 0 where that is not known
     */
    record Cpu(long all, long kernel) {
        Cpu minus(Cpu other) {
            return new Cpu(all - other.all, kernel - other.kernel);
        }
    }

    Cpu cpu() throws IOException {
        Path directory = Path.of("/proc/" + process.pid());
        if (!Files.isReadable(directory.resolve("stat"))) {
            return new Cpu(
                    process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos(), 0);
        }
        Cpu cpu = cpu(Files.readString(directory.resolve("stat")));
        try (Stream<Path> threads = Files.list(directory.resolve("task"))) {
            for (Path thread : threads.toList()) {
                String stat = stat(thread);
                if (COMPILER.matcher(stat).find()) {
                    cpu = cpu.minus(cpu(stat));
                }
            }
        }
        return cpu;
    }

    /** Empty if the thread is gone: no compiler goes. */
    private static String stat(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (NoSuchFileException gone) {
            return "";
        }
    }

    private static Cpu cpu(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        // The 14th and 15th, utime and stime; the third one is the first here.
        long user = Long.parseLong(fields[11]);
        long kernel = Long.parseLong(fields[12]);
        return new Cpu((user + kernel) * NANOS_A_TICK, kernel * NANOS_A_TICK);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
