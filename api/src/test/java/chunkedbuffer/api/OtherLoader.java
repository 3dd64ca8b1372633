package chunkedbuffer.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * A class loader like the one of somebody else's jar: with {@code META-INF/services} files of its own, written to a temporary
 * folder, and with its own copies of some classes, which so are outside of every named module.
 */
final class OtherLoader extends URLClassLoader {
    private final Path folder;
    private final Predicate<String> own;

    private OtherLoader(Path folder, ClassLoader parent, Predicate<String> own) throws IOException {
        super(new URL[] {Files.createDirectories(folder).toUri().toURL()}, parent);
        this.folder = folder;
        this.own = own;
    }

    /** Defines the providers itself, and sees this API. */
    static OtherLoader ofProviders(Path folder) throws IOException {
        return ofProviders(folder, OtherLoader.class.getClassLoader());
    }

    static OtherLoader ofProviders(Path folder, ClassLoader parent) throws IOException {
        return new OtherLoader(folder, parent, name -> name.startsWith("chunkedbuffer.api.Providing"));
    }

    /** Defines a copy of this API itself, whose look-ups nobody has used yet, and all that is tested with it. */
    static OtherLoader ofFreshApi(Path folder) throws IOException {
        return new OtherLoader(folder, OtherLoader.class.getClassLoader(), name -> name.startsWith("chunkedbuffer."));
    }

    /** Adds lines to the service file of a provider type. */
    OtherLoader declare(Class<?> service, String... lines) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        for (String line : lines) {
            Files.writeString(
                    services.resolve(service.getName()),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return this;
    }

    OtherLoader declare(Class<?> service, Class<?>... providers) throws IOException {
        for (Class<?> provider : providers) {
            declare(service, provider.getName());
        }
        return this;
    }

    /** Calls something with this as the context class loader. */
    <T> T asContext(Callable<T> call) throws Exception {
        return withContext(this, call);
    }

    static <T> T withContext(ClassLoader loader, Callable<T> call) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!own.test(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        if (name.equals("chunkedbuffer.api.ProvidingNothing")) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
