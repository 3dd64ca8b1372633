package chunkedbuffer.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What others plug in, good and bad, each from the folder {@code src/plugin-…}. */
final class Plugins {
    static final Path OWN = Program.compiled("plugin-own");
    static final Path SAME_NAME = Program.compiled("plugin-same-name");
    static final Path THROWING = Program.compiled("plugin-throwing");
    static final Path MISSING =
            without("chunkedbuffer/plugin/missing/MissingPoolProvider.class", Program.compiled("plugin-missing"));
    static final Path OUTDATED =
            Program.compiled("plugin-outdated", List.of(Program.compiled("other-version", List.of())));

    private Plugins() {}

    private static Path without(String file, Path folder) {
        try {
            Files.delete(folder.resolve(file));
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
