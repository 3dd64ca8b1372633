package chunkedbuffer.api;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A connected socket as two pipes: {@link #input()}, which the transport fills with what the peer sends, and {@link
 * #output()}, which it empties to the peer.
 *
 * <p><b>Threads.</b> One thread at a time reads {@code input()} and one at a time writes {@code output()}; the two may be
 * different ones, and neither has to be the event loop. Listeners and stages of both pipes run on the connection's event loop
 * and must not block, unless {@link ConnectionOptions#handlerExecutor()} is given. The methods of this interface are safe from
 * any thread.
 *
 * <p><b>Back-pressure.</b> When {@code input()} is paused, the transport stops reading from the socket, and so in the end
 * stops the peer. When {@code output()} is full, its {@code flush()} returns {@code false}. When the pool is at its bound, the
 * transport stops reading as well, and goes on when memory is back. A connection on which nothing is under way holds no chunk.
 *
 * <p><b>The end.</b> The peer's end of stream is {@code input().isEof()}; one's own is {@code output().eof()}, after which the
 * other direction goes on (half-close). When both directions have ended, the connection closes itself; bytes not read yet stay
 * readable until {@link #close()} or {@link #abort()}.
 *
 * <p><b>Failures.</b> A reset, or any other failure, ends {@code input()} with {@code eof(cause)}, is thrown by {@code output()}
 * at the next {@code flush}, and completes {@link #closed()}: it reaches all three. What had been received before it can still be
 * read. An exception out of the handler, or out of a listener of {@code input()}, aborts the connection and is such a failure.
 */
public interface Connection extends AutoCloseable {

    /**
     * The bytes from the peer. Its {@code close()} says that nothing more will be read: what still comes is dropped.
     *
     * <p>{@link PipeReader#failure()} is the failure of the connection, once it has one.
     *
     * @return the same reader each time
     */
    PipeReader input();

    /**
     * The bytes to the peer; {@code flush()} sends them. {@code eof()} half-closes: what was written is sent, then the peer sees
     * the end of the stream, and {@link #input()} goes on.
     *
     * <p>After a failure of the connection {@code flush()} throws {@link ReaderClosedException} with that failure as its
     * cause, and {@code isReaderClosed()} is {@code true}.
     *
     * @return the same writer each time
     */
    PipeWriter output();

    /**
     * The address of this end.
     *
     * @return the same each time, also after the connection has closed
     */
    SocketAddress localAddress();

    /**
     * The address of the peer.
     *
     * @return the same each time, also after the connection has closed
     */
    SocketAddress remoteAddress();

    /**
     * Sets an option of the socket.
     *
     * @param option one of {@link java.net.StandardSocketOptions} or of the transport's own
     * @param value its value
     * @param <T> the type of the value
     * @return this
     * @throws UnsupportedOperationException if this kind of socket does not have the option; the message names it
     * @throws IllegalArgumentException if the option does not take the value; the message names both
     * @throws java.nio.channels.ClosedChannelException if the connection is closed
     * @throws IOException if the system refuses it
     */
    <T> Connection setOption(SocketOption<T> option, T value) throws IOException;

    /**
     * An option of the socket.
     *
     * @param option one of {@link java.net.StandardSocketOptions} or of the transport's own
     * @param <T> the type of the value
     * @return its value now
     * @throws UnsupportedOperationException if this kind of socket does not have the option; the message names it
     * @throws java.nio.channels.ClosedChannelException if the connection is closed
     * @throws IOException if the system refuses it
     */
    <T> T getOption(SocketOption<T> option) throws IOException;

    /**
     * The idle time-out of the streams over this connection: {@link ConnectionOptions#readTimeout()} of the options that the
     * connection was made with. A transport that has such options overrides this; the pipes themselves know no time-out.
     *
     * @return how long a waiting read may see no byte come in; {@link Duration#ZERO}: for ever
     */
    default Duration readTimeout() {
        return Duration.ZERO;
    }

    /**
     * Whether the socket is open: neither closed here, nor by a failure, nor because both directions have ended.
     *
     * @return {@code false} once and for all after that
     */
    boolean isOpen();

    /**
     * Completes when the socket has been closed, for whatever reason.
     *
     * <p>What depends on it runs on the connection's event loop, or on {@link ConnectionOptions#handlerExecutor()}. {@link
     * #abort()} is not a failure.
     *
     * @return the same stage each time; exceptional, with the failure, if there was one
     */
    CompletionStage<Void> closed();

    /**
     * Closes the connection in an orderly way: drops unread input, sends what was flushed, then closes the socket.
     *
     * <p>What was written but not flushed is dropped. From now on reads of {@link #input()} throw {@link IllegalStateException}
     * and {@code flush()} of {@link #output()} throws {@link ReaderClosedException}; {@link Bytes} that were taken stay good.
     *
     * <p>Returns at once and does not wait for the peer; {@link #closed()} tells when it is done. A peer that never reads holds
     * it up, until the transport loses patience, or {@link #abort()} ends it. Idempotent.
     */
    @Override
    void close();

    /**
     * Closes the connection at once, with a reset where the kind of socket has one; drops everything, in both directions. For
     * both pipes it is as after {@link #close()}. Idempotent, and of use after {@link #close()} too.
     */
    void abort();
}
