/**
 * The transport {@code epoll}: TCP and Unix-domain sockets on Netty's native epoll, on Linux.
 *
 * <p>Found as a {@link chunkedbuffer.spi.TransportProvider}. Users see {@link chunkedbuffer.transport.epoll.EpollOptions}, the options
 * of sockets that only this transport has, and {@link chunkedbuffer.transport.epoll.EpollLoops}, for applications with Netty event loops of
 * their own. It knows pipes and pools by their interfaces alone and must not name an implementation of either.
 *
 * <p>Who does what: an {@code EpollLoop} is what the transport has on one of Netty's event loops, and a {@code Watch} one socket that the
 * loop watches; a {@code Connector} makes one connection, an {@code EpollListener} accepts many, with an {@code Acceptor} for each of its
 * sockets; an {@code EpollConnection} is one open {@code NativeSocket}, whose {@code Receiver} moves bytes from the socket into the input
 * pipe and whose {@code Sender} moves them from the output pipe into the socket. All of a connection's state belongs to its loop, but
 * for the {@code Sender}, which also runs on the thread that flushes.
 *
 * <p><b>Netty's loop and natives, not its channels.</b> The kernel reads into the pipe's chunk and writes from the pipe's chunks, by
 * their addresses; there is no {@code ByteBuf}, no pipeline and no queue in between, and nothing is allocated for a read or a write. A
 * channel of Netty's (4.2.18) would not do:
 *
 * <ul>
 *   <li>When the peer has ended its output, the channel leaves the epoll set for good: what does not fit into the socket's buffer at once
 *       afterwards fails with {@code ChannelOutputShutdownException}, and a half-closed connection loses the answer.
 *   <li>At the peer's end of stream or reset it reads all that the kernel has, whatever the reader of the pipe wants.
 *   <li>It writes on its loop only: a thread that flushes has to wake that, which costs more than the write.
 * </ul>
 *
 * <p><b>Back-pressure is exact.</b> While an input is paused or the pool has no memory, data, end of stream and reset wait in the kernel: the
 * pipe never gets more than its threshold and one batch. So a peer that has gone is noticed when the input is read again, or at the
 * next flush. What was received before a reset can be read before it is told.
 *
 * <p>The classes of Netty's that are used here ({@code EpollIoHandle}, {@code Socket}) are public, but Netty does not promise to keep them as
 * they are: the bundle takes Netty 4.2.18 and later ones of 4.2.
 *
 * <p>Chunks on the heap work too, and cost a copy on their way.
 *
 * <p>There is no {@code io_uring} beside it: a read that was submitted keeps its memory until it completes, so that an idle connection would
 * hold a chunk; and to wait first and read then is what is done here.
 *
 * <p>How long things may take when a peer does not play along, as in the transport {@code nio}:
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
package chunkedbuffer.transport.epoll;

import org.jspecify.annotations.NullMarked;
