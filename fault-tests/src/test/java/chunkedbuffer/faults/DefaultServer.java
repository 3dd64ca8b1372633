package chunkedbuffer.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server with default options but for the limit of connections, for a process of its own, whose memory is measured: answers lines, one with {@code much} without end.
 * At each line of its input it prints the connections that are open, the bytes of the heap that are in use, and those of direct memory.
 */
final class DefaultServer {

    private static final byte[] PIECE = new byte[8 * 1024];
    private static final AtomicInteger OPEN = new AtomicInteger();

    private DefaultServer() {}

    public static void main(String[] args) throws Exception {
        TransportOptions options = TransportOptions.builder()
                .name(args[0])
                .maxConnections(Integer.parseInt(args[1]))
                .build();
        try (Transport transport = Transport.open(options);
                Listener listener = Patience.get(transport.listen(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DefaultServer::serve))) {
            System.out.println(((InetSocketAddress) listener.localAddress()).getPort());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            while (commands.readLine() != null) {
                System.out.println(OPEN.get() + " " + heap() + " " + direct());
            }
        }
    }

    private static void serve(Connection connection) {
        OPEN.incrementAndGet();
        connection.closed().whenComplete((nothing, failure) -> OPEN.decrementAndGet());
        answer(ChunkedStream.over(connection));
    }

    private static void answer(ChunkedStream stream) {
        stream.readLine().whenComplete((line, failure) -> {
            if (line == null) { // the end, or a failure, such as a line that is too long
                stream.connection().abort();
            } else if (line.equals("much")) {
                more(stream);
            } else {
                stream.write((line + "\n").getBytes(UTF_8));
                answer(stream);
            }
        });
    }

    private static void more(ChunkedStream stream) {
        stream.write(PIECE).whenCompleteAsync((nothing, failure) -> { // not deeper and deeper
            if (failure == null) {
                more(stream);
            }
        });
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(each -> each.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
