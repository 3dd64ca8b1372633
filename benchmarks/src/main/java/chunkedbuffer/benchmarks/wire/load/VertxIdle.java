package chunkedbuffer.benchmarks.wire.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sockets of Vert.x on its native epoll. */
final class VertxIdle extends IdleClient {
    private final NetClient client = Vertx.vertx(
                    new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true))
            .createNetClient(new NetClientOptions().setTcpNoDelay(true).setSoLinger(0));

    @Override
    CompletableFuture<AutoCloseable> connect(InetSocketAddress server) {
        CompletableFuture<AutoCloseable> done = new CompletableFuture<>();
        client.connect(server.getPort(), server.getHostString()).onComplete(connected -> {
            if (connected.succeeded()) {
                play(connected.result(), done);
            } else {
                done.completeExceptionally(connected.cause());
            }
        });
        return done;
    }

    private static void play(NetSocket socket, CompletableFuture<AutoCloseable> done) {
        AtomicInteger missing = new AtomicInteger(Message.SIZE);
        socket.handler(data -> {
            if (missing.addAndGet(-data.length()) == 0) {
                done.complete(() ->
                        socket.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS));
            }
        });
        socket.write(Buffer.buffer(new byte[Message.SIZE]));
    }
}
