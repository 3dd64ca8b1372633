package chunkedbuffer.api;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Connection} as a stream of bytes and lines whose reads and writes are stages: they complete when they are done.
 *
 * <pre>{@code
 * ConnectionHandler greet = connection -> {
 *     ChunkedStream peer = ChunkedStream.over(connection);
 *     peer.readLine()
 *             .thenCompose(name -> peer.write(("hello " + name + "\n").getBytes(UTF_8)))
 *             .whenComplete((written, failure) -> peer.close());
 * };
 * SocketAddress anyPort = new InetSocketAddress("localhost", 0);
 * try (Transport transport = Transport.open();
 *         Listener listener = transport.listen(anyPort, greet).toCompletableFuture().get();
 *         ChunkedStream stream = ChunkedStream.connect(listener.localAddress()).toCompletableFuture().get()) {
 *     CompletionStage<String> answer = stream.write("world\n".getBytes(UTF_8))
 *             .thenCompose(written -> stream.readLine());
 *     System.out.println(answer.toCompletableFuture().get());   // hello world
 * }
 * }</pre>
 *
 * <p><b>Reading.</b> A read whose bytes are there already completes at once, on the calling thread. Any other waits, and
 * completes on the thread on which the stages of {@link Connection#input()} do. One read may be pending at a time: a second
 * one throws {@link IllegalStateException}. A read that is cancelled, or timed out, consumes nothing: cancel the future of its
 * stage ({@code toCompletableFuture().cancel(true)}), or give it a time-out with {@code orTimeout}, and read again.
 *
 * <p><b>Writing.</b> Each write flushes, and completes when its bytes have been copied (or their chunks linked) and the output
 * is not paused: wait for one write before the next and memory stays bounded. Writes queue: one that is issued while an
 * earlier one waits goes out after it, and its memory must not change before its stage completes. A write whose stage is
 * cancelled before its turn is not written; after that, cancelling takes nothing back. Where the pool is at its bound, a write
 * sends what there is memory for, and waits without a limit of time until there is more or the connection ends; it goes on with up
 * to 2 KiB of its own, outside of the pool, where others hold all of that. A time-out of its stage ends no more than the waiting
 * for it: {@link Connection#abort()} does.
 *
 * <p><b>Failures</b> arrive on the stages, as an {@link java.io.IOException}: a failure of the connection as the cause of one,
 * for reads when all bytes before it have been read; {@link ClosedChannelException} for a stream that is closed, for writes
 * also after {@link #closeWrite()}; {@link AsynchronousCloseException} for a read that waits while it is closed, and for a write
 * that waits while the connection is aborted. Bad arguments and the
 * second read throw at the call.
 *
 * <p><b>Time-out.</b> {@link Connection#readTimeout()} runs only while a read waits and starts again with each byte that
 * comes; the read then fails with {@link java.net.SocketTimeoutException}, on a thread of the common pool, and the stream
 * stays usable.
 *
 * <p><b>Threads.</b> One thread at a time reads; any number write, in the order of their calls. Reading, writing and closing
 * may go on at once. Make one stream of a connection, and do not use {@link Connection#input()} while a read is pending, nor
 * {@link Connection#output()} while a write is. What is done when a stage completes runs on the connection's event loop and
 * must not block, unless {@link ConnectionOptions#handlerExecutor()} allows it. A loop of stages that are all done at once, each
 * begun by what was done after the one before, does not fill the stack: where that is deep, a stage completes a little later, as
 * one that waits does.
 *
 * <pre>{@code
 * ConnectionHandler greet = connection -> {
 *     ChunkedStream stream = ChunkedStream.over(connection);
 *     stream.readLine()
 *             .thenCompose(name -> stream.write(("Hello, " + name + "\n").getBytes(UTF_8)))
 *             .whenComplete((done, failure) -> stream.close());
 * };
 * SocketAddress anyPort = new InetSocketAddress("localhost", 0);
 * try (Transport transport = Transport.open();
 *         Listener listener = transport.listen(anyPort, greet).toCompletableFuture().get();
 *         ChunkedStream stream = ChunkedStream.connect(listener.localAddress()).toCompletableFuture().get()) {
 *     CompletionStage<String> answer = stream.write("Ada\n".getBytes(UTF_8)).thenCompose(done -> stream.readLine());
 *     System.out.println(answer.toCompletableFuture().get());      // Hello, Ada
 * }
 * }</pre>
 */
public interface ChunkedStream extends AutoCloseable {

    /**
     * Connects through the default transport, with {@link ConnectionOptions#defaults()}.
     *
     * <p>The default transport is opened at the first use, as {@link Transport#open()} does, and lives as long as the process:
     * its threads are daemons, and at the end of the process it sends what was flushed and closes. Open a {@link Transport} of
     * your own where that does not fit.
     *
     * @param remote where to
     * @return completes with the stream, which the caller closes, or exceptionally as {@link
     *     Transport#connect(SocketAddress, ConnectionOptions)} does
     * @throws IllegalArgumentException if the default transport does not have this kind of address
     * @throws ProviderNotFoundException if there is no transport
     */
    static CompletionStage<ChunkedStream> connect(SocketAddress remote) {
        return connect(DefaultTransport.get(), remote, ConnectionOptions.defaults());
    }

    /**
     * Connects through a transport.
     *
     * @param transport opens the connection; it stays the caller's, and must stay open as long as the stream
     * @param remote where to
     * @param options what the connection shall be like
     * @return completes with the stream, which the caller closes, or exceptionally as {@link
     *     Transport#connect(SocketAddress, ConnectionOptions)} does; cancelling its future gives the attempt up
     * @throws IllegalArgumentException if the transport does not have this kind of address
     * @throws IllegalStateException if the transport is closed
     */
    static CompletionStage<ChunkedStream> connect(
            Transport transport, SocketAddress remote, ConnectionOptions options) {
        return Connecting.stream(transport.connect(remote, options));
    }

    /**
     * A stream over a connection that exists: one that a {@link ConnectionHandler} was given, or a mock in a test. Only the
     * public methods of {@link Connection}, {@link PipeReader} and {@link PipeWriter} are used.
     *
     * @param connection what to read from and write to; closed with the stream
     * @return a new stream; make one only of each connection
     */
    static ChunkedStream over(Connection connection) {
        return new ConnectionStream(connection);
    }

    /**
     * Reads a line, in UTF-8. It ends with {@code \n} or {@code \r\n}, both removed, or with the stream. The line is
     * collected in memory, up to 16 MiB: set a limit that suits the protocol with {@link #readLine(int)}, larger or smaller.
     *
     * @return the line; {@code null} at the end of the stream; fails with {@link LimitExceededException} if it is longer than 16
     *     MiB, and consumes nothing then
     * @throws IllegalStateException if a read is pending
     */
    CompletionStage<@Nullable String> readLine();

    /**
     * Reads a line, as {@link #readLine()}, of at most {@code maxLength} bytes. The default reads from {@link #connection()}.
     *
     * @param maxLength the most bytes of the line, 0 or more, its terminator not counted
     * @return the line; {@code null} at the end; fails with {@link LimitExceededException} if the line is longer, and consumes
     *     nothing then
     * @throws IllegalArgumentException if {@code maxLength} is negative
     * @throws IllegalStateException if a read is pending
     */
    default CompletionStage<@Nullable String> readLine(int maxLength) {
        return over(connection()).readLine(maxLength);
    }

    /**
     * Reads all up to the next separator, and consumes both. They are collected in memory, up to 16 MiB: set a limit
     * that suits the protocol with {@link #readUntil(byte[], boolean, int)}, larger or smaller.
     *
     * @param separator the bytes to look for, at least one; not copied
     * @param skipSeparator whether to leave the separator out of the result
     * @return the bytes; empty at the end of the stream; fails with {@link PartialReadException} if it ended with bytes but
     *     no separator, and with {@link LimitExceededException} after 16 MiB without one
     * @throws IllegalArgumentException if {@code separator} is empty
     * @throws IllegalStateException if a read is pending
     */
    CompletionStage<byte[]> readUntil(byte[] separator, boolean skipSeparator);

    /**
     * Reads all up to the next separator, as {@link #readUntil(byte[], boolean)}, if at most {@code maxLength} bytes come before
     * it. The default reads from {@link #connection()}.
     *
     * @param separator the bytes to look for, at least one; not copied
     * @param skipSeparator whether to leave the separator out of the result
     * @param maxLength the most bytes that may come before the separator, 0 or more
     * @return the bytes; empty at the end; fails with {@link LimitExceededException} if more came without a separator, and
     *     consumes nothing then; or with {@link PartialReadException}
     * @throws IllegalArgumentException if {@code separator} is empty or {@code maxLength} is negative
     * @throws IllegalStateException if a read is pending
     */
    default CompletionStage<byte[]> readUntil(byte[] separator, boolean skipSeparator, int maxLength) {
        return over(connection()).readUntil(separator, skipSeparator, maxLength);
    }

    /**
     * Reads what is there, once there is something; or all up to the end of the stream.
     *
     * @param n the most bytes to read; or -1 to read to the end, all of it in memory
     * @return 1 to n bytes; empty at the end or for n = 0. For -1 all bytes up to the end, which may be none; if the stream
     *     ends with a failure, or with more than an array can hold ({@link LimitExceededException}), it fails and the bytes
     *     stay readable
     * @throws IllegalArgumentException if {@code n} is below -1
     * @throws IllegalStateException if a read is pending
     */
    CompletionStage<byte[]> read(int n);

    /**
     * Reads exactly {@code n} bytes.
     *
     * @param n number of bytes, 0 or more
     * @return the bytes; empty if the stream had ended before the first of them; fails with {@link PartialReadException} if it
     *     ended within them
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws IllegalStateException if a read is pending
     */
    CompletionStage<byte[]> readExactly(int n);

    /**
     * Writes an array. A large one goes out in pieces, each when the output takes more.
     *
     * @param data the bytes; copied, and the caller's again when the stage completes
     * @return completes when all is copied and flushed and writing may go on
     */
    CompletionStage<@Nullable Void> write(byte[] data);

    /**
     * Writes the remaining bytes of a buffer. A large one goes out in pieces, each when the output takes more.
     *
     * @param data the bytes, position to limit; copied, and the caller's again when the stage completes, with its position at
     *     its limit
     * @return completes when all is copied and flushed and writing may go on
     */
    CompletionStage<@Nullable Void> write(ByteBuffer data);

    /**
     * Writes a run of bytes by linking its chunks, without a copy (short ones may be copied).
     *
     * @param data the bytes; retained as long as needed: the caller closes its own handle, at any time after the call
     * @return completes when all is flushed and writing may go on
     * @throws IllegalStateException if {@code data} is closed
     */
    CompletionStage<@Nullable Void> write(Bytes data);

    /**
     * Writes buffers one after the other in one gathering write: all are copied, then flushed once. What exceeds 1 MiB is
     * flushed every mebibyte, each when the output takes more.
     *
     * @param data the buffers, position to limit; asked for when it is this write's turn, on the thread that writes then.
     *     Copied, and the caller's again when the stage completes, with their positions at their limits
     * @return completes when all is copied and flushed and writing may go on; fails with what {@code data} throws, with the
     *     buffers before that written
     */
    CompletionStage<@Nullable Void> writeAll(Iterable<ByteBuffer> data);

    /**
     * The lines that come, as {@link #readLine()} reads them, for one subscriber. A line is read only when one is asked for,
     * and while one is, no other read may be pending. The end of the stream is {@code onComplete}, a failure {@code onError}.
     *
     * <p>Cancelling consumes nothing and leaves the stream open: ask for {@code lines()} again, or read otherwise, to go on
     * after the last line that was given out. What the subscriber's {@code onNext} throws cancels, and comes back in {@code
     * onError}.
     *
     * @return a publisher; a second subscriber gets {@code onError} with an {@link IllegalStateException}
     */
    Flow.Publisher<String> lines();

    /**
     * Ends the output after all writes before: the peer sees the end of the stream, and reading goes on (half-close).
     * Idempotent; to cancel or time out the stage takes back nothing.
     *
     * @return completes when the end is on its way, after all that was written
     */
    CompletionStage<@Nullable Void> closeWrite();

    /**
     * Closes the stream and its connection: a pending read fails, unread input is dropped, all writes before are sent, then
     * the socket closes. Idempotent. A peer that does not read can hold it up: {@link Connection#abort()} ends that.
     *
     * @return completes when the connection has closed; exceptionally if it failed, before or meanwhile, so that what was
     *     written may not have arrived
     */
    CompletionStage<@Nullable Void> closeAsync();

    /** Does what {@link #closeAsync()} does, and does not wait for it. */
    @Override
    void close();

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

    /**
     * This stream with methods that wait. Both views share everything: what is pending in one is pending in the other.
     *
     * @return the same each time
     */
    BlockingStream blocking();
}
