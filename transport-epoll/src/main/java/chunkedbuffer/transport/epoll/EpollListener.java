package chunkedbuffer.transport.epoll;

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
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bound address. Its socket accepts on one loop and hands each connection to the next loop in turn; with {@code SO_REUSEPORT} there
 * is a socket on each loop, and a connection stays where it was accepted.
 *
 * <p>It is bound and told of on its first loop. Each {@link Acceptor} belongs to its own loop; the last one to end, wherever that is,
 * ends the listener.
 */
final class EpollListener implements Listener {

    private static final Logger LOG = LoggerFactory.getLogger(EpollListener.class);

    /** As many connections may wait to be accepted; the system may have a lower limit ({@code somaxconn}). */
    private static final int BACKLOG = 4096;

    private final EpollTransport transport;
    private final EpollLoop loop;
    private final SocketKind kind;
    private final ConnectionOptions options;
    private final ConnectionHandler handler;
    private final SocketAddress wanted;
    private final ConnectionExecutor executor;
    private final boolean onEachLoop;
    private final CompletableFuture<Listener> bound = new CompletableFuture<>();
    private final Closing closed = new Closing();
    private final CountDownLatch addressFree = new CountDownLatch(1);
    private final SocketFile file = new SocketFile();
    private final AtomicInteger accepting = new AtomicInteger();
    private @Nullable SocketAddress
            local; // both written before the first acceptor starts and the listener is handed out
    private List<Acceptor> acceptors = List.of();
    private List<EpollLoop> loops = List.of();
    private volatile @Nullable Throwable failure;

    EpollListener(
            EpollTransport transport,
            EpollLoop loop,
            SocketKind kind,
            SocketAddress wanted,
            ConnectionOptions options,
            ConnectionHandler handler) {
        this.transport = transport;
        this.loop = loop;
        this.kind = kind;
        this.wanted = wanted;
        this.options = options;
        this.handler = handler;
        executor = new ConnectionExecutor(loop, options);
        onEachLoop = Boolean.TRUE.equals(options.options().get(StandardSocketOptions.SO_REUSEPORT));
    }

    CompletionStage<Listener> bind() {
        loop.execute(this::start);
        return bound;
    }

    private void start() {
        List<NativeSocket> sockets = new ArrayList<>();
        try {
            if (loop.isStopping()) {
                throw new IOException("the transport was closed, or its event loop shut down");
            }
            loops = onEachLoop ? transport.allLoops() : List.of(loop);
            SocketAddress address = wanted;
            for (int i = 0; i < loops.size(); i++) {
                NativeSocket opened = NativeSocket.server(kind, options);
                sockets.add(opened);
                opened.listen(address, BACKLOG);
                address = kind == SocketKind.TCP ? opened.localAddress() : wanted;
            }
            file.created(address);
            local = address;
        } catch (Throwable e) {
            sockets.forEach(opened -> opened.close(false));
            IOException named = AddressFailure.binding(wanted, e);
            executor.execute(() -> bound.completeExceptionally(named));
            return;
        }
        startAccepting(sockets);
        executor.execute(() -> {
            if (!bound.complete(this)) {
                close(); // cancelled meanwhile
            }
        });
    }

    private void startAccepting(List<NativeSocket> sockets) {
        accepting.set(sockets.size());
        List<Acceptor> all = new ArrayList<>();
        for (int i = 0; i < sockets.size(); i++) {
            all.add(new Acceptor(this, loops.get(i), sockets.get(i)));
        }
        acceptors = all;
        for (int i = 0; i < all.size(); i++) {
            loops.get(i).execute(all.get(i)::start);
        }
    }

    ConnectionLimit limit() {
        return transport.limit();
    }

    /** On the loop of an acceptor, which has taken a place for it. The array is its own, and will be used again. */
    void accepted(EpollLoop on, NativeSocket socket, byte[] address) {
        SocketAddress peer =
                kind == SocketKind.TCP ? NativeSocket.acceptedAddress(address) : socket.remoteAddress(wanted);
        EpollLoop next = onEachLoop ? on : transport.nextLoop();
        next.execute(() -> begin(next, socket, peer));
    }

    /** On the loop of the new connection. */
    private void begin(EpollLoop next, NativeSocket socket, SocketAddress peer) {
        if (next.isStopping()) {
            socket.close(false);
            limit().release();
            return;
        }
        EpollConnection started = null;
        try {
            socket.prepare(options);
            SocketAddress bound = localAddress();
            SocketAddress here = kind == SocketKind.TCP ? socket.localAddress(bound) : bound;
            ConnectionExecutor handlers = new ConnectionExecutor(next, options);
            EpollConnection connection =
                    new EpollConnection(next, socket, here, peer, options, handlers, limit()::release);
            Watch watch = next.watch(socket, connection);
            started = connection;
            connection.start(watch);
            handlers.execute(() -> connection.handle(handler));
        } catch (Throwable e) {
            LOG.warn("A connection that {} accepted could not be set up; it is dropped", local, e);
            if (started == null) {
                socket.close(false);
                limit().release();
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
        end(null);
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

    /** Starts to close all of its sockets. */
    void end(@Nullable Throwable cause) {
        if (cause != null) {
            failure = cause;
        }
        for (int i = 0; i < acceptors.size(); i++) {
            loops.get(i).execute(acceptors.get(i)::end);
        }
    }

    /** On the loop of the acceptor. */
    void acceptorEnded() {
        if (accepting.decrementAndGet() == 0) {
            loop.execute(this::ended);
        }
    }

    private void ended() {
        file.delete();
        Throwable cause = failure;
        executor.execute(() -> closed.finish(cause));
        addressFree.countDown();
    }
}
