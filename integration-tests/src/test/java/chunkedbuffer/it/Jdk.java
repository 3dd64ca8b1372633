package chunkedbuffer.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java that the programs run on. */
record Jdk(int version, Path home) {
    /** The one of this build, and the newer one where the build found one. */
    static List<Jdk> found() {
        List<Jdk> found = new ArrayList<>();
        found.add(new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home"))));
        String newer = System.getProperty("it.jdk25.home", "");
        if (!newer.isEmpty()) {
            found.add(new Jdk(25, Path.of(newer)));
        }
        return found;
    }

    Path java() {
        return tool("java");
    }

    Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
