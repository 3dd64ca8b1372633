package chunkedbuffer.api;

import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * The event loops that move bytes between sockets and pipes: makes connections and listens for them.
 *
 * <p>Addresses are {@link java.net.InetSocketAddress} and {@link java.net.UnixDomainSocketAddress}. One transport serves any
 * number of connections; a program mostly needs one. All methods are safe from any thread.
 *
 * <p><b>Event loops.</b> Handlers, listeners and stages of a connection run on its event loop, one of {@link
 * TransportOptions#threads()}, and must not block there: other connections share the loop. With {@link
 * ConnectionOptions#handlerExecutor()} they run on that executor instead and may block if it allows it. A transport never
 * waits in a pool: at its bound it stops reading, and goes on when memory is back. On a loop {@link ChunkPool#acquire} does
 * not wait either, it fails at once with {@link PoolExhaustedException}.
 *
 * <p><b>Failures</b> to connect or to bind arrive on the stage, never as an exception of the call: an {@link
 * java.io.IOException} whose message names the address. A {@code null} or an address of another kind fails the call with
 * {@link NullPointerException} or {@link IllegalArgumentException}.
 *
 * <pre>{@code
 * ConnectionHandler greet = connection -> {
 *     connection.output().write("hello\n".getBytes(UTF_8));
 *     connection.output().eof();
 * };
 * SocketAddress anyPort = new InetSocketAddress("localhost", 0);
 * try (Transport transport = Transport.open();
 *         Listener listener = transport.listen(anyPort, greet).toCompletableFuture().get();
 *         Connection connection = transport.connect(listener.localAddress()).toCompletableFuture().get()) {
 *     PipeReader input = connection.input();
 *     input.awaitReadable(6);
 *     System.out.println(input.readLine(UTF_8));         // hello
 * }
 * }</pre>
 */
public interface Transport extends AutoCloseable {

    /**
     * The name of the provider that opened this transport, such as {@code nio} or {@code epoll}.
     *
     * @return the name
     */
    String name();

    /**
     * Connects, with {@link ConnectionOptions#defaults()}.
     *
     * @param remote where to
     * @return completes with the open connection, which the caller closes, or exceptionally as described in {@link
     *     #connect(SocketAddress, ConnectionOptions)}
     */
    CompletionStage<Connection> connect(SocketAddress remote);

    /**
     * Connects.
     *
     * <p>The stage completes on the connection's event loop, or on {@link ConnectionOptions#handlerExecutor()}. Cancelling its
     * future gives the attempt up.
     *
     * @param remote where to
     * @param options what the connection shall be like
     * @return completes with the open connection, which the caller closes, or exceptionally with an {@link java.io.IOException}
     *     that names the address: {@link java.net.SocketTimeoutException} after {@link ConnectionOptions#connectTimeout()},
     *     {@link java.net.UnknownHostException} for an unresolved one, {@link java.net.ConnectException} when it is refused,
     *     and others
     * @throws IllegalArgumentException if the address is of a kind that this transport does not have
     * @throws IllegalStateException if the transport is closed
     */
    CompletionStage<Connection> connect(SocketAddress remote, ConnectionOptions options);

    /**
     * Listens for connections, with {@link ConnectionOptions#defaults()}.
     *
     * @param local where to; port 0 lets the system choose a port
     * @param handler what to do with each connection
     * @return completes with the listener when it is bound, or exceptionally as described in {@link #listen(SocketAddress,
     *     ConnectionOptions, ConnectionHandler)}
     */
    CompletionStage<Listener> listen(SocketAddress local, ConnectionHandler handler);

    /**
     * Listens for connections.
     *
     * @param local where to; port 0 lets the system choose a port
     * @param options what each accepted connection shall be like
     * @param handler what to do with each connection; runs on the connection's event loop, or on {@link
     *     ConnectionOptions#handlerExecutor()}
     * @return completes with the listener when it is bound, or exceptionally with an {@link java.io.IOException} that names the
     *     address, such as a {@link java.net.BindException}
     * @throws IllegalArgumentException if the address is of a kind that this transport does not have
     * @throws IllegalStateException if the transport is closed
     */
    CompletionStage<Listener> listen(SocketAddress local, ConnectionOptions options, ConnectionHandler handler);

    /**
     * Closes the transport's listeners and connections and stops its threads.
     *
     * <p>Connections are closed as by {@link Connection#close()}; a peer that does not take what was flushed is cut off after a
     * short time. Returns when all that is done, unless called on an event loop, where it only starts it. Idempotent.
     */
    @Override
    void close();

    /**
     * Opens a transport with {@link TransportOptions#defaults()}: by the provider that is named by the system property {@code
     * chunkedbuffer.transport}, else by the available one with the highest priority.
     *
     * @return a new transport, which the caller closes
     * @throws ProviderNotFoundException if there is none, or none of the name that the system property gives, or that one does
     *     not work here
     */
    static Transport open() {
        return open(TransportOptions.defaults());
    }

    /**
     * Opens a transport by the provider of a given name.
     *
     * @param name the name of a {@link chunkedbuffer.spi.TransportProvider}, such as {@code nio} or {@code epoll}
     * @return a new transport, which the caller closes
     * @throws IllegalArgumentException if the name is blank
     * @throws ProviderNotFoundException if there is no such provider; the message lists those that were found; or if it does
     *     not work here
     */
    static Transport open(String name) {
        return open(TransportOptions.builder()
                .name(Objects.requireNonNull(name, "name"))
                .build());
    }

    /**
     * Opens a transport, by the provider named in the options, else as {@link #open()} does.
     *
     * @param options what the transport shall be like
     * @return a new transport, which the caller closes
     * @throws ProviderNotFoundException if there is no such provider; the message lists those that were found; or if it does
     *     not work here
     */
    static Transport open(TransportOptions options) {
        return Providers.transport(options);
    }
}
