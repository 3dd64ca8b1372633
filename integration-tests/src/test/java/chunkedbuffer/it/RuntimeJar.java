package chunkedbuffer.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** A jar of the library that an application has at run time. */
record RuntimeJar(String artifact, Path path) {
    private static final String PREFIX = "chunkedbuffer-";

    static RuntimeJar of(Path path) {
        String file = path.getFileName().toString();
        return new RuntimeJar(file.replaceFirst("-\\d.*", ""), path);
    }

    /** The api, the core, and those of each pool and transport. */
    static List<RuntimeJar> all() {
        Set<Path> paths = new LinkedHashSet<>(List.of(Jars.API, Jars.CORE));
        for (Part part : Part.smallestFirst()) {
            part.jars().stream()
                    .filter(jar -> jar.getFileName().toString().startsWith(PREFIX))
                    .forEach(paths::add);
        }
        return paths.stream().map(RuntimeJar::of).toList();
    }

    List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    String text(String entry) throws IOException {
        try (JarFile jar = new JarFile(path.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return artifact;
    }
}
