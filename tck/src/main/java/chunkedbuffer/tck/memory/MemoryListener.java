package chunkedbuffer.tck.memory;

import chunkedbuffer.api.ConnectionHandler;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.spi.Closing;
import chunkedbuffer.spi.EventLoops;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An address that can be connected to. What is not final or volatile belongs to the wire. */
final class MemoryListener implements Listener, MemoryTransport.Member {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryListener.class);

    private final MemoryTransport transport;
    private final Wire wire;
    private final Addresses addresses;
    private final SocketAddress wanted;
    private final ConnectionOptions options;
    private final ConnectionHandler handler;
    private final HandlerExecutor executor;
    private final CompletableFuture<Listener> bound = new CompletableFuture<>();
    private final Closing closed = new Closing();
    private final CountDownLatch addressFree = new CountDownLatch(1);
    private volatile @Nullable SocketAddress local;
    private boolean done;

    MemoryListener(
            MemoryTransport transport, SocketAddress wanted, ConnectionOptions options, ConnectionHandler handler) {
        this.transport = transport;
        this.wanted = wanted;
        this.options = options;
        this.handler = handler;
        wire = transport.network().wire();
        addresses = transport.network().addresses();
        executor = new HandlerExecutor(transport.nextLoop(), options);
    }

    CompletionStage<Listener> bind() {
        wire.execute(this::start);
        return bound;
    }

    private void start() {
        try {
            KeptOptions.check(wanted, options); // tells now, and not at each connection
            if (!transport.add(this)) {
                throw new IOException("Cannot listen on " + wanted + ": the transport was closed");
            }
            local = addresses.bind(wanted, this);
            executor.execute(() -> {
                if (!bound.complete(this)) {
                    close(); // cancelled meanwhile
                }
            });
        } catch (IOException e) {
            done = true;
            transport.remove(this);
            executor.execute(() -> bound.completeExceptionally(e));
        }
    }

    /** Makes the other end of a connection and hands it to the handler; {@code false}: it cannot. */
    boolean accept(MemoryConnection far, Weather toHere, Weather fromHere) {
        try {
            SocketAddress here = far.remoteAddress();
            HandlerExecutor handlers = new HandlerExecutor(transport.nextLoop(), options);
            MemoryConnection near = new MemoryConnection(
                    transport, here, far.localAddress(), options, new KeptOptions(here, options), handlers);
            MemoryConnection.join(far, toHere, near, fromHere);
            near.start();
            handlers.execute(() -> near.handle(handler));
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("A connection to {} could not be set up; it is refused", local, e);
            return false;
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
        if (addressFree.getCount() > 0) {
            wire.execute(this::shutdown);
            if (!EventLoops.isLoop()) {
                wire.await(addressFree);
            }
        }
    }

    @Override
    public void shutdown() {
        SocketAddress address = local;
        if (!done && address != null) {
            done = true;
            addresses.unbind(address, this);
            addressFree.countDown();
            executor.execute(() -> closed.finish(null));
            transport.remove(this);
        }
    }
}
