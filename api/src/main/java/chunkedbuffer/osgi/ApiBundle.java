package chunkedbuffer.osgi;

import chunkedbuffer.spi.ChunkPoolProvider;
import chunkedbuffer.spi.PipeProvider;
import chunkedbuffer.spi.TransportProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Starts with the API's bundle and watches all others: a running one whose {@code META-INF/services} names a provider of this
 * API is one that {@link ProviderBundles} holds the class loader of. Nothing else is asked of it, no header and no activator.
 *
 * <p>Bundles come and go on the threads of those who start and stop them, each by itself under a lock of the framework; the
 * first look at a bundle may overlap with that, and is repeated until it agrees with the bundle's state.
 */
public final class ApiBundle implements BundleActivator, SynchronousBundleListener {

    private static final String SERVICES = "META-INF/services";
    private static final List<Class<?>> PROVIDERS =
            List.of(PipeProvider.class, ChunkPoolProvider.class, TransportProvider.class);

    /** For the framework. */
    public ApiBundle() {}

    @Override
    public void start(BundleContext context) {
        ProviderBundles.open();
        context.addBundleListener(this);
        for (Bundle each : context.getBundles()) {
            look(each);
        }
    }

    @Override
    public void stop(BundleContext context) {
        context.removeBundleListener(this);
        ProviderBundles.close();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        look(event.getBundle());
    }

    private static void look(Bundle bundle) {
        boolean running;
        do {
            running = isRunning(bundle);
            ProviderBundles.set(bundle.getBundleId(), running ? loader(bundle) : null);
        } while (running != isRunning(bundle));
    }

    /** A bundle of lazy activation is starting until somebody loads a class of it: a look-up does. */
    private static boolean isRunning(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    private static @Nullable ClassLoader loader(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null || !namesProviders(wiring)) {
            return null;
        }
        ClassLoader loader = wiring.getClassLoader();
        return loader != null && seesThisApi(loader) ? loader : null;
    }

    private static boolean namesProviders(BundleWiring wiring) {
        return PROVIDERS.stream()
                .anyMatch(type -> !wiring.listResources(SERVICES, type.getName(), BundleWiring.LISTRESOURCES_LOCAL)
                        .isEmpty());
    }

    /** There may be several versions of it in a framework. */
    private static boolean seesThisApi(ClassLoader loader) {
        try {
            return loader.loadClass(PipeProvider.class.getName()) == PipeProvider.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
