package chunkedbuffer.benchmarks.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The answer to every request, made anew once a second. For one thread. */
final class DatedAnswer {
    private byte[] bytes = new byte[0];
    private ByteBuffer direct = Plaintext.direct("");
    private long dated;

    /** Looks at the clock. */
    void date() {
        long second = System.currentTimeMillis() / 1000;
        if (second != dated) {
            dated = second;
            String answer = Plaintext.head() + Plaintext.BODY;
            bytes = answer.getBytes(US_ASCII);
            direct = Plaintext.direct(answer);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** From its begin to its end. */
    ByteBuffer direct() {
        return direct.clear();
    }
}
