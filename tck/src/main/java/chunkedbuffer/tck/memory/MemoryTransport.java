package chunkedbuffer.tck.memory;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.spi.Witness;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** A user's way to a network: makes connections and listeners, gives each a loop in turn, and closes them with itself. */
final class MemoryTransport implements Transport {

    private static final AtomicInteger THREADS = new AtomicInteger();

    /** What a transport closes with itself. Belongs to the wire. */
    interface Member {
        /** Ends soon, whatever the peer does, and then is taken off the transport by {@link #remove}. */
        void shutdown();
    }

    private final MemoryNetwork network;
    private final Wire wire;
    private final List<HandlerLoop> loops = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean closed;

    // Of the wire:
    private final Set<Member> members = new LinkedHashSet<>();
    private boolean stopping;
    private boolean stopped;

    MemoryTransport(MemoryNetwork network, TransportOptions options) {
        this.network = network;
        wire = network.wire();
        if (wire instanceof TimedWire) {
            ThreadFactory given = options.threadFactory();
            ThreadFactory factory = given == null ? MemoryTransport::newThread : given;
            int count = options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
            for (int i = 0; i < count; i++) {
                loops.add(new HandlerLoop(factory));
            }
        }
        wire.opened();
    }

    private static Thread newThread(Runnable loop) {
        Thread thread = new Thread(loop, "chunkedbuffer-memory-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    MemoryNetwork network() {
        return network;
    }

    /** The loop for the next connection or listener. By hand the wire is the only one. */
    Executor nextLoop() {
        return loops.isEmpty() ? wire::execute : loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public CompletionStage<Connection> connect(SocketAddress remote) {
        return connect(remote, ConnectionOptions.defaults());
    }

    @Override
    public CompletionStage<Connection> connect(SocketAddress remote, ConnectionOptions options) {
        Addresses.checkKind(remote);
        Objects.requireNonNull(options, "options");
        checkOpen();
        return new Connector(this, remote, options).connect();
    }

    @Override
    public CompletionStage<Listener> listen(SocketAddress local, ConnectionHandler handler) {
        return listen(local, ConnectionOptions.defaults(), handler);
    }

    @Override
    public CompletionStage<Listener> listen(SocketAddress local, ConnectionOptions options, ConnectionHandler handler) {
        Addresses.checkKind(local);
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(handler, "handler");
        checkOpen();
        return new MemoryListener(this, local, options, handler).bind();
    }

    private void checkOpen() {
        if (closed) {
            throw Witness.explain(
                    this, new IllegalStateException("The transport is closed; open another one" + Witness.by(this)));
        }
    }

    /** On the wire: whether something may still be made. */
    boolean add(Member member) {
        return !stopping && members.add(member);
    }

    /** On the wire. */
    void remove(Member member) {
        members.remove(member);
        stopIfEmpty();
    }

    @Override
    public void close() {
        Witness.saw("closed", this);
        if (!closed) {
            closed = true;
            wire.execute(this::shutdown);
        }
        if (!EventLoops.isLoop()) {
            wire.await(done);
            loops.forEach(HandlerLoop::join);
        }
    }

    private void shutdown() {
        stopping = true;
        List.copyOf(members).forEach(Member::shutdown);
        stopIfEmpty();
    }

    private void stopIfEmpty() {
        if (stopping && !stopped && members.isEmpty()) {
            stopped = true;
            loops.forEach(HandlerLoop::stop);
            // By hand what the loops still have to do is in the row, up to here.
            wire.execute(this::leave);
        }
    }

    private void leave() {
        wire.closed();
        done.countDown();
    }

    @Override
    public String toString() {
        return "memory transport on " + network;
    }
}
