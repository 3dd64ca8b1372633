package chunkedbuffer.api;

/**
 * What a server does with each connection that a {@link Listener} accepted.
 *
 * @see Transport#listen(java.net.SocketAddress, ConnectionHandler)
 */
@FunctionalInterface
public interface ConnectionHandler {

    /**
     * Takes a new connection over: sets listeners, starts reading, or hands it to a thread of its own. The connection is the
     * handler's from now on; it stays open when this method returns.
     *
     * <p>Runs on the connection's event loop and must not block, unless {@link ConnectionOptions#handlerExecutor()} is given.
     * Handlers of different connections run at the same time.
     *
     * @param connection an open connection
     * @throws Exception any exception or error aborts this connection, with it as the cause; the listener goes on
     */
    void onConnection(Connection connection) throws Exception;
}
