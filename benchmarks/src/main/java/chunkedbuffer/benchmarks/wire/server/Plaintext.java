package chunkedbuffer.benchmarks.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What every HTTP server answers: the same fields of the same length, dated once a second. */
public final class Plaintext {
    /** The body. */
    public static final String BODY = "Hello, World!";

    /** The media type. */
    public static final String TYPE = "text/plain";

    /** The same for all, so that all answers are equally long. */
    static final String SERVER = "chunkedbuffer";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private Plaintext() {}

    /** The date of now, as HTTP writes it. */
    static String date() {
        return DATE.format(Instant.now());
    }

    /**
     * All before the body, with the date of now.
     *
     * @return the status line and the fields
     */
    public static String head() {
        return "HTTP/1.1 200 OK\r\nServer: " + SERVER + "\r\nContent-Type: " + TYPE + "\r\nContent-Length: "
                + BODY.length() + "\r\nDate: " + date() + "\r\n\r\n";
    }

    static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
