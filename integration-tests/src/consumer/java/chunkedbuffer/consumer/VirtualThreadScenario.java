package chunkedbuffer.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Many clients and their server's handlers, each waiting on a virtual thread of its own. With a single carrier thread it comes
 * to an end only where none of the waits holds the carrier.
 */
final class VirtualThreadScenario {
    private static final int CLIENTS = 200;
    private static final int LINES = 10;

    private VirtualThreadScenario() {}

    static void run() throws Exception {
        ExecutorService virtual = virtualThreads();
        try (Transport transport = Transport.open()) {
            ConnectionOptions options =
                    ConnectionOptions.builder().handlerExecutor(virtual).build();
            InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            try (Listener listener =
                    EchoScenario.await(transport.listen(local, options, VirtualThreadScenario::serve))) {
                List<Future<Integer>> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    int client = i;
                    clients.add(virtual.submit(() -> converse(transport, listener, client)));
                }
                int lines = 0;
                for (Future<Integer> client : clients) {
                    lines += client.get(60, TimeUnit.SECONDS);
                }
                System.out.println("lines " + lines);
            }
        }
        virtual.shutdown();
        Main.check(virtual.awaitTermination(60, TimeUnit.SECONDS), "every virtual thread ends");
    }

    private static void serve(Connection connection) {
        try (BlockingStream stream = ChunkedStream.over(connection).blocking()) {
            for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                stream.write((line + "!\n").getBytes(UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int converse(Transport transport, Listener listener, int client) throws Exception {
        int lines = 0;
        try (BlockingStream stream = EchoScenario.await(
                        ChunkedStream.connect(transport, listener.localAddress(), ConnectionOptions.defaults()))
                .blocking()) {
            for (int i = 0; i < LINES; i++) {
                String line = client + "." + i;
                stream.write((line + "\n").getBytes(UTF_8));
                Main.check((line + "!").equals(stream.readLine()), line);
                lines++;
            }
        }
        return lines;
    }

    // By reflection: this program is compiled for Java 17.
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
