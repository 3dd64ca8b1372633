package chunkedbuffer.tck.memory;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One attempt to connect: a way there and a way back. All but {@link #connect} belongs to the wire. */
final class Connector implements MemoryTransport.Member {

    private final MemoryTransport transport;
    private final MemoryNetwork network;
    private final Wire wire;
    private final SocketAddress remote;
    private final ConnectionOptions options;
    private final HandlerExecutor executor;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private Wire.@Nullable Event timeout;
    private @Nullable MemoryConnection made;
    private boolean done;

    Connector(MemoryTransport transport, SocketAddress remote, ConnectionOptions options) {
        this.transport = transport;
        this.remote = remote;
        this.options = options;
        network = transport.network();
        wire = network.wire();
        executor = new HandlerExecutor(transport.nextLoop(), options);
    }

    CompletionStage<Connection> connect() {
        wire.execute(this::start);
        var unused = result.whenComplete((connection, failure) -> {
            if (result.isCancelled()) {
                wire.execute(this::giveUp);
            }
        });
        return result;
    }

    private void start() {
        if (!transport.add(this)) {
            done = true;
            fail(new IOException("Cannot connect to " + remote + ": the transport was closed"));
            return;
        }
        Duration limit = options.connectTimeout();
        if (!limit.isZero()) {
            timeout = wire.schedule(limit.toNanos(), this::timedOut);
        }
        MemoryFaults faults = network.faults();
        Weather there = network.weather(faults);
        Weather back = network.weather(faults);
        switch (faults.connecting()) {
            case SUCCEEDS -> wire.schedule(there.latency(), () -> arrive(there, back));
            case IS_REFUSED -> wire.schedule(there.latency() + back.latency(), () -> failed(refused()));
            case IS_NOT_ANSWERED -> {}
        }
    }

    private ConnectException refused() {
        return new ConnectException("Cannot connect to " + remote + ": nobody listens there, or it is refused");
    }

    private void arrive(Weather there, Weather back) {
        if (done) {
            return;
        }
        long way = back.latency();
        try {
            MemoryListener listener = network.addresses().find(remote);
            if (listener == null) {
                wire.schedule(way, () -> failed(refused()));
                return;
            }
            SocketAddress local = network.addresses().unbound(remote);
            KeptOptions kept = new KeptOptions(remote, options);
            MemoryConnection near = new MemoryConnection(transport, local, remote, options, kept, executor);
            made = near;
            if (listener.accept(near, there, back)) {
                wire.schedule(way, () -> connected(near));
            } else {
                wire.schedule(way, () -> failed(refused()));
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void connected(MemoryConnection connection) {
        if (done) {
            return;
        }
        made = null;
        finish();
        connection.start();
        executor.execute(() -> {
            if (!result.complete(connection)) {
                connection.abort(); // cancelled meanwhile
            }
        });
    }

    private void timedOut() {
        failed(new SocketTimeoutException(
                "Cannot connect to " + remote + ": no answer within the connect timeout, " + options.connectTimeout()));
    }

    private void failed(Throwable cause) {
        if (!done) {
            finish();
            fail(
                    cause instanceof IOException
                            ? cause
                            : new IOException("Cannot connect to " + remote + ": " + cause.getMessage(), cause));
        }
    }

    private void fail(Throwable cause) {
        executor.execute(() -> result.completeExceptionally(cause));
    }

    @Override
    public void shutdown() {
        failed(new IOException("Cannot connect to " + remote + ": the transport was closed"));
    }

    private void giveUp() {
        if (!done) {
            finish();
        }
    }

    private void finish() {
        done = true;
        wire.cancel(timeout);
        if (made != null) {
            made.abort();
        }
        transport.remove(this);
    }
}
