package chunkedbuffer.it;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A program or a plug-in of a user's, compiled against the api's jar alone, with every warning an error. */
final class Program {
    private Program() {}

    /** Compiles {@code src/<name>/java}, copies {@code src/<name>/resources}, and returns the folder of both. */
    static Path compiled(String name) {
        return compiled(name, List.of(Jars.API, Jars.SLF4J));
    }

    /** The same, against something else than the api. */
    static Path compiled(String name, List<Path> against) {
        try {
            Path sources = Path.of("src", name, "java");
            Path classes = Files.createDirectories(Path.of("target", "it", name));
            compile(sources, classes, against);
            Path resources = Path.of("src", name, "resources");
            if (Files.isDirectory(resources)) {
                copy(resources, classes);
            }
            return classes.toAbsolutePath();
        } catch (IOException failure) {
            throw new IllegalStateException("program " + name, failure);
        }
    }

    private static void compile(Path sources, Path classes, List<Path> against) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> tree = Files.walk(sources)) {
            List<Path> units =
                    tree.filter(file -> file.toString().endsWith(".java")).toList();
            files.setLocationFromPaths(StandardLocation.MODULE_PATH, against);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            List<String> options = List.of("--release", "17", "-Xlint:all", "-Werror");
            Iterable<? extends JavaFileObject> objects = files.getJavaFileObjectsFromPaths(units);
            StringWriter output = new StringWriter();
            if (!compiler.getTask(output, files, null, options, null, objects).call()) {
                throw new IllegalStateException("does not compile: " + output);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(from)) {
            files.addAll(tree.filter(Files::isRegularFile).collect(Collectors.toList()));
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.write(target, Files.readAllBytes(file));
        }
    }
}
