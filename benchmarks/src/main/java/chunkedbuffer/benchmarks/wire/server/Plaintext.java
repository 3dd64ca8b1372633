package chunkedbuffer.benchmarks.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** What every HTTP server answers. */
final class Plaintext {
    static final String TYPE = "text/plain";
    static final String BODY = "Hello, World!";

    private Plaintext() {}

    static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
