package chunkedbuffer.examples.http;

import chunkedbuffer.api.Bytes;

/** The first line of a request: a method, what it is applied to, and the version of the protocol. */
final class RequestLine {

    private static final Name GET = new Name("GET");
    private static final Name HEAD = new Name("HEAD");
    private static final Name POST = new Name("POST");
    private static final Name PUT = new Name("PUT");

    private static final Name ROOT = new Name("/");
    private static final Name PLAINTEXT = new Name("/plaintext");
    private static final Name LENGTH = new Name("/length");

    private static final Name SCHEME = new Name("http://");

    /** {@code HTTP/1.1} and {@code HTTP/1.0} as numbers. */
    private static final long VERSION_1_1 = 0x4854_5450_2f31_2e31L;

    private static final long VERSION_1_0 = 0x4854_5450_2f31_2e30L;

    private boolean head;
    private boolean version10;
    private Answer answer = Answer.NOT_FOUND;

    /** Before the next request, which may be refused before its line is there. */
    void reset() {
        head = false;
    }

    /** Reads the line from {@code from} to {@code to}, without its end. */
    void read(Bytes in, long from, long to) throws RefusedRequest {
        long methodEnd = readMethod(in, from, to);
        long target = methodEnd + 1;
        long version = to - Long.BYTES;
        long targetEnd = version - 1;
        if (methodEnd == from || targetEnd <= target || in.get(methodEnd) != ' ' || in.get(targetEnd) != ' ') {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        version10 = isVersion10(in, version);
        boolean get = head || GET.is(in, from, methodEnd);
        boolean post = !get && (POST.is(in, from, methodEnd) || PUT.is(in, from, methodEnd));
        answer = answer(in, target, targetEnd, get, post);
    }

    /** Reads the method alone, which even a line that is refused is answered by; where it ends. */
    long readMethod(Bytes in, long from, long to) {
        long end = Octets.tokenEnd(in, from, to);
        head = HEAD.is(in, from, end);
        return end;
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
        if (http && in.get(at + 5) == '1') {
            return false; // a later one, which says that it may be read as 1.1
        }
        throw new RefusedRequest(http ? Answer.UNKNOWN_VERSION : Answer.BAD_REQUEST);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** What is most often asked for is recognized before the target is taken apart. */
    private static Answer answer(Bytes in, long target, long end, boolean get, boolean post) throws RefusedRequest {
        if (PLAINTEXT.is(in, target, end)) {
            return get ? Answer.HELLO : Answer.ONLY_GET;
        }
        if (Octets.visibleEnd(in, target, end) < end) {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        long path = path(in, target, end);
        long query = in.indexOf((byte) '?', path, end);
        return answerToPath(in, path, query < 0 ? end : query, get, post);
    }

    /** Where the path begins: a target may name the server before it, and have no path behind that. */
    private static long path(Bytes in, long target, long end) throws RefusedRequest {
        if (in.get(target) == '/' || (in.get(target) == '*' && end - target == 1)) {
            return target;
        }
        long authority = target + SCHEME.length();
        if (authority >= end || !SCHEME.isIgnoringCase(in, target, authority)) {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        long slash = in.indexOf((byte) '/', authority, end);
        long query = in.indexOf((byte) '?', authority, slash < 0 ? end : slash);
        long path = query >= 0 ? query : slash >= 0 ? slash : end;
        if (!HostValue.isServer(in, authority, path)) {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        return path;
    }

    private static Answer answerToPath(Bytes in, long path, long end, boolean get, boolean post) {
        if (path == end || ROOT.is(in, path, end) || PLAINTEXT.is(in, path, end)) {
            return get ? Answer.HELLO : Answer.ONLY_GET;
        }
        if (LENGTH.is(in, path, end)) {
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
