package chunkedbuffer.benchmarks.wire;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Which core a process runs on. Where {@code taskset} or a second core is missing, on any. */
enum Cores {
    /** What is measured. */
    SUBJECT(1),
    /** What makes load for it, or answers it. */
    OTHER(0);

    private final int core;

    Cores(int core) {
        this.core = core;
    }

    /** A command line that runs another one there. */
    List<String> pin(List<String> command) {
        if (!isPinning()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
        pinned.addAll(command);
        return pinned;
    }

    static boolean isPinning() {
        return Runtime.getRuntime().availableProcessors() >= values().length && isInstalled("taskset");
    }

    /** Whether a program is found on the path. */
    static boolean isInstalled(String program) {
        String path = System.getenv("PATH");
        for (String directory : (path == null ? "" : path).split(File.pathSeparator, -1)) {
            if (new File(directory, program).canExecute()) {
                return true;
            }
        }
        return false;
    }
}
