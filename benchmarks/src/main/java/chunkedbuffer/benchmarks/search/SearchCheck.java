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

    /**
     * Searches for two seconds, so that the measuring begins when vectors, which come late, are in use.
     *
     * @param buffer with the haystack in it
     * @param haystack what is in it
     * @throws IOException never
     */
    public static void warm(SearchBuffer buffer, Haystack haystack) throws IOException {
        byte[] needle = haystack.needle();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 2_000_000_000L) {
            check(haystack, needle.length == 1 ? buffer.find(needle[0]) : buffer.find(needle));
        }
    }

    private static void check(Haystack haystack, long found) {
        if (found != haystack.at()) {
            throw new AssertionError("found at " + found + " what is at " + haystack.at());
        }
    }
}
