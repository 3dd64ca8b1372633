package chunkedbuffer.examples.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chunkedbuffer.api.Bytes;

/** The first line of a request: a method, what it is applied to, and the version of the protocol. */
final class RequestLine {

    private static final byte[] GET = "GET".getBytes(US_ASCII);
    private static final byte[] HEAD = "HEAD".getBytes(US_ASCII);
    private static final byte[] POST = "POST".getBytes(US_ASCII);
    private static final byte[] PUT = "PUT".getBytes(US_ASCII);

    private static final byte[] ROOT = "/".getBytes(US_ASCII);
    private static final byte[] PLAINTEXT = "/plaintext".getBytes(US_ASCII);
    private static final byte[] LENGTH = "/length".getBytes(US_ASCII);

    private static final byte[] SCHEME = "http://".getBytes(US_ASCII);

    /** {@code HTTP/1.1} and {@code HTTP/1.0} as numbers. */
    private static final long VERSION_1_1 = 0x4854_5450_2f31_2e31L;

    private static final long VERSION_1_0 = 0x4854_5450_2f31_2e30L;

    private boolean head;
    private boolean version10;
    private Answer answer = Answer.NOT_FOUND;

    /** Reads the line from {@code from} to {@code to}, without its end. */
    void read(Bytes in, long from, long to) throws RefusedRequest {
        long methodEnd = from;
        while (methodEnd < to && Octets.isToken(in.get(methodEnd))) {
            methodEnd++;
        }
        long target = methodEnd + 1;
        long targetEnd = target;
        while (targetEnd < to && Octets.isVisible(in.get(targetEnd))) {
            targetEnd++;
        }
        long version = targetEnd + 1;
        if (methodEnd == from
                || targetEnd == target
                || to - version != Long.BYTES
                || in.get(methodEnd) != ' '
                || in.get(targetEnd) != ' ') {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        version10 = isVersion10(in, version);
        head = Octets.same(in, from, methodEnd, HEAD);
        boolean get = head || Octets.same(in, from, methodEnd, GET);
        boolean post = !get && (Octets.same(in, from, methodEnd, POST) || Octets.same(in, from, methodEnd, PUT));
        answer = answer(in, path(in, target, targetEnd), targetEnd, get, post);
    }

    private static boolean isVersion10(Bytes in, long at) throws RefusedRequest {
        long version = in.getLong(at);
        if (version == VERSION_1_1) {
            return false;
        }
        if (version == VERSION_1_0) {
            return true;
        }
        boolean http = version >>> 24 == VERSION_1_1 >>> 24
                && isDigit(in.get(at + 5))
                && in.get(at + 6) == '.'
                && isDigit(in.get(at + 7));
        throw new RefusedRequest(http ? Answer.UNKNOWN_VERSION : Answer.BAD_REQUEST);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Where the path begins: a target may name the server before it. */
    private static long path(Bytes in, long target, long end) throws RefusedRequest {
        if (in.get(target) == '/' || (in.get(target) == '*' && end - target == 1)) {
            return target;
        }
        long authority = target + SCHEME.length;
        if (authority >= end || !Octets.sameIgnoringCase(in, target, authority, SCHEME)) {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        long slash = in.indexOf((byte) '/', authority, end);
        return slash < 0 ? end : slash;
    }

    private static Answer answer(Bytes in, long path, long targetEnd, boolean get, boolean post) {
        long query = in.indexOf((byte) '?', path, targetEnd);
        long end = query < 0 ? targetEnd : query;
        if (path == end || Octets.same(in, path, end, ROOT) || Octets.same(in, path, end, PLAINTEXT)) {
            return get ? Answer.HELLO : Answer.ONLY_GET;
        }
        if (Octets.same(in, path, end, LENGTH)) {
            return post ? Answer.LENGTH : Answer.ONLY_POST;
        }
        return Answer.NOT_FOUND;
    }

    /** Whether the answer must come without its body. */
    boolean isHead() {
        return head;
    }

    /** Whether the client speaks HTTP/1.0 and not 1.1. */
    boolean isVersion10() {
        return version10;
    }

    /** What is answered when the rest of the request is well-formed too. */
    Answer answer() {
        return answer;
    }
}
