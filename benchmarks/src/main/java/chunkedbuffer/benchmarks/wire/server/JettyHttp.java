package chunkedbuffer.benchmarks.wire.server;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with one selector, answering on its thread. */
final class JettyHttp extends Server {
    @Override
    void listen(InetSocketAddress address) throws Exception {
        var server = new org.eclipse.jetty.server.Server(new QueuedThreadPool(8, 4));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
        ByteBuffer body = Plaintext.direct(Plaintext.BODY);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders()
                        .put(HttpHeader.SERVER, Plaintext.SERVER)
                        .put(HttpHeader.CONTENT_TYPE, Plaintext.TYPE)
                        .put(HttpHeader.CONTENT_LENGTH, Plaintext.BODY.length());
                response.write(true, body.duplicate(), callback);
                return true;
            }
        });
        server.start();
    }
}
