package chunkedbuffer.transport.nio;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.spi.Closing;
import chunkedbuffer.spi.ConnectionExecutor;
import chunkedbuffer.spi.StageExecutor;
import chunkedbuffer.spi.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open socket and its two pipes.
 *
 * <p>What is not {@code final} or {@code volatile} belongs to the loop. The socket closes in {@link #end} and nowhere else: when both
 * directions have ended, when a {@link #close} has sent everything, by {@link #abort}, or by a failure.
 */
final class NioConnection implements Connection, StageExecutor, LoopMember {

    private static final Logger LOG = LoggerFactory.getLogger(NioConnection.class);

    /** A closing connection whose peer takes no byte for so long is reset. */
    private static final long STALL = TimeUnit.SECONDS.toNanos(30);

    /** The same while the transport closes, which waits for it. */
    private static final long STALL_AT_SHUTDOWN = TimeUnit.SECONDS.toNanos(2);

    /** How long a closed connection waits for the peer's end of stream when all is sent. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(1);

    /** Made once: the sender hands it to the loop, whenever the socket takes no more. */
    final Runnable wantWrite = () -> want(SelectionKey.OP_WRITE, true);

    private final EventLoop loop;
    private final SocketKind kind;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ConnectionExecutor executor;
    private final SocketAddress local;
    private final SocketAddress remote;
    private final Duration readTimeout;
    private final Runnable socketClosed;
    private final Pipe input;
    private final Pipe output;
    private final Receiver receiver;
    private final Sender sender;
    private final Closing closed = new Closing();
    private volatile boolean open = true;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean closing;
    private boolean ended;
    private Timers.@Nullable Timer timer;

    /** @param socketClosed run once, on the loop, when the descriptor is gone */
    NioConnection(
            EventLoop loop,
            SocketKind kind,
            SocketChannel channel,
            SelectionKey key,
            ConnectionOptions options,
            ConnectionExecutor executor,
            Runnable socketClosed)
            throws IOException {
        this.loop = loop;
        this.kind = kind;
        this.channel = channel;
        this.key = key;
        this.executor = executor;
        this.socketClosed = socketClosed;
        local = channel.getLocalAddress();
        remote = channel.getRemoteAddress();
        readTimeout = options.readTimeout();
        ChunkPool given = options.pool();
        ChunkPool pool = given == null ? ChunkPool.shared() : given;
        PipeOptions.Builder pipe = options.pipeOptions().toBuilder().pool(pool);
        input = Pipe.create(pipe.readerExecutor(this::runListener).build());
        output = Pipe.create(pipe.readerExecutor(null).writerExecutor(executor).build());
        receiver = new Receiver(
                this, loop, channel, input.writer(), pool, options.maximumChunkSize(), options.pauseThreshold());
        sender = new Sender(this, loop, channel, output);
    }

    /** On the loop: takes the key over. */
    void start() {
        key.attach(this);
        sender.start();
        key.interestOps(SelectionKey.OP_READ); // and no longer OP_CONNECT, which would be ready for ever
    }

    /** Where user code runs. */
    void handle(ConnectionHandler handler) {
        try {
            handler.onConnection(this);
        } catch (Throwable e) {
            if (!open && (e instanceof IOException || e instanceof UncheckedIOException)) {
                LOG.debug("The handler of the connection from {} to {} ended with it", remote, local, e);
            } else {
                LOG.warn("The handler of the connection from {} to {} failed; it is aborted", remote, local, e);
            }
            loop.execute(() -> drop(e));
        }
    }

    @Override
    public void executeLater(Runnable task) {
        if (executor.isLoop()) {
            loop.executeLater(task);
        } else {
            executor.execute(task);
        }
    }

    /** The executor of the reader of the input: a listener that throws closes the reader, and nothing else would tell. */
    private void runListener(Runnable task) {
        if (executor.isLoop() && loop.inLoop()) {
            task.run();
            checkReader();
        } else {
            executor.execute(() -> {
                task.run();
                checkReader();
            });
        }
    }

    private void checkReader() {
        if (input.isReaderClosed()) {
            loop.executeLater(receiver::checkReader);
        }
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
        try {
            channel.setOption(option, value);
        } catch (ClosedChannelException e) {
            throw Witness.explain(this, e);
        } catch (UnsupportedOperationException e) {
            throw notHad(option, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "socket option " + option.name() + " does not take " + value + ": " + e.getMessage(), e);
        }
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        try {
            return channel.getOption(option);
        } catch (ClosedChannelException e) {
            throw Witness.explain(this, e);
        } catch (UnsupportedOperationException e) {
            throw notHad(option, e);
        }
    }

    private UnsupportedOperationException notHad(SocketOption<?> option, UnsupportedOperationException cause) {
        return new UnsupportedOperationException(
                "this socket does not have the option " + option.name() + ", but " + channel.supportedOptions(), cause);
    }

    @Override
    public Duration readTimeout() {
        return readTimeout;
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
        Witness.saw("closed", output.writer()); // whose reader is closed on the loop
        open = false;
        sender.refuseWrites();
        input.close();
    }

    private void closeWithin(long stall) {
        closes();
        loop.execute(() -> beginClose(stall));
    }

    @Override
    public void abort() {
        closes();
        loop.execute(() -> {
            end(null, true);
            sender.release();
        });
    }

    private void beginClose(long stall) {
        if (ended) {
            sender.release();
            return;
        }
        closing = true;
        receiver.discard();
        if (!outputEnded) {
            restart(stall, () -> checkProgress(stall, sender.sent()));
            sender.close();
        } else if (timer == null) {
            linger();
        }
    }

    private void checkProgress(long stall, long sentBefore) {
        long sent = sender.sent();
        if (sent != sentBefore) {
            restart(stall, () -> checkProgress(stall, sent));
            return;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(stall);
        end(
                new SocketTimeoutException("The peer " + remote + " took no byte for " + seconds
                        + " s while the connection was closing; it is reset, and what was not sent is dropped"),
                true);
    }

    /** All that was to be sent is sent: after the writer's end of stream, or because the connection is closing. */
    void outputEnded() {
        if (ended || outputEnded) {
            return;
        }
        outputEnded = true;
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            end(e, false);
            return;
        }
        if (inputEnded) {
            end(null, false);
        } else if (closing) {
            linger();
        }
    }

    /** Waits for the peer's end of stream where closing with bytes to be read would destroy bytes that were sent. */
    private void linger() {
        if (sender.sent() > 0) {
            restart(LINGER, this::endEmpty);
        } else {
            endEmpty();
        }
    }

    private void endEmpty() {
        receiver.discardBatch();
        end(null, false);
    }

    /** The receiver has come to the end of what the socket gives, which may be that of a reset. */
    void inputEnds() {
        sender.inputEnds();
    }

    void tellInputEnd() {
        if (!ended) {
            receiver.tellEnd();
        }
    }

    /** The peer has ended its stream, and the reader knows. */
    void inputEnded() {
        inputEnded = true;
        if (outputEnded) {
            end(null, false);
        }
    }

    void writeFailed(Throwable cause) {
        if (!ended) {
            receiver.takeRest();
            fail(cause);
        }
    }

    /** Something went wrong with the socket. What was received stays readable. */
    void fail(Throwable cause) {
        if (ended) {
            return;
        }
        LOG.debug("The connection from {} to {} failed", local, remote, cause);
        // Nobody waits for more, and all is sent: a peer that resets now only saves its own time.
        end(closing && outputEnded ? null : cause, false);
    }

    /** User code failed: nobody may be left to read or to close, so everything is dropped. */
    void drop(Throwable cause) {
        end(cause, true);
        input.close();
        sender.release();
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("The connection from {} to {} is aborted after an unexpected failure", local, remote, cause);
        drop(cause);
    }

    private void end(@Nullable Throwable failure, boolean reset) {
        if (ended) {
            return;
        }
        ended = true;
        open = false;
        loop.cancel(timer);
        receiver.stop();
        if (reset && kind == SocketKind.TCP) {
            Channels.resetOnClose(channel);
        }
        Channels.close(channel);
        if (failure != null) {
            input.writer().eof(failure);
        }
        if (closing) {
            sender.release();
        } else if (failure != null || !outputEnded) {
            sender.stop(failure);
        }
        loop.afterNextSelect(() -> {
            socketClosed.run();
            executor.execute(() -> closed.finish(failure));
        });
    }

    @Override
    public void ready(int ops) {
        if ((ops & SelectionKey.OP_WRITE) != 0) {
            want(SelectionKey.OP_WRITE, false);
            sender.socketReady();
        }
        if ((ops & SelectionKey.OP_READ) != 0 && !ended) {
            receive();
        }
    }

    /** Listeners that run on the loop answer while it reads: their answers go out together. */
    private void receive() {
        if (executor.isLoop() && sender.hold()) {
            try {
                receiver.ready();
            } finally {
                sender.resume();
            }
        } else {
            receiver.ready();
        }
    }

    void wantRead(boolean wanted) {
        want(SelectionKey.OP_READ, wanted);
    }

    private void want(int op, boolean wanted) {
        if (!ended && key.isValid()) {
            int now = key.interestOps();
            int ops = wanted ? now | op : now & ~op;
            if (ops != now) {
                key.interestOps(ops);
            }
        }
    }

    private void restart(long delay, Runnable task) {
        loop.cancel(timer);
        timer = loop.schedule(delay, task);
    }
}
