package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.spi.AddressFailure;
import chunkedbuffer.spi.ConnectionExecutor;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One attempt to connect. All but {@link #connect} runs on the loop. */
final class Connector implements LoopMember {

    private static final long FIRST_RETRY = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_RETRY = TimeUnit.MILLISECONDS.toNanos(50);

    private final EpollLoop loop;
    private final SocketKind kind;
    private final SocketAddress remote;
    private final ConnectionOptions options;
    private final ConnectionExecutor executor;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();
    private @Nullable NativeSocket socket;
    private @Nullable Watch watch;
    private @Nullable Future<?> timeout;
    private @Nullable Future<?> retry;
    private long retryDelay = FIRST_RETRY;
    private boolean done;

    Connector(EpollLoop loop, SocketKind kind, SocketAddress remote, ConnectionOptions options) {
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
        loop.add(this);
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
            NativeSocket opened = NativeSocket.client(kind, options);
            socket = opened;
            Watch watching = loop.watch(opened, this);
            watch = watching;
            if (opened.connect(remote)) {
                connected(opened, watching);
            } else {
                watching.watchFor(Watch.CONNECTING);
            }
        } catch (IOException e) {
            if (socket != null && socket.isQueueFull(e)) {
                closeSocket();
                retry = loop.schedule(retryDelay, this::attempt);
                retryDelay = Math.min(retryDelay * 2, LAST_RETRY);
            } else {
                failed(e);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void ready(int ops) {
        NativeSocket connecting = socket;
        Watch watching = watch;
        if (done || connecting == null || watching == null) {
            return;
        }
        try {
            if (connecting.finishConnect()) {
                connected(connecting, watching);
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void connected(NativeSocket connected, Watch watching) {
        EpollConnection connection = new EpollConnection(
                loop, connected, connected.localAddress(), connected.remoteAddress(remote), options, executor);
        done = true;
        cancelTimers();
        connection.start(watching);
        loop.remove(this);
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
            executor.execute(() -> result.completeExceptionally(failure));
        }
    }

    @Override
    public void shutdown() {
        failed(new IOException("the transport was closed"));
    }

    @Override
    public void loopEnds() {
        failed(new IOException("the event loop was shut down"));
    }

    private void release() {
        if (!done) {
            done = true;
            cancelTimers();
            closeSocket();
            loop.remove(this);
        }
    }

    private void cancelTimers() {
        EpollLoop.cancel(timeout);
        EpollLoop.cancel(retry);
    }

    private void closeSocket() {
        if (watch != null) {
            watch.cancel();
        }
        if (socket != null) {
            socket.close(false);
        }
    }
}
