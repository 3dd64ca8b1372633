package chunkedbuffer.api;

import chunkedbuffer.osgi.ProviderBundles;
import java.lang.ref.SoftReference;
import java.security.CodeSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Chooses among the providers of one kind, by the rules in the description of {@link chunkedbuffer.spi}.
 *
 * <p>What was found is remembered, as a pipe is made for each connection. It depends on the thread's context class loader, so
 * it is remembered for each of them: for the API's own loader, by far the most frequent, in a field; for others in a map that
 * holds the loader weakly and what was found, which leads back to the loader, softly. A search without any result is not
 * remembered, and a choice that cannot be made from what is remembered is tried on a new search before it fails. In an OSGi
 * framework nothing is remembered beyond the next start or stop of a bundle with providers.
 *
 * <p>Searching takes no lock, as it runs constructors of others: two threads may do it at once, and the later result stays.
 *
 * @param <P> the provider type
 */
final class ProviderLookup<P> {

    private final ProviderKind<P> kind;
    private final ClassLoader ownLoader;

    private volatile @Nullable Found<P> throughOwnLoader;
    private final Map<ClassLoader, SoftReference<Found<P>>> throughOtherLoaders =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** The result of a search, what has been warned of since, and the bundles of an OSGi framework that it went through. */
    private record Found<P>(List<ProviderCandidate<P>> candidates, Set<String> warnings, List<ClassLoader> bundles) {}

    ProviderLookup(ProviderKind<P> kind) {
        this.kind = kind;
        this.ownLoader = orSystemLoader(kind.service().getClassLoader());
    }

    /**
     * Chooses a provider and has it make something.
     *
     * @param nameInCode which one, or {@code null} to leave it to the system property and the priorities
     * @param creation calls the provider; what it throws is thrown as it is, but for errors of linking
     * @throws ProviderNotFoundException if none can be chosen
     * @throws IllegalStateException if the chosen one does not fit this version of the API, or makes nothing
     */
    <T> T create(@Nullable String nameInCode, Function<P, T> creation) {
        P provider = choose(nameInCode);
        T made;
        try {
            made = creation.apply(provider);
        } catch (LinkageError failure) {
            throw new IllegalStateException(cannotBeUsed(provider, ProviderFailure.describe(failure)), failure);
        }
        if (made == null) {
            throw new IllegalStateException(cannotBeUsed(provider, "its create returned null, which is a bug of it"));
        }
        return made;
    }

    private String cannotBeUsed(P provider, String why) {
        return "The " + kind + " " + provider.getClass().getName() + " of " + whereItIs(provider) + " cannot be used: "
                + why + ". To use another, name it in code or with -D" + kind.property() + "=<name>";
    }

    /** The jar or folder, where the class loader tells; it is what its user has to look at. */
    private static String whereItIs(Object provider) {
        CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "an unknown place"
                : source.getLocation().toString();
    }

    /**
     * Chooses a provider.
     *
     * @param nameInCode which one, or {@code null} to leave it to the system property and the priorities
     * @throws ProviderNotFoundException if that is not possible
     */
    P choose(@Nullable String nameInCode) {
        String name = nameInCode == null ? nameInProperty() : nameInCode;
        ClassLoader context = orSystemLoader(Thread.currentThread().getContextClassLoader());

        List<ClassLoader> bundles = ProviderBundles.loaders();
        Found<P> remembered = remembered(context);
        P chosen = remembered == null || remembered.bundles != bundles ? null : first(remembered, name);
        if (chosen != null) {
            return chosen;
        }
        ProviderSearch<P> search = ProviderSearch.through(kind, loaders(bundles, context));
        Found<P> found = new Found<>(search.candidates(), ConcurrentHashMap.newKeySet(), bundles);
        if (!found.candidates.isEmpty()) {
            remember(context, found);
        }
        chosen = first(found, name);
        if (chosen != null) {
            return chosen;
        }
        ProviderNotFoundException failure = new ProviderNotFoundException(
                whyNone(found.candidates, name, nameInCode == null) + passedOver(search.failures()));
        search.failures().forEach(failure::addSuppressed);
        throw failure;
    }

