package chunkedbuffer.plugin.missing;

/** Keeps the package from being empty: Java does not start with a module that lacks the whole package of a provider. */
final class StillThere {
    private StillThere() {}
}
