package chunkedbuffer.api;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ChunkedStream} whose reads and writes wait until they are done: made for virtual threads, good on any thread that
 * may block.
 *
 * <pre>{@code
 * ConnectionHandler shout = connection -> {
 *     try (BlockingStream peer = ChunkedStream.over(connection).blocking()) {
 *         for (String line = peer.readLine(); line != null; line = peer.readLine()) {
 *             peer.write((line + "!\n").getBytes(UTF_8));
 *         }
 *     }
 * };
 * ConnectionOptions mayBlock = ConnectionOptions.builder()
 *         .handlerExecutor(handler -> new Thread(handler).start())   // on JDK 21: Thread::startVirtualThread
 *         .build();
 * SocketAddress anyPort = new InetSocketAddress("localhost", 0);
 * try (Transport transport = Transport.open();
 *         Listener listener = transport.listen(anyPort, mayBlock, shout).toCompletableFuture().get();
 *         BlockingStream stream = ChunkedStream.connect(listener.localAddress()).toCompletableFuture().get().blocking()) {
 *     stream.write("hello\n".getBytes(UTF_8));
 *     System.out.println(stream.readLine());                         // hello!
 * }
 * }</pre>
 *
 * <p>A call whose bytes are there, or whose bytes the output takes, does not wait. One that would have to wait on a thread of
 * an event loop, which would wait for itself, throws {@link IllegalStateException}: use the stages of {@link ChunkedStream}
 * there, or give {@link ConnectionOptions#handlerExecutor()}.
 *
 * <p><b>Failures</b> are {@link IOException}s: one whose cause is the failure of the connection; {@link
 * ClosedChannelException} when the stream is closed, for writes also after {@link #closeWrite()}; {@link
 * AsynchronousCloseException} when another thread closes it while a read waits; a write that waits is finished first, unless the
 * connection is aborted, which ends it in the same way.
 *
 * <p><b>Memory.</b> Where the pool is at its bound, a write sends what there is memory for, and waits without a limit of time, as
 * it does for a peer that does not read, until there is more. It goes on with up to 2 KiB of its own, outside of the pool, where
 * others hold all of that.
 *
 * <p><b>An interrupt</b> while a call waits, or before it starts to, closes the stream: the call throws {@link
 * ClosedByInterruptException}, and the thread's interrupt status is set. Where a write was cut short the peer sees a reset.
 *
 * <p><b>Time-out.</b> {@link Connection#readTimeout()} runs only while a read waits and starts again with each byte that
 * comes; the read then throws {@link java.net.SocketTimeoutException}, has consumed nothing, and the stream stays usable.
 *
 * <p><b>Threads.</b> One thread at a time reads: a read while another is pending, here or as a stage, throws {@link
 * IllegalStateException}. Any number write, in the order of their calls. Reading, writing and closing may go on at once.
 */
public interface BlockingStream extends Closeable {

    /**
     * Reads a line, in UTF-8. It ends with {@code \n} or {@code \r\n}, both removed, or with the stream. The line is
     * collected in memory, up to 16 MiB: set a limit that suits the protocol with {@link #readLine(int)}, larger or smaller.
     *
     * @return the line; {@code null} at the end of the stream
     * @throws LimitExceededException if the line is longer than 16 MiB; nothing is consumed
     * @throws IOException if the connection failed, the stream is closed, or the wait ended early
     * @throws IllegalStateException if a read is pending, or if it had to wait on an event loop
     */
    @Nullable
    String readLine() throws IOException;

    /**
     * Reads a line, as {@link #readLine()}, of at most {@code maxLength} bytes. The default reads from {@link #connection()}.
     *
     * @param maxLength the most bytes of the line, 0 or more, its terminator not counted
     * @return the line; {@code null} at the end
     * @throws LimitExceededException if the line is longer; nothing is consumed
     * @throws IOException if the connection failed, the stream is closed, or the wait ended early
     * @throws IllegalArgumentException if {@code maxLength} is negative
     * @throws IllegalStateException if a read is pending, or if it had to wait on an event loop
     */
    default @Nullable String readLine(int maxLength) throws IOException {
        return ChunkedStream.over(connection()).blocking().readLine(maxLength);
    }

    /**
     * Reads all up to the next separator, and consumes both. They are collected in memory, up to 16 MiB: set a limit
     * that suits the protocol with {@link #readUntil(byte[], boolean, int)}, larger or smaller.
     *
     * @param separator the bytes to look for, at least one
     * @param skipSeparator whether to leave the separator out of the result
     * @return the bytes; empty at the end of the stream
     * @throws LimitExceededException if 16 MiB came without a separator; nothing is consumed
     * @throws PartialReadException if the stream ended with bytes but no separator
     * @throws IOException if the connection failed, the stream is closed, or the wait ended early
     * @throws IllegalArgumentException if {@code separator} is empty
     * @throws IllegalStateException if a read is pending, or if it had to wait on an event loop
     */
    byte[] readUntil(byte[] separator, boolean skipSeparator) throws IOException;

    /**
     * Reads all up to the next separator, as {@link #readUntil(byte[], boolean)}, if at most {@code maxLength} bytes come before
     * it. The default reads from {@link #connection()}.
     *
     * @param separator the bytes to look for, at least one
     * @param skipSeparator whether to leave the separator out of the result
     * @param maxLength the most bytes that may come before the separator, 0 or more
     * @return the bytes; empty at the end of the stream
     * @throws LimitExceededException if more came without a separator; nothing is consumed
     * @throws PartialReadException if the stream ended with bytes but no separator
     * @throws IOException if the connection failed, the stream is closed, or the wait ended early
     * @throws IllegalArgumentException if {@code separator} is empty or {@code maxLength} is negative
     * @throws IllegalStateException if a read is pending, or if it had to wait on an event loop
     */
    default byte[] readUntil(byte[] separator, boolean skipSeparator, int maxLength) throws IOException {
        return ChunkedStream.over(connection()).blocking().readUntil(separator, skipSeparator, maxLength);
    }

    /**
     * Reads what is there, once there is something; or all up to the end of the stream.
     *
     * @param n the most bytes to read; or -1 to read to the end, all of it in memory
     * @return 1 to n bytes; empty at the end or for n = 0. For -1 all bytes up to the end, which may be none
     * @throws LimitExceededException for -1, if that is more than an array can hold; the bytes stay readable
     * @throws IOException if the connection failed, the stream is closed, or the wait ended early; for -1, bytes before the
     *     failure stay readable
     * @throws IllegalArgumentException if {@code n} is below -1
     * @throws IllegalStateException if a read is pending, or if it had to wait on an event loop
     */
    byte[] read(int n) throws IOException;

    /**
     * Reads exactly {@code n} bytes.
     *
     * @param n number of bytes, 0 or more
     * @return the bytes; empty if the stream had ended before the first of them
     * @throws PartialReadException if the stream ended within them
     * @throws IOException if the connection failed, the stream is closed, or the wait ended early
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws IllegalStateException if a read is pending, or if it had to wait on an event loop
     */
    byte[] readExactly(int n) throws IOException;

    /**
     * Writes and flushes an array, and waits until writing may go on. A large one goes out in pieces, each when the output
     * takes more.
     *
     * @param data the bytes; copied
     * @throws IOException if the connection failed, the output is closed, or the wait ended early
     * @throws IllegalStateException if it had to wait on an event loop
     */
    void write(byte[] data) throws IOException;

    /**
     * Writes and flushes the remaining bytes of a buffer, and waits until writing may go on. A large one goes out in pieces,
     * each when the output takes more.
     *
     * @param data the bytes, position to limit; copied; the position advances to the limit
     * @throws IOException if the connection failed, the output is closed, or the wait ended early
     * @throws IllegalStateException if it had to wait on an event loop
     */
    void write(ByteBuffer data) throws IOException;

    /**
     * Writes and flushes a run of bytes by linking its chunks, without a copy (short ones may be copied), and waits until
     * writing may go on.
     *
     * @param data the bytes; the caller still closes them
     * @throws IOException if the connection failed, the output is closed, or the wait ended early
     * @throws IllegalStateException if it had to wait on an event loop, or if {@code data} is closed
     */
    void write(Bytes data) throws IOException;

    /**
     * Writes buffers one after the other in one gathering write: all are copied, then flushed once; waits until writing may go
     * on. What exceeds 1 MiB is flushed every mebibyte, each when the output takes more.
     *
     * @param data the buffers, position to limit; copied; their positions advance to their limits
     * @throws IOException if the connection failed, the output is closed, or the wait ended early
     * @throws IllegalStateException if it had to wait on an event loop
     */
    void writeAll(Iterable<ByteBuffer> data) throws IOException;

    /**
     * Flushes what was written to {@link Connection#output()} directly, and waits until writing may go on. The writes of this
     * interface flush by themselves.
     *
     * @throws IOException if the connection failed, the stream is closed, or the wait ended early
     * @throws IllegalStateException if it had to wait on an event loop
     */
    void flush() throws IOException;

    /**
     * The lines that come, as {@link #readLine()} reads them, to the end of the stream. Lazy: a line is read when the terminal
     * operation asks for it, and an operation that ends early leaves the rest unread. An {@link IOException} is wrapped into
     * {@link java.io.UncheckedIOException}. Closing it does not close this stream.
     *
     * @return a sequential stream, for the thread that reads
     */
    Stream<String> lines();

    /**
     * Ends the output after all writes before: the peer sees the end of the stream, and reading goes on (half-close).
     * Idempotent.
     *
     * @throws IOException if the wait for writes before it ended early
     * @throws IllegalStateException if it had to wait on an event loop
     */
    void closeWrite() throws IOException;

    /**
     * Closes the stream and its connection: a pending read fails, unread input is dropped, all writes before are sent, then
     * the socket closes. Returns at once, as closing a socket does, and leaves the sending to the transport: wait for {@link
     * ChunkedStream#closeAsync()}, or close the {@link Transport}, to know that it is done. Idempotent. A peer that does not
     * read can hold it up: {@link Connection#abort()} ends that.
     *
     * @throws IOException if the connection had failed by then, so that what was written may not have arrived
     */
    @Override
    void close() throws IOException;

    /**
     * This stream as an {@link InputStream}, whose reads wait as those here do. {@code available()} is what can be read without
     * waiting. Its {@code close()} ends the reading of this stream, by {@link ClosedChannelException}, or {@link
     * AsynchronousCloseException} for a read that waits: what still comes is dropped, writing goes on.
     *
     * @return a stream for the thread that reads
     */
    InputStream asInputStream();

    /**
     * This stream as an {@link OutputStream}. Each of its writes flushes, as that of a socket does: put a {@link
     * java.io.BufferedOutputStream} over it for writes of a few bytes. Its {@code close()} is {@link #closeWrite()}: reading
     * goes on.
     *
     * @return a stream for threads that write
     */
    OutputStream asOutputStream();

    /**
     * The address of this end.
     *
     * @return the same each time
     */
    SocketAddress localAddress();

    /**
     * The address of the peer.
     *
     * @return the same each time
     */
    SocketAddress remoteAddress();

    /**
     * What this stream reads from and writes to.
     *
     * @return the connection
     */
    Connection connection();
}
