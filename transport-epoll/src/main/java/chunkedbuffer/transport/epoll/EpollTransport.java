package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.spi.ConnectionLimit;
import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.spi.Witness;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops, and the choice of one for each connection and listener: in turn. */
final class EpollTransport implements Transport {

    private final Loops loops;
    private final ConnectionLimit limit;
    private final List<EpollLoop> all;
    private final CompletableFuture<Void> ended;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    EpollTransport(Loops loops, int maxConnections) {
        this.loops = loops;
        limit = new ConnectionLimit(maxConnections);
        all = loops.all();
        ended = CompletableFuture.allOf(all.stream().map(EpollLoop::whenEmpty).toArray(CompletableFuture<?>[]::new))
                .thenRun(loops::end);
    }

    /** The loop for the next channel. */
    EpollLoop nextLoop() {
        return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    }

    List<EpollLoop> allLoops() {
        return all;
    }

    ConnectionLimit limit() {
        return limit;
    }

    @Override
    public String name() {
        return EpollTransportProvider.NAME;
    }

    @Override
    public CompletionStage<Connection> connect(SocketAddress remote) {
        return connect(remote, ConnectionOptions.defaults());
    }

    @Override
    public CompletionStage<Connection> connect(SocketAddress remote, ConnectionOptions options) {
        SocketKind kind = SocketKind.of(remote);
        Objects.requireNonNull(options, "options");
        checkOpen();
        return new Connector(nextLoop(), kind, remote, options).connect();
    }

    @Override
    public CompletionStage<Listener> listen(SocketAddress local, ConnectionHandler handler) {
        return listen(local, ConnectionOptions.defaults(), handler);
    }

    @Override
    public CompletionStage<Listener> listen(SocketAddress local, ConnectionOptions options, ConnectionHandler handler) {
        SocketKind kind = SocketKind.of(local);
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(handler, "handler");
        checkOpen();
        return new EpollListener(this, nextLoop(), kind, local, options, handler).bind();
    }

    private void checkOpen() {
        if (closed) {
            throw Witness.explain(
                    this, new IllegalStateException("The transport is closed; open another one" + Witness.by(this)));
        }
    }

    @Override
    public void close() {
        Witness.saw("closed", this);
        closed = true;
        for (EpollLoop loop : all) {
            loop.shutdown();
        }
        if (!EventLoops.isLoop()) {
            ended.join();
            loops.join();
        }
    }
}
