package chunkedbuffer.examples.http;

/**
 * What a request may take.
 *
 * @param maxHead the most bytes of a request line with its header fields, and of the trailer fields: 431 or 414 beyond
 * @param maxBody the most bytes of a body: 413 beyond
 */
public record HttpLimits(int maxHead, long maxBody) {

    /** 16 KiB of fields, 1 MiB of body. */
    public static final HttpLimits DEFAULT = new HttpLimits(16 << 10, 1 << 20);
}
