package chunkedbuffer.benchmarks.wire.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Vert.x with one loop on its native epoll. */
final class VertxHttp extends Server {
    private volatile CharSequence date = "";

    @Override
    void listen(InetSocketAddress address) throws Exception {
        Buffer body = Buffer.buffer(Plaintext.BODY);
        CharSequence type = HttpHeaders.createOptimized(Plaintext.TYPE);
        CharSequence length = HttpHeaders.createOptimized(String.valueOf(Plaintext.BODY.length()));
        CharSequence server = HttpHeaders.createOptimized(Plaintext.SERVER);
        Vertx vertx = open();
        date = HttpHeaders.createOptimized(Plaintext.date());
        vertx.setPeriodic(1000, timer -> date = HttpHeaders.createOptimized(Plaintext.date()));
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4096))
                .requestHandler(request -> request.response()
                        .putHeader(HttpHeaders.SERVER, server)
                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                        .putHeader(HttpHeaders.CONTENT_LENGTH, length)
                        .putHeader(HttpHeaders.DATE, date)
                        .end(body))
                .listen(address.getPort(), address.getHostString())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    static Vertx open() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        if (!vertx.isNativeTransportEnabled()) {
            throw new IllegalStateException(
                    "Vert.x has no native transport here", vertx.unavailableNativeTransportCause());
        }
        return vertx;
    }
}
