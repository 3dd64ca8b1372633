package chunkedbuffer.benchmarks.run;

import com.google.gson.GsonBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the benchmarks ran on, and against which versions. */
final class Machine {
    private static final Pattern JAR = Pattern.compile(
            "(netty-buffer|netty-codec-base|okio-jvm|kotlinx-io-core-jvm|commons-pool2|jetty-io|jmh-core|vertx-core|jayo|helidon-common-buffers)-(\\d.*)\\.jar");

    private Machine() {}

    /** Writes it down, and how the run goes. */
    static void write(Path file, String mode) throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("run", mode);
        about.put("java", Integer.toString(Runtime.version().feature()));
        about.put("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        about.put("processor", processor());
        about.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Matcher jar = JAR.matcher(new File(entry).getName());
            if (jar.matches()) {
                about.put("version of " + jar.group(1), jar.group(2));
            }
        }
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(about));
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
