package chunkedbuffer.transport.nio;

import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.spi.AddressFailure;
import chunkedbuffer.spi.Closing;
import chunkedbuffer.spi.ConnectionExecutor;
import chunkedbuffer.spi.ConnectionLimit;
import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.spi.SocketFile;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bound socket. It accepts on its own loop and hands each connection to the next loop in turn. */
final class NioListener implements Listener, LoopMember {

    private static final Logger LOG = LoggerFactory.getLogger(NioListener.class);

    /** As many connections may wait to be accepted; the system may have a lower limit (on Linux {@code somaxconn}). */
    private static final int BACKLOG = 4096;

    private static final int ACCEPTS_A_TURN = 64;

    /** How long to leave a socket alone on which accepting failed, such as for want of descriptors: it stays ready meanwhile. */
    private static final long BACK_OFF = TimeUnit.MILLISECONDS.toNanos(100);

    private final NioTransport transport;
    private final ConnectionLimit limit;
    private final Runnable placeIsFree = this::acceptAgain;
    private final EventLoop loop;
    private final SocketKind kind;
    private final ConnectionOptions options;
    private final ConnectionHandler handler;
    private final SocketAddress wanted;
    private final ConnectionExecutor executor;
    private final CompletableFuture<Listener> bound = new CompletableFuture<>();
    private final Closing closed = new Closing();
    private final CountDownLatch addressFree = new CountDownLatch(1);
    private final SocketFile file = new SocketFile();
    private @Nullable SocketAddress local; // written before the listener is handed out
    private @Nullable ServerSocketChannel channel;
    private @Nullable SelectionKey key;
    private Timers.@Nullable Timer backOff;
    private boolean acceptFails;
    private boolean done;

    NioListener(
            NioTransport transport,
            EventLoop loop,
            SocketKind kind,
            SocketAddress wanted,
            ConnectionOptions options,
            ConnectionHandler handler) {
        this.transport = transport;
        limit = transport.limit();
        this.loop = loop;
        this.kind = kind;
        this.wanted = wanted;
        this.options = options;
        this.handler = handler;
        executor = new ConnectionExecutor(loop, options);
    }

    CompletionStage<Listener> bind() {
        loop.execute(this::start);
        return bound;
    }

    private void start() {
        ServerSocketChannel opened = null;
        try {
            if (loop.isStopping()) {
                throw new IOException("the transport was closed");
            }
            opened = kind.openServer(options);
            opened.bind(wanted, BACKLOG);
            SocketAddress address = opened.getLocalAddress();
            file.created(address);
            local = address;
            channel = opened;
            key = loop.register(opened, SelectionKey.OP_ACCEPT, this);
            executor.execute(() -> {
                if (!bound.complete(this)) {
                    close(); // cancelled meanwhile
                }
            });
        } catch (Throwable e) {
            if (opened != null) {
                Channels.close(opened);
                file.delete();
            }
            IOException failure = AddressFailure.binding(wanted, e);
            executor.execute(() -> bound.completeExceptionally(failure));
        }
    }

    @Override
    public void ready(int ops) {
        ServerSocketChannel accepting = channel;
        if (done || accepting == null) {
            return;
        }
        try {
            for (int i = 0; i < ACCEPTS_A_TURN && !done; i++) { // a handler on this loop may close the listener
                if (!limit.take(placeIsFree)) {
                    interest(0);
                    return;
                }
                SocketChannel accepted = acceptOrRelease(accepting);
                if (accepted == null) {
                    break;
                }
                acceptFails = false;
                EventLoop next = transport.nextLoop();
                next.execute(() -> begin(next, accepted));
            }
        } catch (IOException | Error e) { // for want of memory, say
            backOff(e);
        }
    }

    private @Nullable SocketChannel acceptOrRelease(ServerSocketChannel accepting) throws IOException {
        SocketChannel accepted = null;
        try {
            accepted = accepting.accept();
        } finally {
            if (accepted == null) {
                limit.release();
            }
        }
        return accepted;
    }

    /** By whoever closes a connection. */
    private void acceptAgain() {
        loop.executeLater(() -> {
            if (!done) {
                interest(SelectionKey.OP_ACCEPT);
            }
        });
    }

    private void backOff(Throwable failure) {
        if (acceptFails) {
            LOG.debug("Accepting on {} still fails", local, failure);
        } else {
            acceptFails = true;
            LOG.warn("Accepting on {} failed; trying again every 100 ms", local, failure);
        }
        interest(0);
        backOff = loop.schedule(BACK_OFF, () -> interest(SelectionKey.OP_ACCEPT));
    }

    private void interest(int ops) {
        if (key != null && key.isValid()) {
            key.interestOps(ops);
        }
    }

    /** On the loop of the new connection. */
    private void begin(EventLoop next, SocketChannel accepted) {
        if (next.isStopping()) {
            Channels.close(accepted);
            limit.release();
            return;
        }
        NioConnection started = null;
        try {
            kind.prepare(accepted, options);
            ConnectionExecutor handlers = new ConnectionExecutor(next, options);
            SelectionKey registered = next.register(accepted, 0, this);
            NioConnection connection =
                    new NioConnection(next, kind, accepted, registered, options, handlers, limit::release);
            started = connection;
            connection.start();
            handlers.execute(() -> connection.handle(handler));
        } catch (Throwable e) {
            LOG.warn("A connection that {} accepted could not be set up; it is dropped", local, e);
            if (started == null) {
                Channels.close(accepted);
                limit.release();
            } else {
                started.drop(e);
            }
        }
    }

    @Override
    public SocketAddress localAddress() {
        return Objects.requireNonNull(local, "not bound");
    }

    @Override
    public CompletionStage<Void> closed() {
        return closed;
    }

    @Override
    public void close() {
        loop.execute(this::shutdown);
        if (!EventLoops.isLoop()) {
            awaitUninterruptibly(addressFree);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("The listener on {} failed", local, cause);
        end(cause);
    }

    @Override
    public void shutdown() {
        end(null);
    }

    private void end(@Nullable Throwable failure) {
        if (done || channel == null) {
            return;
        }
        done = true;
        loop.cancel(backOff);
        limit.forget(placeIsFree);
        Channels.close(channel);
        file.delete();
        loop.afterNextSelect(() -> {
            addressFree.countDown();
            executor.execute(() -> closed.finish(failure));
        });
    }
}
