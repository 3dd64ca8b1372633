package chunkedbuffer.transport.nio;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.spi.AddressFailure;
import chunkedbuffer.spi.ConnectionExecutor;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One attempt to connect. All but {@link #connect} runs on the loop. */
final class Connector implements LoopMember {

    /** What Linux says to a Unix-domain connect when the listener's queue is full; TCP just waits. */
    private static final String QUEUE_FULL = "Resource temporarily unavailable";

    private static final long FIRST_RETRY = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_RETRY = TimeUnit.MILLISECONDS.toNanos(50);

    private final EventLoop loop;
    private final SocketKind kind;
    private final SocketAddress remote;
    private final ConnectionOptions options;
    private final ConnectionExecutor executor;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private Timers.@Nullable Timer timeout;
    private Timers.@Nullable Timer retry;
    private long retryDelay = FIRST_RETRY;
    private boolean done;

    Connector(EventLoop loop, SocketKind kind, SocketAddress remote, ConnectionOptions options) {
        this.loop = loop;
        this.kind = kind;
        this.remote = remote;
        this.options = options;
        executor = new ConnectionExecutor(loop, options);
    }

    CompletionStage<Connection> connect() {
        loop.execute(this::start);
        var unused = result.whenComplete((connection, failure) -> {
            if (result.isCancelled()) {
                loop.execute(this::release);
            }
        });
        return result;
    }

    private void start() {
        Duration limit = options.connectTimeout();
        if (!limit.isZero() && !loop.isStopping()) {
            timeout = loop.schedule(limit.toNanos(), this::timedOut);
        }
        attempt();
    }

    private void attempt() {
        retry = null;
        if (loop.isStopping()) {
            shutdown();
            return;
        }
        try {
            SocketChannel opened = kind.openClient(options);
            channel = opened;
            boolean connected = opened.connect(remote);
            SelectionKey registered = loop.register(opened, connected ? 0 : SelectionKey.OP_CONNECT, this);
            key = registered;
            if (connected) {
                connected(opened, registered);
            }
        } catch (SocketException e) {
            if (kind == SocketKind.UNIX && QUEUE_FULL.equals(e.getMessage())) {
                closeChannel();
                retry = loop.schedule(retryDelay, this::attempt);
                retryDelay = Math.min(retryDelay * 2, LAST_RETRY);
            } else {
                failed(e);
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void ready(int ops) {
        SocketChannel connecting = channel;
        SelectionKey registered = key;
        if (done || connecting == null || registered == null) {
            return;
        }
        try {
            if (connecting.finishConnect()) {
                connected(connecting, registered);
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void connected(SocketChannel connected, SelectionKey registered) throws IOException {
        NioConnection connection = new NioConnection(loop, kind, connected, registered, options, executor);
        done = true;
        cancelTimers();
        connection.start();
        executor.execute(() -> {
            if (!result.complete(connection)) {
                connection.abort(); // cancelled meanwhile
            }
        });
    }

    private void timedOut() {
        failed(new SocketTimeoutException("no answer within the connect timeout, " + options.connectTimeout()));
    }

    @Override
    public void failed(Throwable cause) {
        if (!done) {
            release();
            IOException failure = AddressFailure.connecting(remote, cause);
            loop.afterNextSelect(() -> executor.execute(() -> result.completeExceptionally(failure)));
        }
    }

    @Override
    public void shutdown() {
        failed(new IOException("the transport was closed"));
    }

    private void release() {
        if (!done) {
            done = true;
            cancelTimers();
            closeChannel();
        }
    }

    private void cancelTimers() {
        loop.cancel(timeout);
        loop.cancel(retry);
    }

    private void closeChannel() {
        if (channel != null) {
            Channels.close(channel);
        }
    }
}
