package chunkedbuffer.transport.epoll;

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
import io.netty.channel.epoll.EpollIoOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open socket and its two pipes.
 *
 * <p>What is not {@code final} or {@code volatile} belongs to the loop. The connection ends in {@link #end} and nowhere else: when
 * both directions have ended, when a {@link #close} has sent everything, by {@link #abort}, or by a failure. Then nothing is read any
 * more, the {@link Sender} closes the socket as soon as nobody writes to it, and {@link #tellClosed} tells the world.
 */
final class EpollConnection implements Connection, StageExecutor, LoopMember {

    private static final Logger LOG = LoggerFactory.getLogger(EpollConnection.class);

    /** A closing connection whose peer takes no byte for so long is reset. */
    private static final long STALL = TimeUnit.SECONDS.toNanos(30);

    /** The same while the transport closes, which waits for it. */
    private static final long STALL_AT_SHUTDOWN = TimeUnit.SECONDS.toNanos(2);

    /** How long a closed connection waits for the peer's end of stream when all is sent. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(1);

    /** Made once: the sender hands it to the loop, whenever the socket takes no more. */
    final Runnable awaitRoom = this::watchForRoom;

    private final EpollLoop loop;
    private final NativeSocket socket;
    private final ConnectionExecutor executor;
    private final SocketAddress local;
    private final SocketAddress remote;
    private final Duration readTimeout;
    private final Runnable whenClosed;
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
    private @Nullable Throwable failure;
    private @Nullable Watch watch;
    private boolean watchingForRoom;
    private @Nullable Future<?> timer;

    /** @param whenClosed run once, on the loop, when the socket is closed */
    EpollConnection(
            EpollLoop loop,
            NativeSocket socket,
            SocketAddress local,
            SocketAddress remote,
            ConnectionOptions options,
            ConnectionExecutor executor,
            Runnable whenClosed) {
        this.loop = loop;
        this.socket = socket;
        this.executor = executor;
        this.whenClosed = whenClosed;
        this.local = local;
        this.remote = remote;
        readTimeout = options.readTimeout();
        ChunkPool given = options.pool();
        ChunkPool pool = given == null ? ChunkPool.shared() : given;
        PipeOptions.Builder pipe = options.pipeOptions().toBuilder().pool(pool);
        input = Pipe.create(pipe.readerExecutor(this::runListener).build());
        output = Pipe.create(pipe.readerExecutor(null).writerExecutor(executor).build());
        receiver = new Receiver(
                this, loop, socket, input.writer(), pool, options.maximumChunkSize(), options.pauseThreshold());
        sender = new Sender(this, loop, socket, output);
    }

    /** On the loop: takes the watch of the socket over. */
    void start(Watch watching) {
        loop.add(this);
        watch = watching;
        watching.attach(this);
        sender.start();
        watchFor(Watch.READING);
    }

    private void watchFor(EpollIoOps ops) {
        if (watch != null) {
            watch.watchFor(ops);
        }
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
        Objects.requireNonNull(option, "option");
        try {
            socket.set(option, value);
        } catch (ClosedChannelException e) {
            throw Witness.explain(this, e);
        }
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        Objects.requireNonNull(option, "option");
        try {
            return option.type().cast(socket.get(option));
        } catch (ClosedChannelException e) {
            throw Witness.explain(this, e);
        }
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
            if (ended) {
                sender.release();
            } else {
                end(null, true, true);
            }
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
                true,
                false);
    }

    /** All that was to be sent is sent: after the writer's end of stream, or because the connection is closing. */
    void outputEnded() {
        if (ended || outputEnded) {
            return;
        }
        outputEnded = true;
        try {
            socket.endOutput();
        } catch (IOException e) {
            end(e, false, false);
            return;
        }
        if (inputEnded) {
            end(null, false, false);
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
        end(null, false, false);
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
            end(null, false, false);
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
        end(closing && outputEnded ? null : cause, false, false);
    }

    /** User code failed: nobody may be left to read or to close, so everything is dropped. */
    void drop(Throwable cause) {
        if (ended) {
            input.close();
            sender.release();
        } else {
            end(cause, true, true);
        }
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("The connection from {} to {} is aborted after an unexpected failure", local, remote, cause);
        drop(cause);
    }

    @Override
    public void loopEnds() {
        end(
                new IOException("The event loop of the connection from " + local + " to " + remote + " was shut down"),
                true,
                false);
    }

    /**
     * @param reset whether the peer gets a reset, where the kind of socket has one
     * @param all whether what was received and what was not flushed is dropped as well
     */
    private void end(@Nullable Throwable cause, boolean reset, boolean all) {
        if (ended) {
            return;
        }
        ended = true;
        open = false;
        failure = cause;
        EpollLoop.cancel(timer);
        receiver.stop();
        if (watch != null) {
            watch.cancel();
        }
        if (cause != null) {
            input.writer().eof(cause);
        }
        if (all) {
            input.close();
        }
        sender.end(new Ending(
                closing ? null : cause, closing || all || cause != null || !outputEnded, closing || all, reset));
    }

    void tellClosed() {
        whenClosed.run();
        loop.remove(this);
        Throwable cause = failure;
        executor.execute(() -> closed.finish(cause));
    }

    @Override
    public void ready(int ops) {
        if (ended) {
            return; // reported together with an event of another socket that has ended this one
        }
        boolean gone = (ops & Watch.NEITHER_IN_NOR_OUT) != 0;
        if (gone || (ops & Watch.OUT) != 0) {
            roomCame();
        }
        if ((gone || (ops & Watch.IN) != 0) && !ended) {
            receiver.arrived(gone);
            receive();
        }
    }

    /** Listeners that run on the loop answer while it reads: their answers go out together. */
    void receive() {
        if (ended) {
            return;
        }
        if (executor.isLoop() && sender.hold()) {
            try {
                receiver.receive();
            } finally {
                sender.resume();
            }
        } else {
            receiver.receive();
        }
    }

    private void watchForRoom() {
        if (!ended && !watchingForRoom) {
            watchingForRoom = true;
            watchFor(Watch.READING_AND_WRITING); // reports at once if there is room by now
        }
    }

    private void roomCame() {
        sender.socketReady();
        if (!ended && watchingForRoom && !sender.isAwaitingSocket()) {
            watchingForRoom = false;
            watchFor(Watch.READING);
        }
    }

    private void restart(long delay, Runnable task) {
        EpollLoop.cancel(timer);
        timer = loop.schedule(delay, task);
    }
}
