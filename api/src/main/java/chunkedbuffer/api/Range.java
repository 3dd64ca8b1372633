package chunkedbuffer.api;

/** The checks of ranges that this package's types share. */
final class Range {
    /** The longest array that every JVM makes. */
    static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private Range() {}

    /** Where a search from {@code from} to {@code to} (-1: the end) over {@code length} bytes ends. */
    static long end(long from, long to, long length) {
        if (from < 0 || to < -1 || (to != -1 && to < from)) {
            throw new IndexOutOfBoundsException("Range from " + from + " to " + to
                    + ": from must be 0 or more, to at least from, or -1 for the end (" + length + ")");
        }
        return to == -1 ? length : Math.min(to, length);
    }

    static int arrayLength(long length) {
        if (length > MAX_ARRAY) {
            throw new IllegalArgumentException(
                    length + " bytes do not fit into one array of at most " + MAX_ARRAY + ": take them in pieces");
        }
        return (int) length;
    }
}
