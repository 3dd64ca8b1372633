package chunkedbuffer.benchmarks.wire.server;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Undertow with one IO thread, answering on it. */
final class UndertowHttp extends Server {
    @Override
    void listen(InetSocketAddress address) {
        ByteBuffer body = Plaintext.direct(Plaintext.BODY);
        Undertow.builder()
                .addHttpListener(address.getPort(), address.getHostString())
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setHandler(exchange -> {
                    exchange.getResponseHeaders()
                            .put(Headers.SERVER, Plaintext.SERVER)
                            .put(Headers.CONTENT_TYPE, Plaintext.TYPE);
                    exchange.getResponseSender().send(body.duplicate());
                })
                .build()
                .start();
    }
}
