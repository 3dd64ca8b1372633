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
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A server with default options but for the limit of connections, for a process of its own, whose memory is measured: answers lines, one with {@code much} without end.
 * At each line of its input it prints the connections that are open, those whose write waits, the bytes of the heap that are in use, those of direct memory, and the last failure of a
 * connection.
 */
final class DefaultServer {

    /** Said to collect garbage first. */
    static final String COLLECT = "collect";

    private static final byte[] PIECE = new byte[8 * 1024];

    /** Goes on with what has no end: not the common pool, which on two processors is a new thread for each task. */
    private static final Executor MORE = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "more");
        thread.setDaemon(true);
        return thread;
    });

    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final AtomicInteger WRITING = new AtomicInteger();
    private static volatile @Nullable Throwable lastFailure;

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
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                if (command.equals(COLLECT)) {
                    System.gc();
                }
                System.out.println(
                        OPEN.get() + " " + WRITING.get() + " " + heap() + " " + direct() + " " + lastFailure);
            }
        }
    }

    private static void serve(Connection connection) {
        OPEN.incrementAndGet();
        connection.closed().whenComplete((nothing, failure) -> {
            OPEN.decrementAndGet();
            if (failure != null) {
                lastFailure = failure;
            }
        });
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
        BiConsumer<Void, Throwable> next = (nothing, failure) -> {
            if (failure == null) {
                more(stream);
            }
        };
        WRITING.incrementAndGet();
        stream.write(PIECE)
                .whenComplete((nothing, failure) -> WRITING.decrementAndGet())
                .whenCompleteAsync(next, MORE); // not deeper and deeper
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(each -> each.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
