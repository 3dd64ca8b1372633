package chunkedbuffer.examples.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.PipeWriter;
import java.nio.ByteBuffer;

/** Writes replies straight into the chunks of the output. Does not flush. */
final class Replies {

    static final byte[] OK = "+OK\r\n".getBytes(UTF_8);
    static final byte[] PONG = "+PONG\r\n".getBytes(UTF_8);
    static final byte[] NIL = "$-1\r\n".getBytes(UTF_8);
    static final byte[] EMPTY_ARRAY = "*0\r\n".getBytes(UTF_8);

    private static final byte[] CRLF = {'\r', '\n'};

    /** The type, a length, and the ends of two lines. */
    private static final int MAX_FRAME = 1 + Integers.MAX_LENGTH + 4;

    private final PipeWriter output;
    private final byte[] digits;

    /** Writes to a connection; {@code scratch} has room for any number. */
    Replies(PipeWriter output, byte[] scratch) {
        this.output = output;
        digits = scratch;
    }

    /** A reply that is ready. */
    void ready(byte[] reply) {
        output.write(reply);
    }

    void integer(long value) {
        ByteBuffer buffer = output.getBuffer(MAX_FRAME);
        int start = buffer.position();
        line(buffer, (byte) ':', value);
        output.advance(buffer.position() - start);
    }

    void value(Entry entry) {
        Bytes shared = entry.shared();
        if (shared != null) {
            bulk(shared);
            return;
        }
        int length = entry.length();
        ByteBuffer buffer = output.getBuffer(MAX_FRAME + length);
        int start = buffer.position();
        line(buffer, (byte) '$', length);
        buffer.put(entry.copy(), 0, length).put(CRLF);
        output.advance(buffer.position() - start);
    }

    /** Large ones are not copied: the output shares their chunks. */
    void bulk(Bytes value) {
        ByteBuffer buffer = output.getBuffer(MAX_FRAME);
        int start = buffer.position();
        line(buffer, (byte) '$', value.length());
        output.advance(buffer.position() - start);
        output.write(value);
        output.write(CRLF);
    }

    private void line(ByteBuffer buffer, byte type, long number) {
        int from = Integers.write(number, digits, digits.length);
        buffer.put(type).put(digits, from, digits.length - from).put(CRLF);
    }

    void error(String message) {
        output.write(("-ERR " + message.replace('\r', ' ').replace('\n', ' ') + "\r\n").getBytes(UTF_8));
    }
}
