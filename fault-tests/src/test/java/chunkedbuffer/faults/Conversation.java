package chunkedbuffer.faults;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import java.io.EOFException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client and a server that ask and answer in turn. Each knows what it must hear and compares every byte of it: what is wrong is
 * an {@link AssertionError}, and what is missing at the end is an {@link EOFException} to the client.
 *
 * <p>Both ends are made with the library; the server runs on its event loop. Either ends its direction when all is said.
 */
abstract class Conversation implements ConnectionHandler {

    /** Bytes that were received and found right, by all conversations. */
    static final AtomicLong VERIFIED = new AtomicLong();

    /** What went wrong on the server's side, for the test to throw. */
    private volatile Throwable wrong;

    /** All that the client says. */
    abstract byte[] requests();

    /** All that the server answers. */
    abstract byte[] replies();

    /**
     * The whole conversation on the client's side, up to the end of the server's stream. Does not close the connection.
     *
     * @param timedOut is told of each read that has timed out, and is tried again
     * @throws java.io.IOException if it ended early
     */
    abstract void speak(Connection connection, Runnable timedOut) throws Exception;

    /** The server's side. Closes the connection after the client's end, and when what it heard makes no sense. */
    @Override
    public abstract void onConnection(Connection connection);

    final void wrong(Throwable failure) {
        wrong = failure;
    }

    final void throwWhatWasWrong() {
        if (wrong != null) {
            throw new AssertionError("the server heard something wrong", wrong);
        }
    }

    static void verified(int bytes) {
        VERIFIED.addAndGet(bytes);
    }
}
