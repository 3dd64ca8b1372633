package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A loop that is warm makes no garbage: not for an event, not for a read, not for a write. */
@ExtendWith(NothingLeaked.class)
@Timeout(90)
class AllocationTest {

    private static final int ROUND_TRIPS = 5000;
    private static final byte[] REPLY = new byte[100];

    /** The compiler takes its time, and some garbage of the interpreter away with it. */
    private static final int BATCHES = 100;

    @Test
    void answeringAllocatesNothingOnTheLoop(PoolProbe pools) throws Exception {
        AtomicReference<Thread> loop = new AtomicReference<>();
        TransportOptions single = TransportOptions.builder()
                .threads(1)
                .threadFactory(run -> {
                    loop.set(new Thread(run));
                    return loop.get();
                })
                .build();
        ConnectionOptions options =
                ConnectionOptions.builder().pool(pools.create()).build();
        try (Transport transport = new EpollTransportProvider().create(single)) {
            Listener listener = transport
                    .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), options, AllocationTest::answer)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            try (SocketChannel peer = SocketChannel.open(listener.localAddress())) {
                ByteBuffer message = ByteBuffer.allocateDirect(REPLY.length);
                long least = Long.MAX_VALUE;
                for (int batch = 0; batch < BATCHES && least >= ROUND_TRIPS; batch++) {
                    long before = allocatedBy(loop.get());
                    for (int i = 0; i < ROUND_TRIPS; i++) {
                        roundTrip(peer, message);
                    }
                    least = Math.min(least, allocatedBy(loop.get()) - before);
                }
                assertTrue(least < ROUND_TRIPS, least + " bytes in " + ROUND_TRIPS + " round trips");
            }
        }
    }

    private static void roundTrip(SocketChannel peer, ByteBuffer message) throws IOException {
        message.clear();
        while (message.hasRemaining()) {
            peer.write(message);
        }
        message.clear();
        while (message.hasRemaining()) {
            assertTrue(peer.read(message) > 0);
        }
    }

    private static void answer(Connection connection) {
        connection.input().onReadable(() -> {
            try {
                int received = (int) connection.input().skip(-1);
                if (received > 0) {
                    connection.output().write(REPLY, 0, received);
                    connection.output().flush();
                }
                if (connection.input().isExhausted()) {
                    connection.close();
                }
            } catch (IOException e) {
                connection.abort();
            }
        });
    }

    /** By reflection: the module under test reads no module of the JDK's but {@code java.base}. */
    static long allocatedBy(Thread thread) throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method allocated =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        return (Long) allocated.invoke(bean, thread.getId());
    }
}
