/**
 * The transport {@code nio}: TCP and Unix-domain sockets on {@code java.nio} selectors.
 *
 * <p>Found as a {@link chunkedbuffer.spi.TransportProvider}; nothing of it is visible to users. It knows pipes and pools by
 * their interfaces alone and must not name an implementation of either.
 *
 * <p>Who does what: an {@code EventLoop} owns a selector and its thread; a {@code Connector} makes one connection, an {@code
 * NioListener} accepts many; an {@code NioConnection} is one open socket, whose {@code Receiver} moves bytes from the socket into
 * the input pipe and whose {@code Sender} moves them from the output pipe into the socket. All of a connection's state belongs to its
 * loop, but for the {@code Sender}, which also runs on the thread that flushes.
 *
 * <p>How long things may take when a peer does not play along:
 *
 * <ul>
 *   <li>{@code Connection.close()} sends what was flushed. A peer that takes no byte for 30 seconds meanwhile is given up: the
 *       connection is reset, and {@code closed()} fails with {@link java.net.SocketTimeoutException}.
 *   <li>When all is sent, the socket stays for up to a second for the peer's end of stream, and what still comes is dropped:
 *       closing a socket on which bytes arrive would reset the connection, and a reset destroys what the peer has not read yet.
 *   <li>{@code Transport.close()} does the same, but gives a peer up that takes no byte for 2 seconds.
 * </ul>
 */
@NullMarked
package chunkedbuffer.transport.nio;

import org.jspecify.annotations.NullMarked;
