package chunkedbuffer.consumer;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An application that loads its plug-ins itself, each through a class loader or a module layer of its own. */
final class PluginLoaderScenario {
    private PluginLoaderScenario() {}

    /**
     * @param plugin the plug-in's folder or jar
     */
    static void run(Path plugin) throws Exception {
        ClassLoader own = PluginLoaderScenario.class.getClassLoader();
        System.out.println("before: " + pool());
        System.out.println("in the plug-in's loader: " + inLoader(plugin));
        System.out.println("in the plug-in's layer: " + inLayer(plugin));
        System.out.println("in no loader: " + with(null, PluginLoaderScenario::pool));
        System.out.println("afterwards: " + with(own, PluginLoaderScenario::pool));
        System.out.println("the plug-in's loader is forgotten: " + isForgotten(plugin));
    }

    /**
     * Looks a pool up where the context loader has a plug-in that brings an api of its own.
     *
     * @param path the plug-in and what it brings
     */
    static void foreign(String path) throws Exception {
        try (URLClassLoader loader = IsolatedScenario.loader(path)) {
            System.out.println("pool is " + with(loader, PluginLoaderScenario::pool));
        }
    }

    private static String inLoader(Path plugin) throws Exception {
        try (URLClassLoader loader = loader(plugin)) {
            return with(loader, PluginLoaderScenario::pool);
        }
    }

    private static URLClassLoader loader(Path plugin) throws IOException {
        return new URLClassLoader(new URL[] {plugin.toUri().toURL()}, PluginLoaderScenario.class.getClassLoader());
    }

    /** The plug-in as a module, above the application's layer; that of an application on the class path holds the JDK alone. */
    private static String inLayer(Path plugin) throws Exception {
        if (!PluginLoaderScenario.class.getModule().isNamed()) {
            return "no layers on the class path";
        }
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration()
                .resolveAndBind(ModuleFinder.of(plugin), ModuleFinder.of(), Set.of("chunkedbuffer.plugin.own"));
        ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, PluginLoaderScenario.class.getClassLoader());
        return with(layer.findLoader("chunkedbuffer.plugin.own"), PluginLoaderScenario::pool);
    }

    /** What a pool that is made now says that it is, after a pipe has used it. */
    private static String pool() throws IOException {
        try (ChunkPool pool = ChunkPool.create(ChunkPoolOptions.defaults());
                Pipe pipe = Pipe.create(PipeOptions.builder().pool(pool).build())) {
            pipe.write(new byte[] {1, 2, 3});
            pipe.flush();
            Main.check(pool.stats().acquired() > 0, "the pipe's memory comes from it");
            Main.check(pipe.skip(-1) == 3, "three bytes");
            return pool.getClass().getName();
        }
    }

    /** Whether a loader that was used is collected when the application lets it go. */
    private static boolean isForgotten(Path plugin) throws Exception {
        WeakReference<ClassLoader> loader = usedLoader(plugin);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!loader.refersTo(null) && System.nanoTime() - deadline < 0) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return loader.refersTo(null);
    }

    private static WeakReference<ClassLoader> usedLoader(Path plugin) throws Exception {
        try (URLClassLoader loader = loader(plugin)) {
            Main.check(with(loader, PluginLoaderScenario::pool).contains("plugin"), "its pool is used");
            return new WeakReference<>(loader);
        }
    }

    private static <T> T with(ClassLoader context, Callable<T> call) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return call.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
