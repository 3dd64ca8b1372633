package chunkedbuffer.benchmarks.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/**
 * A request of HTTP/1.1, looked at as little as is possible: the request line is matched at both ends, of the fields the names are
 * looked at, and a body's length is known by {@code Content-Length}. What it does not know it refuses.
 */
abstract class MinimalRequest {
    private static final byte[] GET = "GET ".getBytes(US_ASCII);
    private static final byte[] VERSION = " HTTP/1.1".getBytes(US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(US_ASCII);
    private static final byte[] CODING = "transfer-encoding:".getBytes(US_ASCII);
    private static final byte[] CONNECTION = "connection:".getBytes(US_ASCII);

    /** What has come. */
    abstract byte at(int index);

    /** Where a request ends, or -1 if that is not there yet. */
    final int end(int start, int limit) throws IOException {
        int newline = newline(start, limit);
        if (newline < 0) {
            return -1;
        }
        int lineEnd = newline - 1;
        if (!startsWith(start, GET, limit) || !matches(lineEnd - VERSION.length)) {
            throw new IOException("not a request that it knows");
        }
        long body = 0;
        for (int line = newline + 1; ; line = newline + 1) {
            newline = newline(line, limit);
            if (newline < 0) {
                return -1;
            }
            if (newline == line + 1) {
                long end = newline + 1L + body;
                return end <= limit ? (int) end : -1;
            }
            int first = at(line) | 0x20;
            if (first == 'c' && startsWith(line, LENGTH, limit)) {
                body = number(line + LENGTH.length, newline);
            } else if ((first == 't' && startsWith(line, CODING, limit))
                    || (first == 'c' && startsWith(line, CONNECTION, limit))) {
                throw new IOException("not a header that it knows");
            }
        }
    }

    /** The next end of a line, or -1. */
    int newline(int from, int limit) {
        for (int i = from; i < limit; i++) {
            if (at(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(int start) {
        for (int i = 0; i < VERSION.length; i++) {
            if (at(start + i) != VERSION[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whatever the case of its letters. */
    private boolean startsWith(int start, byte[] name, int limit) {
        if (limit - start < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((at(start + i) | 0x20) != (name[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = at(i) - '0';
            if (digit >= 0 && digit <= 9) {
                number = number * 10 + digit;
            }
        }
        return number;
    }
}
