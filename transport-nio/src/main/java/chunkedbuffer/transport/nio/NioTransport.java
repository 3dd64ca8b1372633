package chunkedbuffer.transport.nio;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.spi.ConnectionLimit;
import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.spi.Witness;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops, and the choice of one for each connection and listener: in turn. */
final class NioTransport implements Transport {

    static final String NAME = "nio";

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final EventLoop[] loops;
    private final ConnectionLimit limit;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    NioTransport(TransportOptions options) {
        limit = new ConnectionLimit(options.maxConnections());
        ThreadFactory given = options.threadFactory();
        ThreadFactory factory = given == null ? NioTransport::newThread : given;
        int count = options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
        loops = new EventLoop[count];
        int started = 0;
        try {
            for (; started < count; started++) {
                EventLoop loop = new EventLoop(factory);
                loop.start();
                loops[started] = loop;
            }
        } finally {
            if (started < count) {
                stop(started);
            }
        }
    }

    private static Thread newThread(Runnable loop) {
        Thread thread = new Thread(loop, "chunkedbuffer-nio-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** The loop for the next channel. */
    EventLoop nextLoop() {
        return loops[Math.floorMod(turn.getAndIncrement(), loops.length)];
    }

    ConnectionLimit limit() {
        return limit;
    }

    @Override
    public String name() {
        return NAME;
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
        return new NioListener(this, nextLoop(), kind, local, options, handler).bind();
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
        stop(loops.length);
    }

    private void stop(int count) {
        for (int i = 0; i < count; i++) {
            loops[i].shutdown();
        }
        if (!EventLoops.isLoop()) {
            for (int i = 0; i < count; i++) {
                loops[i].join();
            }
        }
    }
}
