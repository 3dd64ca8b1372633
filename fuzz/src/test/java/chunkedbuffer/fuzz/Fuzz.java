package chunkedbuffer.fuzz;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Fuzzes each test of this module for a time, in a process of its own, and prints how far each came. What breaks one is left as a
 * file in {@code src/test/resources}, and so repeated by the build.
 *
 * <p>Arguments: seconds for each; then, if not all shall run, a part of the tests' names.
 */
public final class Fuzz {

    /** As libFuzzer says it: {@code #2097152 pulse cov: 1234 ft: 5678 …}, and {@code DONE} at the end. */
    private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s.*?cov: (\\d+)");

    private Fuzz() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("one")) {
            System.exit(one(arguments[1], arguments[2]) ? 0 : 1);
        }
        int seconds = Integer.parseInt(arguments[0]);
        String wanted = arguments.length > 1 ? arguments[1] : "";
        List<String> rows = new ArrayList<>();
        boolean failed = false;
        for (Method method : targets()) {
            if ((method.getDeclaringClass().getSimpleName() + "." + method.getName()).contains(wanted)) {
                String row = fuzz(method, seconds);
                System.out.println(row);
                rows.add(row);
                failed |= row.endsWith("broke |");
            }
        }
        System.out.println("\n| test | seconds | executions | edges covered | |\n|---|---|---|---|---|");
        rows.forEach(System.out::println);
        System.exit(failed ? 1 : 0);
    }

    /** In the order of their names. */
    private static List<Method> targets() throws IOException, ClassNotFoundException {
        Path classes = Path.of("target", "test-classes");
        List<Path> files;
        try (Stream<Path> tree = Files.walk(classes)) {
            files = tree.filter(file -> file.toString().endsWith("FuzzTest.class"))
                    .toList();
        }
        List<Method> targets = new ArrayList<>();
        for (Path file : files) {
            String name = classes.relativize(file).toString().replace(File.separatorChar, '.');
            Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
            Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                    .forEach(targets::add);
        }
        targets.sort(Comparator.comparing(Method::toString));
        return targets;
    }

    private static String fuzz(Method method, int seconds) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx1g",
                "-Djunit.jupiter.execution.timeout.mode=disabled",
                Fuzz.class.getName(),
                "one",
                method.getDeclaringClass().getName(),
                method.getName());
        builder.environment().put("JAZZER_FUZZ", "1");
        builder.environment().put("JAZZER_MAX_DURATION", seconds + "s");
        builder.environment().put("JAZZER_INSTRUMENT", "chunkedbuffer.**");
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String executions = "0";
        String covered = "0";
        Path log = Files.createDirectories(Path.of("target", "fuzz"))
                .resolve(method.getDeclaringClass().getSimpleName() + "." + method.getName() + ".log");
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                var out = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line + "\n");
                Matcher progress = PROGRESS.matcher(line);
                if (progress.find()) {
                    executions = progress.group(1);
                    covered = progress.group(2);
                }
            }
        }
        int exit = process.waitFor();
        return "| `" + method.getDeclaringClass().getSimpleName() + "." + method.getName() + "` | " + seconds + " | "
                + executions + " | " + covered + " | " + (exit == 0 ? "held" : "broke") + " |";
    }

    private static boolean one(String type, String method) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(type, method, "byte[]"))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        summary.getSummary().printFailuresTo(new java.io.PrintWriter(System.out, true));
        return summary.getSummary().getTestsFoundCount() > 0
                && summary.getSummary().getTotalFailureCount() == 0;
    }
}
