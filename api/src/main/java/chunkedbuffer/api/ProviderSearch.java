package chunkedbuffer.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One walk through {@link ServiceLoader}: collects the providers that work, logs and passes over those that do not.
 *
 * @param <P> the provider type
 */
final class ProviderSearch<P> {

    /** A loader that cannot even list its resources fails at every step, without end. */
    private static final int MOST_FAILURES_IN_A_ROW = 100;

    /** The services whose providers this thread is making: a provider that looks for its like then would be made without end. */
    private static final ThreadLocal<Set<Class<?>>> MAKING = ThreadLocal.withInitial(HashSet::new);

    private final ProviderKind<P> kind;
    private final List<ProviderCandidate<P>> candidates = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private ProviderSearch(ProviderKind<P> kind) {
        this.kind = kind;
    }

    /**
     * Looks through the given loaders, in their order.
     *
     * @throws IllegalStateException to a provider that looks for its like while it is made
     */
    static <P> ProviderSearch<P> through(ProviderKind<P> kind, Collection<ClassLoader> loaders) {
        Set<Class<?>> making = MAKING.get();
        if (!making.add(kind.service())) {
            throw new IllegalStateException(
                    "A " + kind + " is looked for while one is made: a provider must not look for"
                            + " its like in its constructor, name() or priority(), but in create()");
        }
        try {
            ProviderSearch<P> search = new ProviderSearch<>(kind);
            for (ClassLoader loader : loaders) {
                search.walk(loader);
            }
            search.sort();
            return search;
        } finally {
            making.remove(kind.service());
            if (making.isEmpty()) {
                MAKING.remove();
            }
        }
    }

    /** What was found, the most preferred first. */
    List<ProviderCandidate<P>> candidates() {
        return Collections.unmodifiableList(candidates);
    }

    /** Why others were passed over. */
    List<Throwable> failures() {
        return failures;
    }

    private void walk(ClassLoader loader) {
        Iterator<P> providers;
        try {
            providers = ServiceLoader.load(kind.service(), loader).iterator();
        } catch (ServiceConfigurationError | LinkageError | RuntimeException failure) {
            passOver(loader, failure);
            return;
        }
        int failuresInARow = 0;
        while (failuresInARow < MOST_FAILURES_IN_A_ROW) {
            try {
                // Either may throw, for one provider; the next call goes on with the next one.
                if (!providers.hasNext()) {
                    return;
                }
                add(providers.next());
                failuresInARow = 0;
            } catch (ServiceConfigurationError | LinkageError | RuntimeException failure) {
                failuresInARow++;
                passOver(loader, failure);
            }
        }
    }

    private void passOver(ClassLoader loader, Throwable failure) {
        if (failures.stream().anyMatch(known -> isSame(known, failure))) {
            return;
        }
        failures.add(failure);
        log().warn(
                        "A {} cannot be used and is passed over (class loader {}): {}",
                        kind,
                        loader,
                        ProviderFailure.describe(failure),
                        failure);
    }

    /**
     * Whether it was seen already: through the other loader, or as that of a module whose jar also has a service file, which names
     * the same class for the class path.
     */
    private static boolean isSame(Throwable known, Throwable failure) {
        String text = failure.toString();
        Throwable cause = known.getCause();
        return known.toString().equals(text)
                || (cause != null && cause.toString().equals(text));
    }

    private void add(P provider) {
        ProviderCandidate<P> candidate = candidate(provider);
        for (ProviderCandidate<P> known : candidates) {
            if (known.provider().getClass() == provider.getClass()
                    && known.name().equals(candidate.name())) {
                return; // the same, through the other loader
            }
        }
        candidates.add(candidate);
    }

    private ProviderCandidate<P> candidate(P provider) {
        String described = kind + " " + provider.getClass().getName();
        String name;
        int priority;
        try {
            name = kind.name().apply(provider);
            priority = kind.priority().applyAsInt(provider);
        } catch (Throwable failure) { // whatever it is, it does not take the others down
            throw new ServiceConfigurationError(described + " does not tell its name and priority", failure);
        }
        if (isBlank(name)) {
            throw new ServiceConfigurationError(described + " has no name: name() must not return null or blank");
        }
        return new ProviderCandidate<>(provider, name, priority);
    }

    private static boolean isBlank(@Nullable String name) {
        return name == null || name.isBlank();
    }

    private void sort() {
        candidates.sort(Comparator.<ProviderCandidate<P>>comparingInt(ProviderCandidate::priority)
                .reversed()
                .thenComparing(ProviderCandidate::name)
                .thenComparing(candidate -> candidate.provider().getClass().getName()));
        for (int i = 1; i < candidates.size(); i++) {
            ProviderCandidate<P> second = candidates.get(i);
            for (ProviderCandidate<P> first : candidates.subList(0, i)) {
                if (first.name().equals(second.name())) {
                    log().warn("Two of {} have the same name: {} is preferred to {}", kind, first, second);
                    break;
                }
            }
        }
    }

    /** Asked for when needed only: SLF4J without a backend says so when first used, and there is mostly nothing to log. */
    private static Logger log() {
        return LoggerFactory.getLogger(ProviderSearch.class);
    }
}
