package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java of its own for a main class of these tests, on the class path; what it logs goes to its output. */
final class OtherProcess {

    private static final String LOGBACK = "<configuration>"
            + "<appender name='out' class='ch.qos.logback.core.ConsoleAppender'>"
            + "<encoder><pattern>%level %logger{0} %msg%n%nopex</pattern></encoder></appender>"
            + "<root level='LEVEL'><appender-ref ref='out'/></root></configuration>";

    private final List<String> before = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private Predicate<String> wanted = entry -> true;

    /** @param level what is logged */
    OtherProcess(Path directory, String level) throws Exception {
        Path logback = Files.writeString(directory.resolve("logback.xml"), LOGBACK.replace("LEVEL", level));
        options.add("-Dlogback.configurationFile=" + logback);
        if (Runtime.version().feature() >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED"); // else a warning for each native library
        }
    }

    /** Run by a shell, which does this first. */
    OtherProcess after(String command) {
        before.addAll(List.of("/bin/sh", "-c", command + " && exec \"$@\"", "sh"));
        return this;
    }

    OtherProcess option(String option) {
        options.add(option);
        return this;
    }

    /** Which entries of this process's class path and module path it gets. */
    OtherProcess with(Predicate<String> entries) {
        wanted = entries;
        return this;
    }

    Process start(Class<?> main) throws Exception {
        String path = Stream.of(
                        System.getProperty("java.class.path"),
                        System.getProperty("jdk.module.path"),
                        locationOf(EpollTransport.class),
                        locationOf(main))
                .filter(Objects::nonNull)
                .flatMap(entries -> Arrays.stream(entries.split(File.pathSeparator)))
                .filter(wanted)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", path, main.getName()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String locationOf(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        String url =
                Objects.requireNonNull(type.getClassLoader().getResource(file)).toString();
        assertTrue(url.startsWith("file:") && url.endsWith(file), url);
        return Path.of(URI.create(url.substring(0, url.length() - file.length())))
                .toString();
    }
}
