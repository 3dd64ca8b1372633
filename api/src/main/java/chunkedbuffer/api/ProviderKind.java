package chunkedbuffer.api;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What sets the look-ups of pipes, pools and transports apart.
 *
 * @param service the provider type
 * @param property the system property that names a provider
 * @param artifact what to add when there is none
 * @param name a provider's name
 * @param priority a provider's priority
 * @param available whether a provider works here
 * @param unavailability why one does not, if it tells
 * @param <P> the provider type
 */
record ProviderKind<P>(
        Class<P> service,
        String property,
        String artifact,
        Function<P, String> name,
        ToIntFunction<P> priority,
        Predicate<P> available,
        Function<P, @Nullable String> unavailability) {

    /** Those that work everywhere. */
    ProviderKind(
            Class<P> service, String property, String artifact, Function<P, String> name, ToIntFunction<P> priority) {
        this(service, property, artifact, name, priority, always -> true, never -> null);
    }

    /** How messages call it. */
    @Override
    public String toString() {
        return service.getSimpleName();
    }
}
