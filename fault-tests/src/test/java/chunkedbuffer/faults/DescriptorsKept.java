package chunkedbuffer.faults;

import chunkedbuffer.tck.NothingLeaked;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails each test after which there are more descriptors than before: sockets, selectors, event descriptors and pipes. Files are left
 * out, as the JDK opens jars whenever it needs a class. In addition to {@link NothingLeaked}, which looks at sockets alone.
 */
final class DescriptorsKept implements BeforeEachCallback, AfterEachCallback {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Namespace STORE = Namespace.create(DescriptorsKept.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(STORE).put("before", byKind());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Map<?, ?> before = context.getStore(STORE).get("before", Map.class);
        Patience.until(
                () -> "descriptors are gone: before the test " + before + ", now " + byKind(),
                () -> byKind().entrySet().stream()
                        .allMatch(now -> now.getValue()
                                <= (Integer) java.util.Objects.requireNonNullElse(before.get(now.getKey()), 0)));
    }

    /** How many there are of each kind. */
    static Map<String, Integer> byKind() {
        Map<String, Integer> found = new TreeMap<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return found;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (!target.startsWith("/")) {
                    found.merge(target.replaceFirst(":\\[.*", ""), 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            return Map.of("none left to look at the others with", 1);
        }
        return found;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "/closed since it was listed";
        }
    }
}