    private Set<ClassLoader> loaders(List<ClassLoader> bundles, ClassLoader context) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(ownLoader);
        loaders.addAll(bundles);
        loaders.add(context);
        return loaders;
    }

    private @Nullable String nameInProperty() {
        String name = System.getProperty(kind.property());
        return name == null || name.isBlank() ? null : name.strip();
    }

    private static ClassLoader orSystemLoader(@Nullable ClassLoader loader) {
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    private @Nullable Found<P> remembered(ClassLoader context) {
        if (context == ownLoader) {
            return throughOwnLoader;
        }
        SoftReference<Found<P>> found = throughOtherLoaders.get(context);
        return found == null ? null : found.get();
    }

    private void remember(ClassLoader context, Found<P> found) {
        if (context == ownLoader) {
            throughOwnLoader = found;
        } else {
            throughOtherLoaders.put(context, new SoftReference<>(found));
        }
    }

    /** The first candidate that is available and has the name, if one is given; the candidates are in order of preference. */
    private @Nullable P first(Found<P> found, @Nullable String name) {
        ProviderCandidate<P> first = null;
        for (ProviderCandidate<P> candidate : found.candidates) {
            if (name != null) {
                if (candidate.name().equals(name) && isAvailable(candidate, found)) {
                    return candidate.provider();
                }
            } else if (first == null) {
                if (isAvailable(candidate, found)) {
                    first = candidate;
                }
            } else if (candidate.priority() < first.priority()) {
                break;
            } else if (!candidate.name().equals(first.name()) && isAvailable(candidate, found)) {
                warnOnce(
                        found,
                        "Two of " + kind + " have the same highest priority: " + first + " is used, not " + candidate
                                + "; choose one by name, in code or with -D" + kind.property() + "=<name>",
                        null);
            }
        }
        return first == null ? null : first.provider();
    }

    private boolean isAvailable(ProviderCandidate<P> candidate, Found<P> found) {
        try {
            return kind.available().test(candidate.provider());
        } catch (Throwable failure) { // whatever it is, it does not take the others down
            warnOnce(found, kind + " " + candidate + " cannot tell whether it is available", failure);
            return false;
        }
    }

    private void warnOnce(Found<P> found, String message, @Nullable Throwable failure) {
        if (found.warnings.add(message)) {
            // Asked for here only: SLF4J without a backend says so when first used, and there is mostly nothing to log.
            LoggerFactory.getLogger(ProviderLookup.class).warn(message, failure);
        }
    }

    /** Those who read the message alone should learn that there was one. */
    private static String passedOver(List<Throwable> failures) {
        return failures.isEmpty()
                ? ""
                : failures.stream()
                        .map(ProviderFailure::describe)
                        .collect(Collectors.joining("; and ", ". Passed over, as it cannot be used: ", ""));
    }

    /** What the provider says of it, if it does. */
    private String because(ProviderCandidate<P> candidate, String before, String after) {
        try {
            String reason = kind.unavailability().apply(candidate.provider());
            return reason == null ? "" : before + reason + after;
        } catch (Throwable failure) { // whatever it is: the message comes without it
            return "";
        }
    }

    private String whyNone(List<ProviderCandidate<P>> found, @Nullable String name, boolean fromProperty) {
        String asked = kind.toString();
        if (name != null) {
            asked += " named \"" + name + "\"" + (fromProperty ? " (system property " + kind.property() + ")" : "");
        }
        if (found.isEmpty()) {
            return "No " + asked + " was found, nor any other: add the artifact " + kind.artifact()
                    + " to the class path or module path";
        }
        String names = found.stream().map(ProviderCandidate::name).distinct().collect(Collectors.joining(", "));
        if (name == null) {
            String each = found.stream()
                    .map(candidate -> candidate.name() + because(candidate, " (", ")"))
                    .distinct()
                    .collect(Collectors.joining(", "));
            return "No " + asked + " works on this machine; found, but not available: " + each
                    + ". Add another, such as the artifact " + kind.artifact();
        }
        for (ProviderCandidate<P> candidate : found) {
            if (candidate.name().equals(name)) {
                return "The " + asked + " was found, but is not available on this machine"
                        + because(candidate, ": ", "") + ". Found in all: " + names + ". Use another of them";
            }
        }
        return "No " + asked + " was found. Found: " + names
                + ". Use one of these names, or add the artifact that has the other one";
    }
}
