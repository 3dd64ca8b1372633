package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** An echo server for a process of its own, which has few descriptors; see {@link AcceptBackOffTest}. Ends with its input. */
final class TightServer {

    private TightServer() {}

    public static void main(String[] args) throws Exception {
        try (Transport transport = Transport.open("epoll")) {
            Listener listener = transport
                    .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TightServer::echo)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            // What is needed later is loaded now: classes in folders cannot be opened without descriptors either.
            converse(transport, listener);
            System.out.println("port " + ((InetSocketAddress) listener.localAddress()).getPort());
            while (System.in.read() >= 0) {}
        }
    }

    private static void converse(Transport transport, Listener listener) throws Exception {
        ChunkedStream client = ChunkedStream.connect(transport, listener.localAddress(), ConnectionOptions.defaults())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        client.write(new byte[] {'w'});
        client.readExactly(1).toCompletableFuture().get(30, TimeUnit.SECONDS);
        client.close();
        client.connection().closed().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void echo(Connection connection) {
        connection.input().onReadable(() -> {
            try {
                connection.input().transferTo(connection.output(), -1);
                if (connection.input().isExhausted()) {
                    connection.close();
                }
            } catch (IOException e) {
                connection.abort();
            }
        });
    }
}
