package chunkedbuffer.osgi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The class loaders of the bundles that hold providers and are running, as {@link ApiBundle} finds them. Outside of OSGi there
 * are none, and all of this does nothing.
 *
 * <p>The list is replaced at each change, never changed: whoever remembers what they found through it keeps the list with
 * it, and looks again when it is another one. Everything else is under the lock; what is to be forgotten is so outside of it.
 */
public final class ProviderBundles {

    /** What was made by a provider and is kept for the whole process, until the provider's bundle goes. */
    private record Kept(ClassLoader loader, Runnable forget) {}

    private static final Object LOCK = new Object();
    private static volatile List<ClassLoader> loaders = List.of();

    private static boolean active;
    private static final SortedMap<Long, ClassLoader> RUNNING = new TreeMap<>();
    private static final Set<Long> KNOWN = new HashSet<>();
    private static final List<Kept> KEPT = new ArrayList<>();

    /** Those of bundles that have stopped, for what a look-up made just before. */
    private static final Set<ClassLoader> GONE = Collections.newSetFromMap(new WeakHashMap<>());

    private ProviderBundles() {}

    /**
     * The loaders to look through besides the API's own.
     *
     * @return in the order in which the bundles were installed; another list after each change
     */
    public static List<ClassLoader> loaders() {
        return loaders;
    }

    /**
     * Has something forgotten when the bundle that it came from stops, or the API's own does; at once, if it has.
     *
     * @param made by a provider
     * @param forget must not wait for whoever stops bundles; not called where there is no OSGi
     */
    public static void keep(Object made, Runnable forget) {
        ClassLoader loader = made.getClass().getClassLoader();
        synchronized (LOCK) {
            if (!active) {
                return;
            }
            if (!GONE.contains(loader)) {
                KEPT.add(new Kept(loader, forget));
                return;
            }
        }
        forget.run();
    }

    /** The API's bundle has started. */
    public static void open() {
        synchronized (LOCK) {
            active = true;
        }
    }

    /**
     * A bundle has started, stopped, or changed in between.
     *
     * @param bundle its number
     * @param loader null: it is not running, or holds no provider
     */
    public static void set(long bundle, @Nullable ClassLoader loader) {
        List<Kept> gone = List.of();
        synchronized (LOCK) {
            if (!active || (loader == null && !KNOWN.contains(bundle))) {
                return;
            }
            ClassLoader before = loader == null ? RUNNING.remove(bundle) : RUNNING.put(bundle, loader);
            KNOWN.add(bundle);
            // Also without a change: a mediator that is told later may have shown the bundle to a look-up meanwhile.
            loaders = new ArrayList<>(RUNNING.values());
            if (loader != null) {
                GONE.remove(loader); // it may start again as it was
            }
            if (before != null && before != loader) {
                GONE.add(before);
                gone = KEPT.stream().filter(each -> each.loader == before).toList();
                KEPT.removeAll(gone);
            }
        }
        forget(gone);
    }

    /** The API's bundle stops. */
    public static void close() {
        List<Kept> gone;
        synchronized (LOCK) {
            active = false;
            RUNNING.clear();
            KNOWN.clear();
            GONE.clear();
            loaders = List.of();
            gone = List.copyOf(KEPT);
            KEPT.clear();
        }
        forget(gone);
    }

    private static void forget(Collection<Kept> gone) {
        gone.forEach(each -> each.forget.run());
    }
}
