package chunkedbuffer.benchmarks.run;

import java.util.Locale;
import java.util.Map;

/**
 * One row in one column.
 *
 * @param id of the column: the benchmark and its parameters but the peer, as {@code MessageBenchmark.look mix=LINES_64 piece=16384}
 * @param peer whose row it is
 * @param figure median over the rounds, in the unit of its {@link Heading}
 * @param bytes allocated for each message, block or operation
 */
public record Measured(String id, String peer, double figure, double bytes) {
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("KOTLINX_IO", "kotlinx-io"),
            Map.entry("KOTLINX", "kotlinx-io"),
            Map.entry("OKIO_PIPE", "Okio's Pipe"),
            Map.entry("JAVA_IO", "java.io"),
            Map.entry("JAVA_NIO", "java.nio"),
            Map.entry("LIMIT", "by hand"),
            Map.entry("GLIBC", "glibc"),
            Map.entry("NETTY", "Netty"),
            Map.entry("OKIO", "Okio"),
            Map.entry("VERTX", "Vert.x"),
            Map.entry("JAYO", "Jayo"),
            Map.entry("HELIDON", "Helidon"),
            Map.entry("JETTY", "Jetty"),
            Map.entry("UNDERTOW", "Undertow"),
            Map.entry("REDIS", "Redis"),
            Map.entry("SOCKET", "java.net.Socket"),
            Map.entry("COMMONS", "Commons Pool"));

    Heading heading() {
        return Heading.of(id);
    }

    /** Whether this library's own. */
    boolean isOurs() {
        return peer.startsWith("CHUNKEDBUFFER");
    }

    boolean isLimit() {
        return peer.startsWith("LIMIT");
    }

    /** Neither this library's nor by hand nor of the C library. */
    boolean isPeer() {
        return !isOurs() && !isLimit() && !peer.startsWith("GLIBC");
    }

    /** How many times as good as another. */
    double advantage(Measured other) {
        return heading().isRate() ? figure / other.figure : other.figure / figure;
    }

    /** The figure, without its unit. */
    String text() {
        return number(figure);
    }

    /** Allocations that count; a harness allocates some bytes of its own now and then. */
    boolean allocates() {
        return bytes >= 0.5;
    }

    static String number(double figure) {
        return String.format(Locale.ROOT, figure < 10 ? "%.2f" : figure < 100 ? "%.1f" : "%,.0f", figure);
    }

    /** Who it is, for people. */
    String name() {
        return name(peer);
    }

    /**
     * Who it is, for people.
     *
     * @param peer as results name it
     * @return a name
     */
    public static String name(String peer) {
        String longest = "";
        for (String prefix : LIBRARIES.keySet()) {
            if (peer.startsWith(prefix) && prefix.length() > longest.length()) {
                longest = prefix;
            }
        }
        String library = LIBRARIES.getOrDefault(longest, "");
        String rest = peer.substring(longest.length()).replace('_', ' ').strip().toLowerCase(Locale.ROOT);
        if (library.isEmpty()) {
            return rest.replaceFirst("^chunkedbuffer ", "chunkedbuffer, ");
        }
        return rest.isEmpty() ? library : library + ", " + rest;
    }
}
