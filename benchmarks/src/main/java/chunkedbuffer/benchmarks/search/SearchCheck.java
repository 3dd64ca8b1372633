package chunkedbuffer.benchmarks.search;

import java.io.IOException;

/** Fills a buffer and compares where it finds things. */
public final class SearchCheck {
    private SearchCheck() {}

    /**
     * Fills the buffer and checks it.
     *
     * @param buffer an empty one; holds the haystack afterwards
     * @param haystack what goes into it
     * @throws IOException never
     * @throws AssertionError if it finds something else
     */
    public static void fill(SearchBuffer buffer, Haystack haystack) throws IOException {
        byte[] needle = haystack.needle();
        buffer.fill(haystack.text());
        buffer.prepare(needle);
        long found = needle.length == 1 ? buffer.find(needle[0]) : buffer.find(needle);
        if (found != haystack.at()) {
            throw new AssertionError("found at " + found + " what is at " + haystack.at());
        }
    }
}
