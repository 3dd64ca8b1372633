package chunkedbuffer.api;

import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * A bound socket that accepts connections and gives each to a {@link ConnectionHandler}; made by {@link
 * Transport#listen(SocketAddress, ConnectionHandler)}.
 *
 * <p>All methods are safe from any thread.
 */
public interface Listener extends AutoCloseable {

    /**
     * The address that the listener is bound to, with the port that the system chose if port 0 was asked for.
     *
     * @return an {@link java.net.InetSocketAddress} or a {@link java.net.UnixDomainSocketAddress}; the same after the listener
     *     was closed
     */
    SocketAddress localAddress();

    /**
     * Completes when the listener is closed, by {@link #close()}, with its transport, or by a failure.
     *
     * @return the same stage each time; exceptional, with the {@link java.io.IOException}, after a failure
     */
    CompletionStage<Void> closed();

    /**
     * Ends accepting. The connections that were accepted stay open. The file of a Unix-domain address is deleted.
     *
     * <p>Returns when that is done and the address is free, unless called on an event loop, where it only starts it; {@link
     * #closed()} tells. Idempotent.
     */
    @Override
    void close();
}
