package chunkedbuffer.examples.server;

import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A listener and the transport that it runs on, which ends with it. Safe from any thread. */
public final class Server implements AutoCloseable {

    private final Transport transport;
    private final Listener listener;

    private Server(Transport transport, Listener listener) {
        this.transport = transport;
        this.listener = listener;
    }

    /**
     * Opens a transport and listens.
     *
     * @param options where, and on what
     * @param connections what each connection shall be like
     * @param handler what to do with each connection
     * @return the server, to be closed
     * @throws IOException if the address cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public static Server start(ServerOptions options, ConnectionOptions connections, ConnectionHandler handler)
            throws IOException, InterruptedException {
        Transport transport = Transport.open(TransportOptions.builder()
                .name(options.transport())
                .threads(options.threads())
                .build());
        try {
            InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
            Listener listener = transport
                    .listen(address, connections, handler)
                    .toCompletableFuture()
                    .get();
            return new Server(transport, listener);
        } catch (ExecutionException e) {
            transport.close();
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (Throwable e) {
            transport.close();
            throw e;
        }
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port that the system chose
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /**
     * What it runs on.
     *
     * @return the name of the transport
     */
    public String transport() {
        return transport.name();
    }

    /** Waits until somebody closes the server. */
    public void awaitClosed() {
        try {
            listener.closed().toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw new IllegalStateException("The listener on " + address() + " failed", failed.getCause());
        }
    }

    /** Ends listening, closes the connections, and returns when the event loops have ended. */
    @Override
    public void close() {
        transport.close();
    }
}
