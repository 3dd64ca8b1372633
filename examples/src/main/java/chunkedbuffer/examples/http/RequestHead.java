package chunkedbuffer.examples.http;

import chunkedbuffer.api.Bytes;

/**
 * The request line and the header fields of one request after another, line by line. It keeps what the server needs and no byte.
 *
 * <p>What two servers might read differently is refused, not mended: that is what request smuggling lives on.
 */
final class RequestHead {

    private static final Name HOST = new Name("host");
    private static final Name EXPECT = new Name("expect");
    private static final Name CONNECTION = new Name("connection");
    private static final Name CONTENT_LENGTH = new Name("content-length");
    private static final Name TRANSFER_ENCODING = new Name("transfer-encoding");
    private static final Name CHUNKED = new Name("chunked");
    private static final Name CLOSE = new Name("close");
    private static final Name KEEP_ALIVE = new Name("keep-alive");
    private static final Name CONTINUE = new Name("100-continue");

    private static final short CRLF = '\r' << 8 | '\n';

    private final HttpLimits limits;
    private final RequestLine line = new RequestLine();
    private final HostValue hosts = new HostValue();
    private final boolean trailers;

    private int length;
    private boolean lineRead;
    private boolean complete;
    private boolean host;
    private boolean close;
    private boolean keepAlive;
    private boolean chunked;
    private boolean expectContinue;
    private long contentLength;

    RequestHead(HttpLimits limits) {
        this(limits, false);
    }

    private RequestHead(HttpLimits limits, boolean trailers) {
        this.limits = limits;
        this.trailers = trailers;
        reset();
    }

    /** For the fields behind a body in chunks: they may be there and must be well-formed, and nothing is learnt from them. */
    static RequestHead forTrailers(HttpLimits limits) {
        return new RequestHead(limits, true);
    }

    /** Before the next request. */
    void reset() {
        line.reset();
        length = 0;
        lineRead = trailers;
        complete = false;
        host = false;
        close = false;
        keepAlive = false;
        chunked = false;
        expectContinue = false;
        contentLength = -1;
    }

    /**
     * Reads the lines that are there.
     *
     * @param in what is there
     * @param from where the next line begins
     * @return where the next line begins that is not there in full, or the body if the head is {@link #isComplete()}
     * @throws RefusedRequest if it is not one
     */
    long read(Bytes in, long from) throws RefusedRequest {
        long at = from;
        while (!complete) {
            long end = isEmptyLine(in, at) ? at + 1 : in.indexOf((byte) '\n', at, -1);
            long size = (end < 0 ? in.length() : end + 1) - at;
            if (length + size > limits.maxHead()) {
                long read = at + limits.maxHead() - length + 1; // the same wherever what has come ends
                throw refused(lineRead ? Answer.FIELDS_TOO_LARGE : Answer.TARGET_TOO_LONG, in, at, read);
            }
            if (end < 0) {
                return at;
            }
            if (end == at || in.get(end - 1) != '\r') {
                throw refused(Answer.BAD_REQUEST, in, at, end);
            }
            length += (int) size;
            readLine(in, at, end - 1);
            at = end + 1;
        }
        return at;
    }

    private RefusedRequest refused(Answer answer, Bytes in, long from, long to) {
        if (!lineRead) {
            line.readMethod(in, from, to);
        }
        return new RefusedRequest(answer);
    }

    private static boolean isEmptyLine(Bytes in, long at) {
        return in.length() - at >= Short.BYTES && in.getShort(at) == CRLF;
    }

    private void readLine(Bytes in, long from, long to) throws RefusedRequest {
        if (from == to) {
            if (lineRead) { // before the request line empty lines are passed over
                checkAll();
                complete = true;
            }
        } else if (lineRead) {
            readField(in, from, to);
        } else {
            line.read(in, from, to);
            lineRead = true;
        }
    }

    private void readField(Bytes in, long from, long to) throws RefusedRequest {
        long colon = Octets.tokenEnd(in, from, to);
        // A line that continues the one before begins with a space, and is refused.
        refuseIf(colon == from || colon == to || in.get(colon) != ':' || !Octets.isText(in, colon + 1, to));
        if (!trailers) {
            field(in, from, colon, to);
        }
    }

