package chunkedbuffer.tck.memory;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.spi.Closing;
import chunkedbuffer.spi.ReaderFailure;
import chunkedbuffer.spi.StageExecutor;
import chunkedbuffer.spi.Witness;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a connection, and its two pipes.
 *
 * <p>What is not {@code final} or {@code volatile} belongs to the wire. It ends in {@link #end} and nowhere else: when both
 * directions have ended, when a {@link #close} has sent everything, by {@link #abort}, or by a failure.
 */
final class MemoryConnection implements Connection, StageExecutor, MemoryTransport.Member {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryConnection.class);

    /** A closing connection whose peer takes no byte for so long is reset. */
    private static final long STALL = TimeUnit.SECONDS.toNanos(30);

    /** The same while the transport closes, which waits for it. */
    private static final long STALL_AT_SHUTDOWN = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long a closed connection waits for the peer's end of stream when all is sent. */
    private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(100);

    private final MemoryTransport transport;
    private final Wire wire;
    private final SocketAddress local;
    private final SocketAddress remote;
    private final ConnectionOptions options;
    private final KeptOptions kept;
    private final HandlerExecutor executor;
    private final ChunkPool pool;
    private final Pipe input;
    private final Pipe output;
    private final Closing closed = new Closing();
    private final AtomicBoolean pumping = new AtomicBoolean();
    private volatile boolean open = true;
    private @Nullable Direction outgoing;
    private @Nullable Direction incoming;
    private Wire.@Nullable Event timer;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean closing;
    private boolean ended;

    MemoryConnection(
            MemoryTransport transport,
            SocketAddress local,
            SocketAddress remote,
            ConnectionOptions options,
            KeptOptions kept,
            HandlerExecutor executor)
            throws IOException {
        this.transport = transport;
        this.local = local;
        this.remote = remote;
        this.options = options;
        this.kept = kept;
        this.executor = executor;
        wire = transport.network().wire();
        ChunkPool given = options.pool();
        pool = given == null ? ChunkPool.shared() : given;
        PipeOptions.Builder pipe = options.pipeOptions().toBuilder().pool(pool);
        input = Pipe.create(pipe.readerExecutor(this::runListener).build());
        output = Pipe.create(pipe.readerExecutor(null).writerExecutor(executor).build());
        if (!transport.add(this)) {
            throw new IOException("the transport was closed");
        }
    }

    /** Makes two ends one connection. */
    static void join(MemoryConnection one, Weather fromOne, MemoryConnection other, Weather fromOther) {
        Direction there = new Direction(one, other, fromOne);
        Direction back = new Direction(other, one, fromOther);
        one.outgoing = there;
        one.incoming = back;
        other.outgoing = back;
        other.incoming = there;
    }

    void start() {
        if (!ended) {
            output.reader().onReadable(this::wake);
        }
    }

    /** The writer has flushed or ended; many such calls may be one look. */
    private void wake() {
        if (pumping.compareAndSet(false, true)) {
            wire.execute(() -> {
                pumping.set(false);
                outgoing().pump();
            });
        }
    }

    private Direction outgoing() {
        return Objects.requireNonNull(outgoing);
    }

    private Direction incoming() {
        return Objects.requireNonNull(incoming);
    }

    Wire wire() {
        return wire;
    }

    ChunkPool pool() {
        return pool;
    }

    int window() {
        return kept.window();
    }

    boolean hasEnded() {
        return ended;
    }

    /** What is to be sent, for the direction that takes it. */
    PipeReader sent() {
        return output.reader();
    }

    /** Where what comes is put, for the direction that brings it. */
    PipeWriter received() {
        return input.writer();
    }

    /** Where user code runs. */
    void handle(ConnectionHandler handler) {
        try {
            handler.onConnection(this);
        } catch (Throwable e) {
            LOG.debug("The handler of the connection from {} to {} failed; it is aborted", remote, local, e);
            wire.execute(() -> drop(e));
        }
    }

    @Override
    public void executeLater(Runnable task) {
        executor.execute(task);
    }

    /** The executor of the reader of the input: a listener that throws closes the reader, and nothing else would tell. */
    private void runListener(Runnable task) {
        executor.execute(() -> {
            task.run();
            if (input.isReaderClosed()) {
                wire.execute(() -> incoming().checkReader());
            }
        });
    }

    @Override
    public PipeReader input() {
        return input.reader();
    }

    @Override
    public PipeWriter output() {
        return output.writer();
    }

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public <T> Connection setOption(SocketOption<T> option, T value) throws IOException {
        if (!open) {
            throw Witness.explain(this, new ClosedChannelException());
        }
        kept.put(option, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        if (!open) {
            throw Witness.explain(this, new ClosedChannelException());
        }
        return kept.get(option);
    }

    @Override
    public Duration readTimeout() {
        return options.readTimeout();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public CompletionStage<Void> closed() {
        return closed;
    }

    @Override
    public void close() {
        closeWithin(STALL);
    }

    @Override
    public void shutdown() {
        closeWithin(STALL_AT_SHUTDOWN);
    }

    private void closes() {
        Witness.saw("closed", this);
        Witness.saw("closed", output.writer()); // whose reader is closed on the wire
        open = false;
        if (output.reader() instanceof ReaderFailure refusing) {
            refusing.refuseWrites();
        }
        input.close();
    }

    private void closeWithin(long stall) {
        closes();
        wire.execute(() -> beginClose(stall));
    }

    @Override
    public void abort() {
        closes();
        wire.execute(() -> {
            end(null, true);
            output.close();
        });
    }

    private void beginClose(long stall) {
        if (ended) {
            output.close();
            return;
        }
        if (outgoing == null) { // its maker has given it up before it was joined to another
            end(null, false);
            return;
        }
        closing = true;
        incoming().discard();
        if (!outputEnded) {
            restart(stall, () -> checkProgress(stall, outgoing().taken()));
            outgoing().close();
        } else if (timer == null) {
            linger();
        }
    }

    private void checkProgress(long stall, long takenBefore) {
        long taken = outgoing().taken();
        if (taken != takenBefore) {
            restart(stall, () -> checkProgress(stall, taken));
            return;
        }
        end(
                new SocketTimeoutException(
                        "The peer " + remote + " took no byte for " + TimeUnit.NANOSECONDS.toMillis(stall)
                                + " ms while the connection was closing; it is reset, and what was not sent is dropped"),
                true);
    }

    /** All that was to be sent is on its way: after the writer's end of stream, or because the connection is closing. */
    void outputEnded() {
        if (ended || outputEnded) {
            return;
        }
        outputEnded = true;
        if (inputEnded) {
            end(null, false);
        } else if (closing) {
            linger();
        }
    }

    /** Waits for the peer's end of stream, as what comes after a close resets the connection. */
    private void linger() {
        if (outgoing().taken() > 0) {
            restart(LINGER, () -> end(null, false));
        } else {
            end(null, false);
        }
    }

    /** The peer's end of stream is in the input. */
    void inputEnded() {
        inputEnded = true;
        if (outputEnded) {
            end(null, false);
        }
    }

    /** The peer has reset the connection, or the network has. What was received stays readable. */
    void reset() {
        if (!ended) {
            // Nobody waits for more, and all is sent: a reset now only saves time.
            end(closing && outputEnded ? null : new SocketException("Connection reset by " + remote), false);
        }
    }

    /** User code failed: nobody may be left to read or to close, so everything is dropped. */
    void drop(Throwable cause) {
        end(cause, true);
        input.close();
        output.close();
    }

    private void end(@Nullable Throwable failure, boolean reset) {
        if (ended) {
            return;
        }
        ended = true;
        open = false;
        wire.cancel(timer);
        if (outgoing != null) {
            outgoing.stop(reset);
        }
        if (incoming != null) {
            incoming.forget();
        }
        if (failure != null) {
            input.writer().eof(failure);
        }
        if (closing) {
            output.close();
        } else if (failure != null && output.reader() instanceof ReaderFailure failing) {
            failing.closeReader(failure);
        } else if (failure != null || !outputEnded) {
            output.reader().close();
        }
        executor.execute(() -> closed.finish(failure));
        transport.remove(this);
    }

    private void restart(long delay, Runnable task) {
        wire.cancel(timer);
        timer = wire.schedule(delay, task);
    }

    @Override
    public String toString() {
        return "connection in memory from " + local + " to " + remote;
    }
}
