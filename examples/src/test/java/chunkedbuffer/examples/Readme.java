package chunkedbuffer.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code in the README: a block in ```java is a whole file; what follows it in ```text is what it prints, or goes with it. */
final class Readme {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|record|interface) (\\w+)");

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    static Readme read() {
        return new Readme(Sources.read(Sources.projectFolder().resolve("README.md")));
    }

    private Readme(String markdown) {
        Matcher block = BLOCK.matcher(markdown);
        String last = "";
        while (block.find()) {
            if (block.group(1).equals("java")) {
                last = fileName(block.group(2));
                sources.put(last, block.group(2));
            } else if (block.group(1).equals("text")) {
                texts.put(last, block.group(2));
            }
        }
    }

    private static String fileName(String source) {
        Matcher type = TYPE.matcher(source);
        if (!type.find()) {
            return "module-info.java";
        }
        Matcher inPackage = PACKAGE.matcher(source);
        String folder = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
        return folder + type.group(1) + ".java";
    }

    /** The names of all files whose source the README shows. */
    List<String> files() {
        return List.copyOf(sources.keySet());
    }

    /** The ```text block that follows a file's source. */
    String textAfter(String file) {
        return texts.get(file);
    }

    /** Compiles some of the files, against all that the tests have. */
    void compile(Path target, String... files) throws IOException {
        compile("--class-path", target, files);
    }

    /** Compiles some of the files, the module descriptor among them. */
    void compileModule(Path target, String... files) throws IOException {
        compile("--module-path", target, files);
    }

    private void compile(String pathOption, Path target, String... files) throws IOException {
        Path folder = Files.createTempDirectory(target, "source");
        List<Path> written = new ArrayList<>();
        for (String file : files) {
            Path source = folder.resolve(file);
            Files.createDirectories(source.getParent());
            written.add(Files.writeString(source, sources.get(file)));
        }
        Sources.compile(target, pathOption, written.toArray(Path[]::new));
    }
}