    /** Few of the many fields that there are concern the server; a name's length tells most of the others at once. */
    private void field(Bytes in, long from, long colon, long end) throws RefusedRequest {
        switch ((int) (colon - from)) {
            case 4 -> {
                if (HOST.isIgnoringCase(in, from, colon)) {
                    refuseIf(host || !hosts.isValid(in, Octets.spacesEnd(in, colon + 1, end), end));
                    host = true;
                }
            }
            case 6 -> {
                if (EXPECT.isIgnoringCase(in, from, colon)) {
                    if (!isWord(in, colon + 1, end, CONTINUE)) {
                        throw new RefusedRequest(Answer.UNKNOWN_EXPECTATION);
                    }
                    expectContinue = true;
                }
            }
            case 10 -> {
                if (CONNECTION.isIgnoringCase(in, from, colon)) {
                    connection(in, colon + 1, end);
                }
            }
            case 14 -> {
                if (CONTENT_LENGTH.isIgnoringCase(in, from, colon)) {
                    long value = number(in, colon + 1, end);
                    refuseIf(contentLength >= 0 && contentLength != value);
                    contentLength = value;
                }
            }
            case 17 -> {
                if (TRANSFER_ENCODING.isIgnoringCase(in, from, colon)) {
                    refuseIf(chunked);
                    if (!isWord(in, colon + 1, end, CHUNKED)) {
                        throw new RefusedRequest(Answer.UNKNOWN_CODING);
                    }
                    chunked = true;
                }
            }
            default -> {}
        }
    }

    /** A list of words, of which two matter. */
    private void connection(Bytes in, long from, long end) {
        long at = from;
        while (at < end) {
            long comma = in.indexOf((byte) ',', at, end);
            long stop = comma < 0 ? end : comma;
            close |= isWord(in, at, stop, CLOSE);
            keepAlive |= isWord(in, at, stop, KEEP_ALIVE);
            at = stop + 1;
        }
    }

    /** Whether that is all there is between spaces. */
    private static boolean isWord(Bytes in, long from, long to, Name word) {
        long begin = Octets.spacesEnd(in, from, to);
        return word.isIgnoringCase(in, begin, end(in, begin, to));
    }

    /** Before the spaces at the end. */
    private static long end(Bytes in, long from, long to) {
        long at = to;
        while (at > from && Octets.isSpace(in.get(at - 1))) {
            at--;
        }
        return at;
    }

    private static long number(Bytes in, long from, long to) throws RefusedRequest {
        long begin = Octets.spacesEnd(in, from, to);
        long end = end(in, begin, to);
        refuseIf(begin == end);
        long value = 0;
        for (long at = begin; at < end; at++) {
            byte digit = in.get(at);
            refuseIf(digit < '0' || digit > '9');
            // more than a long holds: the most that it holds, whatever follows
            value = value >= Long.MAX_VALUE / 10 ? Long.MAX_VALUE : 10 * value + (digit - '0');
        }
        return value;
    }

    private void checkAll() throws RefusedRequest {
        if (trailers) {
            return;
        }
        refuseIf(!host && !line.isVersion10());
        refuseIf(chunked && (contentLength >= 0 || line.isVersion10()));
        if (contentLength > limits.maxBody()) {
            throw new RefusedRequest(Answer.BODY_TOO_LARGE);
        }
    }

    private static void refuseIf(boolean malformed) throws RefusedRequest {
        if (malformed) {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
    }

    /** Whether its first byte has come. */
    boolean hasBegun() {
        return length > 0;
    }

    boolean isComplete() {
        return complete;
    }

    // ---- of a complete head

    RequestLine line() {
        return line;
    }

    boolean isChunked() {
        return chunked;
    }

    /** 0 where there is no body, or one in chunks. */
    long contentLength() {
        return Math.max(0, contentLength);
    }

    /** Whether the client waits to be told that its body is wanted. */
    boolean expectsContinue() {
        return expectContinue && !line.isVersion10() && (chunked || contentLength > 0);
    }

    Persistence persistence() {
        if (line.isVersion10()) {
            return keepAlive && !close ? Persistence.KEPT_ALIVE : Persistence.CLOSED;
        }
        return close ? Persistence.CLOSED : Persistence.OPEN;
    }
}
