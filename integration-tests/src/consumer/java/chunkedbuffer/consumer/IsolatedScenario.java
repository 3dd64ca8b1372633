package chunkedbuffer.consumer;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Runs this program once more in a class loader that shares nothing but the JDK with the one it is in, as a container does with
 * the applications in it. The context class loader stays the container's.
 */
final class IsolatedScenario {
    private IsolatedScenario() {}

    /**
     * @param path the class path of the inner program
     * @param inner its scenario, and what that needs
     */
    static void run(String path, String... inner) throws Exception {
        try (URLClassLoader loader = loader(path)) {
            loader.loadClass(Main.class.getName())
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) inner);
        }
    }

    /** A loader of a class path, above nothing but the JDK. */
    static URLClassLoader loader(String path) throws IOException {
        String[] entries = path.split(File.pathSeparator);
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(entries[i]).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }
}
