package chunkedbuffer.benchmarks.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * HTTP/1.1 by hand: looks at the request line and at the name of each header, knows a body's length by {@code Content-Length},
 * answers any path alike, and writes the answers to all requests of a read at once. What it does not know is refused by closing.
 */
final class RawHttp extends RawLoop {
    private static final byte[] GET = "GET ".getBytes(US_ASCII);
    private static final byte[] VERSION = " HTTP/1.1".getBytes(US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(US_ASCII);
    private static final byte[] CODING = "transfer-encoding:".getBytes(US_ASCII);
    private static final byte[] CONNECTION = "connection:".getBytes(US_ASCII);

    private ByteBuffer answer = Plaintext.direct("");
    private long dated;

    /** Once a second it is another one. */
    private void date() {
        long second = System.currentTimeMillis() / 1000;
        if (second != dated) {
            dated = second;
            answer = Plaintext.direct(Plaintext.head() + Plaintext.BODY);
        }
    }

    @Override
    void serve(SocketChannel channel, Rest rest) throws IOException {
        date();
        out.clear();
        for (int end = request(); end >= 0; end = request()) {
            in.position(end);
            if (out.remaining() < answer.capacity()) {
                write(channel, out.flip(), rest);
                out.clear();
            }
            out.put(answer.clear());
        }
        if (out.position() > 0) {
            write(channel, out.flip(), rest);
        }
    }

    /** Where the request at the buffer's position ends, or -1 if that is not there yet. */
    private int request() throws IOException {
        int start = in.position();
        int newline = newline(start);
        if (newline < 0) {
            return -1;
        }
        int lineEnd = newline - 1;
        if (!startsWith(start, GET) || !matches(lineEnd - VERSION.length, VERSION)) {
            throw new IOException("not a request that it knows");
        }
        long body = 0;
        for (int line = newline + 1; ; line = newline + 1) {
            newline = newline(line);
            if (newline < 0) {
                return -1;
            }
            if (newline == line + 1) {
                long end = newline + 1L + body;
                return end <= in.limit() ? (int) end : -1;
            }
            int first = in.get(line) | 0x20;
            if (first == 'c' && startsWith(line, LENGTH)) {
                body = number(line + LENGTH.length, newline);
            } else if ((first == 't' && startsWith(line, CODING)) || (first == 'c' && startsWith(line, CONNECTION))) {
                throw new IOException("not a header that it knows");
            }
        }
    }

    private int newline(int from) {
        for (int i = from; i < in.limit(); i++) {
            if (in.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(int at, byte[] exact) {
        for (int i = 0; i < exact.length; i++) {
            if (in.get(at + i) != exact[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whatever the case of its letters. */
    private boolean startsWith(int at, byte[] name) {
        if (in.limit() - at < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((in.get(at + i) | 0x20) != (name[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = in.get(i) - '0';
            if (digit >= 0 && digit <= 9) {
                number = number * 10 + digit;
            }
        }
        return number;
    }
}
