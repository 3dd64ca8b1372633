package chunkedbuffer.examples.redis;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;

/**
 * The server's side of one connection. All commands that have come are answered with one flush.
 *
 * <p>Everything here runs on the event loop. When the peer does not take its replies, {@code output} is paused and this carries
 * no command out, so that {@code input} is paused in turn and the transport stops reading from the socket.
 */
final class RespSession implements Runnable {

    /** Replies of more bytes than this go out before the next command is carried out. */
    private static final int BATCH = 32 << 10;

    private final Connection connection;
    private final PipeReader input;
    private final PipeWriter output;
    private final Database database;
    private final Replies replies;
    private final CommandReader command = new CommandReader();
    private boolean waiting;
    private boolean closed;

    RespSession(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
        input = connection.input();
        output = connection.output();
        replies = new Replies(output, database.scratch());
    }

    /** Something has come, or the stream has ended. */
    @Override
    public void run() {
        if (waiting || closed) {
            return;
        }
        try {
            boolean ended = input.isEof();
            serve();
            if (ended && !waiting) {
                close();
            }
        } catch (ReaderClosedException | IOException peerIsGone) {
            close();
        }
    }

    private void serve() throws IOException {
        do {
            long served = serve(input.buffered());
            if (closed) {
                output.flush();
                connection.close();
                return;
            }
            input.skip(served);
            if (output.unflushed() > 0) {
                flush();
            }
            // What a command lacks is asked for: the transport goes on until it is there, however large it is.
        } while (!waiting && !closed && input.has(command.needed()));
    }

    /** Carries out the commands that are there in full; how many bytes they are. */
    private long serve(Bytes there) {
        long at = 0;
        try {
            while (!waiting && !closed && command.read(there, at)) {
                if (command.count() > 0 && !database.execute(command, replies)) {
                    closed = true;
                }
                at += command.size();
                command.next();
                if (output.unflushed() >= BATCH) {
                    flush();
                }
            }
        } catch (ProtocolException malformed) {
            replies.error(malformed.error());
            closed = true;
        }
        return at;
    }

    /** When the peer has too many replies to take, what has come waits until it has taken them. */
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
