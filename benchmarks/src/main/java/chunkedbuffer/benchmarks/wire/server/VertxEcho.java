package chunkedbuffer.benchmarks.wire.server;

import io.vertx.core.net.NetServerOptions;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Sends back what comes in, by a pipe of Vert.x, which stops reading while the peer takes nothing. */
final class VertxEcho extends Server {
    @Override
    void listen(InetSocketAddress address) throws Exception {
        VertxHttp.open()
                .createNetServer(new NetServerOptions().setAcceptBacklog(4096))
                .connectHandler(socket -> socket.pipeTo(socket))
                .listen(address.getPort(), address.getHostString())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
