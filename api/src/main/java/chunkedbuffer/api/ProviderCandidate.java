package chunkedbuffer.api;

/**
 * A provider that was found, with its name and its priority as they were then.
 *
 * @param <P> the provider type
 */
record ProviderCandidate<P>(P provider, String name, int priority) {

    /** How messages call it. */
    @Override
    public String toString() {
        return name + " (" + provider.getClass().getName() + ", priority " + priority + ")";
    }
}
