package chunkedbuffer.benchmarks.message;

/** How messages are taken out. */
public enum Taking {
    /** As a {@code byte[]} each. */
    ARRAY,
    /** As a {@code String} each. */
    STRING,
    /** In place: length and first byte looked at, then skipped. */
    LOOK,
    /** As an owned slice each, which is closed at once. */
    SLICE
}
