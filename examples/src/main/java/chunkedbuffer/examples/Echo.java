package chunkedbuffer.examples;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The server's side of one connection: sends back what comes in, by moving the chunks from one pipe to the other.
 *
 * <p>Everything here runs on the connection's event loop, so nothing needs to be shared safely and nothing may wait. When the
 * peer does not read, {@code output} is paused and this stops taking from {@code input}, which pauses in turn: then the
 * transport stops reading from the socket.
 */
final class Echo implements Runnable {

    private final PipeReader input;
    private final PipeWriter output;
    private final Runnable goOn = this::goOn;
    private boolean waiting;
    private boolean ended;

    private Echo(Connection connection) {
        input = connection.input();
        output = connection.output();
    }

    /** A {@link chunkedbuffer.api.ConnectionHandler}. */
    static void serve(Connection connection) {
        connection.input().onReadable(new Echo(connection));
    }

    /** Moves what is there, as long as the peer takes it. */
    @Override
    public void run() {
        try {
            while (!waiting && !ended) {
                if (output.isWritable()) {
                    long moved = input.transferTo(output, -1);
                    if (moved == 0) {
                        return;
                    }
                    if (moved < 0) {
                        ended = true;
                        output.eof();
                    }
                } else {
                    waiting = true;
                    output.onWritable(goOn);
                }
            }
        } catch (IOException peerFailed) {
            throw new UncheckedIOException(peerFailed);
        }
    }

    private void goOn() {
        waiting = false;
        run();
    }
}
