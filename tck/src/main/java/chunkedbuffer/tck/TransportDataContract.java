package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.spi.EventLoops;
import java.lang.reflect.Method;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Bytes, addresses, options and threads. */
public abstract class TransportDataContract extends TransportSuite {

    /** For subclasses. */
    protected TransportDataContract() {}

    // ---- bytes

    @Test
    void bytesGoBothWays() throws Exception {
        Pair pair = pair();
        send(pair.client(), "ping");
        assertReceives("ping", pair.server());
        send(pair.server(), "pong");
        assertReceives("pong", pair.client());
    }

    @Test
    void theDefaultOptionsDoToo() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = closing(get(transport.listen(kind.free(directory), accepted)));
        Connection client = closing(get(transport.connect(listener.localAddress())));
        send(client, "ping");
        assertReceives("ping", closing(accepted.next()));
    }

    @Test
    void aLongStreamComesBackWhole() throws Exception {
        Listener listener = listen(TransportSuite::echo);
        Connection client = connect(listener.localAddress());
        byte[] sent = pattern(8 * 1024 * 1024);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try (var out = client.output().asOutputStream()) {
                out.write(sent);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        for (int at = 0; at < sent.length; at += 1 << 16) {
            assertReceives(java.util.Arrays.copyOfRange(sent, at, at + (1 << 16)), client);
        }
        get(writing);
        assertEnds(client);
    }

    @Test
    void whatIsNotFlushedIsNotSentBeforeAFlush() throws Exception {
        Rude rude = accepted();
        rude.connection().output().write(new byte[] {'a'});
        rude.peer().send("x");
        assertReceives("x", rude.connection()); // by now the transport has had its chance
        assertEquals(0, rude.peer().receiveNow());
        rude.connection().output().write(new byte[] {'b'});
        rude.connection().output().flush();
        assertEquals("ab", rude.peer().receiveText(2));
    }

    @Test
    void eachConnectionIsGivenToTheHandler() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        Connection first = connect(listener.localAddress());
        send(first, "1");
        Connection firstServer = closing(accepted.next());
        Connection second = connect(listener.localAddress());
        send(second, "2");
        Connection secondServer = closing(accepted.next());
        assertNotSame(firstServer, secondServer);
        assertReceives("1", firstServer);
        assertReceives("2", secondServer);
    }

    @Test
    void bytesThatCameBeforeTheListenerWasSetAreThere() throws Exception {
        Pair pair = pair();
        send(pair.client(), "early");
        until("arrived", () -> pair.server().input().length() == 5);
        CompletableFuture<String> read = new CompletableFuture<>();
        pair.server().input().onReadable(() -> {
            try {
                read.complete(pair.server().input().readString(5, java.nio.charset.StandardCharsets.US_ASCII));
            } catch (Exception e) {
                read.completeExceptionally(e);
            }
        });
        assertEquals("early", get(read));
    }

    @Test
    void theEndsAreTheSameEachTime() throws Exception {
        Connection client = pair().client();
        assertSame(client.input(), client.input());
        assertSame(client.output(), client.output());
        assertSame(client.closed(), client.closed());
    }

    @Test
    void anIdleConnectionHoldsNoChunk() throws Exception {
        Pair pair = pair();
        assertEquals(0, pool.stats().inUse());
        send(pair.client(), "ping");
        assertReceives("ping", pair.server());
        until("chunks are back", () -> pool.stats().inUse() == 0);
        assertTrue(pool.stats().acquired() > 0, "the pool of the options is used");
    }

    // ---- addresses

    @Test
    void eachEndKnowsBothAddresses() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        Connection client = connect(listener.localAddress());
        Connection server = closing(accepted.next());
        assertEquals(listener.localAddress(), client.remoteAddress());
        assertEquals(listener.localAddress(), server.localAddress());
        assertEquals(client.localAddress(), server.remoteAddress());
        client.close();
        get(client.closed());
        assertEquals(listener.localAddress(), client.remoteAddress(), "after closing");
        assertNotNull(client.localAddress(), "after closing");
    }

    @Test
    void anAddressOfAnotherKindIsRefused() {
        var address = new java.net.SocketAddress() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return "elsewhere";
            }
        };
        for (var call : new org.junit.jupiter.api.function.Executable[] {
            () -> transport.connect(address), () -> transport.listen(address, connection -> {})
        }) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
            assertTrue(String.valueOf(refused.getMessage()).contains("elsewhere"), refused::toString);
        }
    }

    // ---- options

    @Test
    void anOptionOfTheSocketIsSetAndAskedFor() throws Exception {
        Connection client = pair().client();
        int before = client.getOption(StandardSocketOptions.SO_SNDBUF);
        assertSame(client, client.setOption(StandardSocketOptions.SO_SNDBUF, before / 2));
        assertTrue(client.getOption(StandardSocketOptions.SO_SNDBUF) < before);
    }

    @Test
    void anOptionThatTheSocketDoesNotHaveIsRefusedByName() throws Exception {
        Connection client = pair().client();
        assertThrows(
                UnsupportedOperationException.class,
                () -> client.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true));
        assertThrows(
                UnsupportedOperationException.class, () -> client.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
        SocketOption<String> unknown = new SocketOption<>() {
            @Override
            public String name() {
                return "NOBODY_HAS_IT";
            }

            @Override
            public Class<String> type() {
                return String.class;
            }
        };
        assertNames("NOBODY_HAS_IT", UnsupportedOperationException.class, () -> client.setOption(unknown, "on"));
        assertNames("NOBODY_HAS_IT", UnsupportedOperationException.class, () -> client.getOption(unknown));
    }

    @Test
    void aValueThatAnOptionDoesNotTakeIsNamed() throws Exception {
        Connection client = pair().client();
        assertNames("-5", IllegalArgumentException.class, () -> client.setOption(StandardSocketOptions.SO_SNDBUF, -5));
        assertNames(
                "SO_SNDBUF",
                IllegalArgumentException.class,
                () -> client.setOption(StandardSocketOptions.SO_SNDBUF, -5));
    }

    private static void assertNames(String named, Class<? extends Throwable> type, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message != null && message.contains(named), message);
    }

    @Test
    void aClosedConnectionHasNoOptions() throws Exception {
        Connection client = pair().client();
        client.abort();
        get(client.closed());
        assertThrows(ClosedChannelException.class, () -> client.getOption(StandardSocketOptions.SO_SNDBUF));
        assertThrows(ClosedChannelException.class, () -> client.setOption(StandardSocketOptions.SO_SNDBUF, 4096));
    }

    @Test
    void theOptionsOfTheConnectionAreSetOnBothSides() throws Exception {
        ConnectionOptions small =
                options().option(StandardSocketOptions.SO_SNDBUF, 8192).build();
        Pair usual = pair();
        Pair pair = pair(small, small);
        int limit = usual.client().getOption(StandardSocketOptions.SO_SNDBUF);
        assertTrue(pair.client().getOption(StandardSocketOptions.SO_SNDBUF) < limit);
        assertTrue(pair.server().getOption(StandardSocketOptions.SO_SNDBUF) < limit);
    }

    @Test
    void smallPacketsAreSentAtOnceUnlessTheOptionsSayOtherwise() throws Exception {
        Pair usual = pair();
        ConnectionOptions collecting = options().tcpNoDelay(false).build();
        Pair pair = pair(collecting, collecting);
        if (kind == AddressKind.TCP) {
            assertTrue(usual.client().getOption(StandardSocketOptions.TCP_NODELAY));
            assertTrue(usual.server().getOption(StandardSocketOptions.TCP_NODELAY));
            assertFalse(pair.client().getOption(StandardSocketOptions.TCP_NODELAY));
            assertFalse(pair.server().getOption(StandardSocketOptions.TCP_NODELAY));
        } else {
            send(pair.client(), "without meaning here");
            assertReceives("without meaning here", pair.server());
        }
    }

    @Test
    void anOptionThatCannotBeSetFailsTheConnectionAndTheListener() throws Exception {
        Listener listener = listen(connection -> {});
        ConnectionOptions impossible =
                options().option(StandardSocketOptions.IP_MULTICAST_LOOP, true).build();
        assertNames(failure(transport.connect(listener.localAddress(), impossible)), "IP_MULTICAST_LOOP");
        assertNames(failure(transport.listen(kind.free(directory), impossible, connection -> {})), "IP_MULTICAST_LOOP");
    }

    @Test
    void bothEndsTellTheReadTimeoutThatTheyWereGiven() throws Exception {
        Duration client = Duration.ofSeconds(11);
        Duration server = Duration.ofSeconds(12);
        Pair pair = pair(
                options().readTimeout(client).build(),
                options().readTimeout(server).build());
        assertEquals(client, pair.client().readTimeout());
        assertEquals(server, pair.server().readTimeout());
    }

    // ---- threads

    @Test
    void handlersListenersAndStagesRunOnTheEventLoop() throws Exception {
        CompletableFuture<Boolean> inHandler = new CompletableFuture<>();
        CompletableFuture<Boolean> inListener = new CompletableFuture<>();
        CompletableFuture<Boolean> afterClose = new CompletableFuture<>();
        Listener listener = listen(connection -> {
            inHandler.complete(EventLoops.isLoop());
            connection.closed().thenRun(() -> afterClose.complete(EventLoops.isLoop()));
            connection.input().onReadable(() -> {
                inListener.complete(EventLoops.isLoop());
                connection.close();
            });
        });
        Connection client = connect(listener.localAddress());
        CompletableFuture<Boolean> inStage = client.input()
                .whenReadable(1)
                .thenApply(nothing -> EventLoops.isLoop())
                .toCompletableFuture();
        send(client, "a");
        assertTrue(get(inHandler));
        assertTrue(get(inListener));
        assertTrue(get(inStage), "a stage of the input");
        client.close();
        assertTrue(get(afterClose));
    }

    @Test
    void aLoopOfStagesOnTheEventLoopDoesNotFillTheStack() throws Exception {
        byte[] lines = "x\n".repeat(20_000).getBytes(US_ASCII);
        Listener listener = listen(connection -> {
            ChunkedStream stream = ChunkedStream.over(connection);
            CompletionStage<Void> all = connection.input().whenReadable(lines.length);
            all.thenCompose(there -> echoLines(stream)).whenComplete((done, failure) -> stream.close());
        });
        Connection client = connect(listener.localAddress());
        CompletionStage<Void> sent = ChunkedStream.over(client).write(lines);
        assertReceives(lines, client);
        get(sent);
    }

    private static CompletionStage<Void> echoLines(ChunkedStream stream) {
        return stream.readLine()
                .thenCompose(line -> line == null
                        ? CompletableFuture.completedFuture(null)
                        : stream.write((line + "\n").getBytes(US_ASCII)).thenCompose(written -> echoLines(stream)));
    }

    @Test
    void aListenerSetOnAnotherThreadRunsOnTheEventLoopToo() throws Exception {
        Pair pair = pair();
        send(pair.client(), "a");
        until("arrived", () -> pair.server().input().length() == 1);
        CompletableFuture<Boolean> inListener = new CompletableFuture<>();
        pair.server().input().onReadable(() -> inListener.complete(EventLoops.isLoop()));
        assertTrue(get(inListener));
    }

    @Test
    void withAHandlerExecutorTheyRunThereAndMayBlock() throws Exception {
        Thread test = Thread.currentThread();
        Set<Thread> handlers = ConcurrentHashMap.newKeySet();
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "handler");
            handlers.add(thread);
            return thread;
        });
        closing(executor::shutdownNow);
        ConnectionOptions options = options().handlerExecutor(executor).build();
        CompletableFuture<Thread> inListener = new CompletableFuture<>();
        CompletableFuture<Thread> afterClose = new CompletableFuture<>();
        AtomicReference<Thread> inHandler = new AtomicReference<>(test);
        Listener listener = listen(options, connection -> {
            inHandler.set(Thread.currentThread());
            connection.closed().thenRun(() -> afterClose.complete(Thread.currentThread()));
            connection.input().awaitReadable(1); // blocks
            connection.input().skip(1);
            connection.input().onReadable(() -> {
                inListener.complete(Thread.currentThread());
                connection.close();
            });
        });
        Connection client = connect(listener.localAddress(), options);
        CompletableFuture<Thread> inStage = client.input()
                .whenReadable(1)
                .thenApply(nothing -> Thread.currentThread())
                .toCompletableFuture();
        send(client, "a");
        until("the first byte is read", () -> handlers.contains(inHandler.get()));
        send(client, "b");
        assertTrue(handlers.contains(get(inListener)));
        assertTrue(handlers.contains(get(inStage)), "a stage of the input");
        client.close();
        assertTrue(handlers.contains(get(afterClose)));
    }

    @Test
    void handlersThatBlockServeManyConnectionsEach() throws Exception {
        ExecutorService executor = virtualThreadsOrOthers();
        closing(executor::shutdownNow);
        ConnectionOptions options = options().handlerExecutor(executor).build();
        Listener listener = listen(options, TransportDataContract::blockingEcho);
        List<Connection> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(connect(listener.localAddress()));
        }
        for (int round = 0; round < 3; round++) {
            for (Connection client : clients) {
                send(client, "round " + round);
            }
            for (Connection client : clients) {
                assertReceives("round " + round, client);
            }
        }
        for (Connection client : clients) {
            client.output().eof();
            assertEnds(client);
            get(client.closed());
        }
    }

    private static void blockingEcho(Connection connection) throws Exception {
        try (connection) {
            while (connection.input().awaitReadable(1)) {
                connection.input().transferTo(connection.output(), -1);
                connection.output().awaitWritable();
            }
        }
    }

    /** Virtual threads where Java has them. */
    private static ExecutorService virtualThreadsOrOthers() throws ReflectiveOperationException {
        for (Method method : Executors.class.getMethods()) {
            if (method.getName().equals("newVirtualThreadPerTaskExecutor")) {
                return (ExecutorService) method.invoke(null);
            }
        }
        return Executors.newCachedThreadPool();
    }

    @Test
    void theThreadsAreAsManyAsWantedAndOfTheGivenFactory() throws Exception {
        AtomicInteger made = new AtomicInteger();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Transport mine = closing(open(TransportOptions.builder()
                .threads(3)
                .threadFactory(loop -> {
                    Thread thread = new Thread(loop, "mine-" + made.incrementAndGet());
                    threads.add(thread);
                    return thread;
                })
                .build()));
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        Accepted accepted = new Accepted();
        Listener listener =
                closing(get(mine.listen(kind.free(directory), options().build(), connection -> {
                    used.add(Thread.currentThread());
                    accepted.onConnection(connection);
                })));
        for (int i = 0; i < 9; i++) {
            closing(get(mine.connect(listener.localAddress(), options().build())));
            closing(accepted.next());
        }
        assertEquals(3, made.get());
        assertTrue(threads.containsAll(used));
        assertTrue(used.size() > 1, "the connections are spread over the loops");
        mine.close();
        for (Thread thread : threads) {
            assertFalse(thread.isAlive(), thread::toString);
        }
    }

    @Test
    void aTransportHasAName() {
        assertFalse(transport.name().isBlank());
    }
}
