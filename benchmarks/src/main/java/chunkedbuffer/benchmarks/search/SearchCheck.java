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
        check(haystack, needle.length == 1 ? buffer.find(needle[0]) : buffer.find(needle));
    }

    /**
     * Lets the haystack arrive byte by byte, and checks where the needle is found.
     *
     * @param buffer an empty one, and empty again afterwards
     * @param haystack what arrives
     * @throws IOException never
     * @throws AssertionError if it finds something else
     */
    public static void trickle(SearchBuffer buffer, Haystack haystack) throws IOException {
        buffer.prepare(haystack.needle());
        check(haystack, buffer.trickle(haystack.text(), haystack.needle()));
    }

    private static void check(Haystack haystack, long found) {
        if (found != haystack.at()) {
            throw new AssertionError("found at " + found + " what is at " + haystack.at());
        }
    }
}
