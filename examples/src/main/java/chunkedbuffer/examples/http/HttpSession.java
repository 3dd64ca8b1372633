package chunkedbuffer.examples.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;

/**
 * The server's side of one connection. All that has come is answered with one flush, however many requests it is.
 *
 * <p>Everything here runs on the connection's event loop. When the peer does not take its answers, {@code output} is paused and
 * this stops reading requests, so that {@code input} is paused in turn and the transport stops reading from the socket.
 */
final class HttpSession implements Runnable {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

    /** Answers of more bytes than this go out before the next request is read. */
    private static final int BATCH = 32 << 10;

    private final Connection connection;
    private final PipeReader input;
    private final PipeWriter output;
    private final RequestHead head;
    private final RequestBody body;
    private boolean inBody;
    private boolean waiting;
    private boolean closed;

    HttpSession(Connection connection, HttpLimits limits) {
        this.connection = connection;
        input = connection.input();
        output = connection.output();
        head = new RequestHead(limits);
        body = new RequestBody(limits);
    }

    /** Something has come, or the stream has ended. */
    @Override
    public void run() {
        if (waiting || closed) {
            return;
        }
        try {
            boolean ended = input.isEof();
            serve(input.buffered());
            if (ended && !waiting) {
                close();
            }
        } catch (ReaderClosedException | IOException peerIsGone) {
            close();
        }
    }

    private void serve(Bytes there) throws IOException {
        Responses responses = Responses.now();
        long length = there.length();
        long at = 0;
        try {
            while (at < length && !waiting && !closed) {
                long next = inBody ? body.read(there, at) : readHead(there, at);
                if (inBody && body.isComplete()) {
                    answer(responses);
                } else if (next == at) {
                    break;
                }
                at = next;
            }
        } catch (RefusedRequest refused) {
            responses
                    .of(refused.answer(), Persistence.CLOSED)
                    .writeTo(output, !head.line().isHead());
            closed = true;
        }
        if (closed) {
            output.flush();
            connection.close();
            return;
        }
        input.skip(at);
        if (at < length && !waiting) {
            input.has(length - at + 1); // no, but now the transport goes on until it is, however long the line
        }
        if (output.unflushed() > 0) {
            flush();
        }
    }

    private long readHead(Bytes there, long from) throws RefusedRequest {
        long next = head.read(there, from);
        if (head.isComplete()) {
            body.begin(head);
            inBody = true;
            if (head.expectsContinue() && next == there.length()) {
                output.write(CONTINUE);
            }
        }
        return next;
    }

    private void answer(Responses responses) {
        Answer answer = head.line().answer();
        Persistence persistence = head.persistence();
        Response response = responses.of(answer, persistence);
        if (answer == Answer.LENGTH) {
            response.number(body.length());
        }
        response.writeTo(output, !head.line().isHead());
        head.reset();
        inBody = false;
        if (persistence == Persistence.CLOSED) {
            closed = true;
        } else if (output.unflushed() >= BATCH) {
            flush();
        }
    }

    /** When the peer has too many answers to take, what has come waits until it has taken them. */
    private void flush() {
        if (!output.flush()) {
            waiting = true;
            output.whenWritable().whenComplete((writable, failure) -> goOn(failure == null));
        }
    }

    private void goOn(boolean writable) {
        waiting = false;
        if (writable) {
            run();
        } else {
            close();
        }
    }

    private void close() {
        closed = true;
        connection.close();
    }
}
