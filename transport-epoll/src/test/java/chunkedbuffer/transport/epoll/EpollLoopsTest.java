package chunkedbuffer.transport.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.tck.NothingLeaked;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A transport on an application's event loops. */
@ExtendWith(NothingLeaked.class)
@Timeout(60)
class EpollLoopsTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private EventLoopGroup group;

    @BeforeEach
    void startGroup() {
        group = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
    }

    @AfterEach
    void endGroup() throws Exception {
        end(group);
    }

    private static void end(EventLoopGroup group) throws Exception {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        assertTrue(group.awaitTermination(30, TimeUnit.SECONDS));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private boolean onGroup() {
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    private static void echo(Connection connection) {
        connection.input().onReadable(() -> {
            try {
                connection.input().transferTo(connection.output(), -1);
                if (connection.input().isExhausted()) {
                    connection.output().eof();
                }
            } catch (IOException e) {
                connection.abort();
            }
        });
    }

    @Test
    void runsOnTheLoopsOfTheGroupAndLeavesThemAlone() throws Exception {
        CompletableFuture<Boolean> handled = new CompletableFuture<>();
        CompletableFuture<Boolean> marked = new CompletableFuture<>();
        Connection client;
        try (Transport transport = EpollLoops.transport(group)) {
            assertEquals("epoll", transport.name());
            Listener listener = get(transport.listen(ANY_PORT, connection -> {
                handled.complete(onGroup());
                marked.complete(EventLoops.isLoop());
                echo(connection);
            }));
            client = get(transport.connect(listener.localAddress()));
            client.output().write(new byte[] {1, 2, 3});
            client.output().flush();
            assertTrue(client.input().awaitReadable(3));
            assertTrue(get(handled));
            assertTrue(get(marked), "no pool waits there");
        }
        get(client.closed());
        assertFalse(group.isShuttingDown());
        assertTrue(group.submit(this::onGroup).get(30, TimeUnit.SECONDS));
    }

    /** A channel of Netty's is the client of a listener of ours, on the same loop. */
    @Test
    void sharesALoopWithChannelsOfNettys() throws Exception {
        EventLoopGroup single = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try (Transport transport = EpollLoops.transport(single)) {
            CompletableFuture<Connection> accepted = new CompletableFuture<>();
            Listener listener = get(transport.listen(ANY_PORT, accepted::complete));
            CompletableFuture<Void> inactive = new CompletableFuture<>();
            new Bootstrap()
                    .group(single)
                    .channel(EpollSocketChannel.class)
                    .handler(new ChannelInboundHandlerAdapter() {
                        @Override
                        public void channelInactive(ChannelHandlerContext context) {
                            inactive.complete(null);
                        }
                    })
                    .connect(listener.localAddress())
                    .sync();
            assertFalse(inactive.isDone());
            get(accepted).close();
            get(inactive);
            get(get(accepted).closed());
        } finally {
            end(single);
        }
    }

    @Test
    void twoTransportsShareOneGroup() throws Exception {
        try (Transport first = EpollLoops.transport(group);
                Transport second = EpollLoops.transport(group)) {
            Listener listener = get(second.listen(ANY_PORT, EpollLoopsTest::echo));
            Connection gone = get(first.connect(listener.localAddress()));
            Connection stays = get(second.connect(listener.localAddress()));
            first.close();
            assertFalse(gone.isOpen());
            assertThrows(IllegalStateException.class, () -> first.connect(listener.localAddress()));
            stays.output().write(new byte[] {1});
            stays.output().flush();
            assertTrue(stays.input().awaitReadable(1));
        }
    }

    @Test
    void aGroupThatIsShutDownTakesTheConnectionsWithIt() throws Exception {
        Transport transport = EpollLoops.transport(group);
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        Listener listener = get(transport.listen(ANY_PORT, accepted::complete));
        try (Socket peer = new Socket()) {
            peer.connect(listener.localAddress());
            Connection connection = get(accepted);
            end(group);
            Throwable failure = assertThrows(ExecutionException.class, () -> get(connection.closed()))
                    .getCause();
            assertInstanceOf(IOException.class, failure);
            assertSame(failure, connection.input().failure());
            assertInstanceOf(
                    IOException.class,
                    assertThrows(ExecutionException.class, () -> get(listener.closed()))
                            .getCause());
            connection.close();
            Throwable late = assertThrows(
                            ExecutionException.class, () -> get(transport.connect(listener.localAddress())))
                    .getCause();
            assertInstanceOf(IOException.class, late);
            assertInstanceOf(
                    IOException.class,
                    assertThrows(ExecutionException.class, () -> get(transport.listen(ANY_PORT, another -> {})))
                            .getCause());
        }
        listener.close();
        transport.close();
        transport.close();
    }

    /** Netty refuses tasks then, and each connection has some for its end. */
    @Test
    void aGroupThatIsShutDownOnALoopOfItsTakesTheConnectionsWithIt() throws Exception {
        int pairs = 200;
        EventLoopGroup single = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Transport transport = EpollLoops.transport(single);
        Queue<Connection> ends = new ConcurrentLinkedQueue<>();
        CountDownLatch accepted = new CountDownLatch(pairs);
        Listener listener = get(transport.listen(ANY_PORT, connection -> {
            ends.add(connection);
            accepted.countDown();
        }));
        for (int i = 0; i < pairs; i++) {
            ends.add(get(transport.connect(listener.localAddress())));
        }
        assertTrue(accepted.await(30, TimeUnit.SECONDS));
        single.submit(() -> single.shutdownGracefully(0, 0, TimeUnit.SECONDS)).get(30, TimeUnit.SECONDS);
        assertTrue(single.awaitTermination(30, TimeUnit.SECONDS));
        for (Connection end : ends) {
            assertInstanceOf(
                    IOException.class,
                    assertThrows(ExecutionException.class, () -> get(end.closed()))
                            .getCause());
            end.close();
        }
        transport.close();
    }

    @Test
    void loopsThatDoNotRunOnEpollAreRefused() throws Exception {
        for (EventLoopGroup other : new EventLoopGroup[] {
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()),
            new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory())
        }) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> EpollLoops.transport(other));
            assertTrue(refused.getMessage().contains("EpollIoHandler"), refused::toString);
            end(other);
        }
        assertThrows(NullPointerException.class, () -> EpollLoops.transport(null));
    }
}
