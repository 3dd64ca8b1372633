package chunkedbuffer.examples.http;

import chunkedbuffer.api.Bytes;

/**
 * Finds the end of a request's body and drops what comes before it.
 *
 * <pre>
 *   PLAIN ──────────────────────────────────────────▶ COMPLETE
 *             0                                          ▲
 *   SIZE ───────────────────────────▶ TRAILERS ──────────┘
 *    ▲  └──▶ CHUNK ──▶ CHUNK_END ─┐
 *    └────────────────────────────┘
 * </pre>
 */
final class RequestBody {

    /** Of a line with the size of a chunk: room for extensions, which nobody uses, but not for an attack. */
    private static final int MAX_SIZE_LINE = 256;

    private enum State {
        PLAIN,
        SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        COMPLETE
    }

    private final HttpLimits limits;
    private final RequestHead trailers;
    private State state = State.COMPLETE;
    private long left;
    private long length;

    RequestBody(HttpLimits limits) {
        this.limits = limits;
        trailers = RequestHead.forTrailers(limits);
    }

    void begin(RequestHead head) {
        length = head.contentLength();
        left = length;
        state = head.isChunked() ? State.SIZE : left > 0 ? State.PLAIN : State.COMPLETE;
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    /** Its bytes, framing not counted; of a body in chunks those of the chunks that have begun. */
    long length() {
        return length;
    }

    /**
     * Reads what is there.
     *
     * @param in what is there
     * @param from where the body goes on
     * @return where it goes on next, or the next request if it is {@link #isComplete()}
     * @throws RefusedRequest if it is malformed or too large
     */
    long read(Bytes in, long from) throws RefusedRequest {
        long at = from;
        while (state != State.COMPLETE) {
            long next = switch (state) {
                case PLAIN, CHUNK -> skip(in, at);
                case SIZE -> readSize(in, at);
                case CHUNK_END -> readChunkEnd(in, at);
                case TRAILERS -> readTrailers(in, at);
                case COMPLETE -> at;
            };
            if (next == at) {
                break;
            }
            at = next;
        }
        return at;
    }

    private long skip(Bytes in, long at) {
        long count = Math.min(left, in.length() - at);
        left -= count;
        if (left == 0) {
            state = state == State.PLAIN ? State.COMPLETE : State.CHUNK_END;
        }
        return at + count;
    }

    private long readSize(Bytes in, long at) throws RefusedRequest {
        long end = in.indexOf((byte) '\n', at, -1);
        if ((end < 0 ? in.length() : end) - at > MAX_SIZE_LINE) {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        if (end < 0) {
            return at;
        }
        if (end == at || in.get(end - 1) != '\r') {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        left = size(in, at, end - 1);
        if (left > limits.maxBody() - length) {
            throw new RefusedRequest(Answer.BODY_TOO_LARGE);
        }
        length += left;
        if (left > 0) {
            state = State.CHUNK;
        } else {
            trailers.reset();
            state = State.TRAILERS;
        }
        return end + 1;
    }

    private static long size(Bytes in, long from, long to) throws RefusedRequest {
        long size = 0;
        long at = from;
        for (; at < to && Octets.isHexDigit(in.get(at)); at++) {
            // more than a long holds: the most that it holds, whatever follows
            size = size > Long.MAX_VALUE >> 4 ? Long.MAX_VALUE : size << 4 | Character.digit(in.get(at), 16);
        }
        if (at == from || (at < to && !isExtension(in, at, to))) {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        return size;
    }

    private static boolean isExtension(Bytes in, long from, long to) {
        long at = Octets.spacesEnd(in, from, to);
        return at < to && in.get(at) == ';' && Octets.isText(in, at, to);
    }

    private long readChunkEnd(Bytes in, long at) throws RefusedRequest {
        long there = in.length() - at;
        if ((there > 0 && in.get(at) != '\r') || (there > 1 && in.get(at + 1) != '\n')) {
            throw new RefusedRequest(Answer.BAD_REQUEST);
        }
        if (there < 2) {
            return at;
        }
        state = State.SIZE;
        return at + 2;
    }

    private long readTrailers(Bytes in, long at) throws RefusedRequest {
        long next = trailers.read(in, at);
        if (trailers.isComplete()) {
            state = State.COMPLETE;
        }
        return next;
    }
}
