package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * A reset is reported by a socket once, and what is read after that looks like an orderly end. A writer on a thread of its own may
 * be the one that gets it: even then the reader must not take what it has for all there was.
 */
class ResetSeenByTheWriterTest extends FaultSuite {

    private static final int RESETS = Boolean.getBoolean("chunkedbuffer.faults.all") ? 5000 : 40;

    @Test
    void theReaderGetsTheFailureToo() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        for (int i = 0; i < RESETS; i++) {
            SocketChannel peer = peer(listener);
            Connection connection = accepted.next();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeUntilItEnds(connection));
            send(peer, "half a line");
            Patience.get(connection.input().whenReadable(5));
            reset(peer);
            Throwable told = Patience.outcome("the connection is closed", connection.closed());
            assertInstanceOf(IOException.class, told);
            assertSame(told, connection.input().failure(), "the reader's, of connection " + i);
            Patience.get(writing);
            connection.close();
        }
    }

    private static void writeUntilItEnds(Connection connection) {
        try {
            while (true) {
                connection.output().write(new byte[] {1});
                if (!connection.output().flush()) {
                    connection.output().awaitWritable();
                }
            }
        } catch (ReaderClosedException | IOException | InterruptedException e) {
            return; // it was about that
        }
    }
}
