package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.api.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client, a {@link FaultProxy} and a server on one event loop, and next to them a bystander: a connection without a fault that must
 * get its answer after each. Conversations are held one after the other.
 */
final class Rig implements AutoCloseable {

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Conversation conversation;
    private final ChunkPool pool;
    private final Transport transport;
    private final Listener listener;
    private final FaultProxy proxy;
    private final BlockingQueue<Served> served = new LinkedBlockingQueue<>();
    private final Bystander bystander;

    /** A connection of the server, and how often its end was told. */
    private record Served(Connection connection, AtomicInteger ends) {}

    Rig(String transportName, ChunkPool pool, Conversation conversation) throws Exception {
        this.conversation = conversation;
        this.pool = pool;
        transport = Transports.open(transportName);
        ConnectionOptions options = ConnectionOptions.builder().pool(pool).build();
        listener = Patience.get(transport.listen(ANY, options, connection -> {
            served.add(new Served(connection, countEnds(connection)));
            conversation.onConnection(connection);
        }));
        proxy = new FaultProxy(listener.localAddress());
        bystander = new Bystander(transport, options);
    }

    private static AtomicInteger countEnds(Connection connection) {
        AtomicInteger ends = new AtomicInteger();
        var unused = connection.closed().whenComplete((nothing, failure) -> ends.incrementAndGet());
        return ends;
    }

    /** Holds one conversation, and throws unless everybody learns of the fault who has to, once. */
    void hold(Fault fault, Weather weather) throws Exception {
        try {
            proxy.prepare(fault, weather);
            converse(fault);
            bystander.exchange();
            conversation.throwWhatWasWrong();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(fault + ", " + weather + ": " + e, e);
        }
    }

    private void converse(Fault fault) throws Exception {
        ConnectionOptions options = ConnectionOptions.builder()
                .pool(pool)
                .readTimeout(Duration.ofMillis(20))
                .build();
        Connection client = Patience.get(transport.connect(proxy.address(), options));
        AtomicInteger ends = countEnds(client);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Patience.SECONDS);
        IOException thrown = null;
        boolean swallowed = false;
        try {
            conversation.speak(client, () -> {
                assertTrue(System.nanoTime() - deadline < 0, "no reply within " + Patience.SECONDS + " s");
                if (proxy.struck()) {
                    proxy.lift();
                    if (fault.kind() == Fault.Kind.SWALLOW) {
                        client.abort();
                    }
                }
            });
        } catch (IOException e) {
            thrown = e;
        } catch (IllegalStateException e) {
            assertSame(Fault.Kind.SWALLOW, fault.kind(), () -> "thrown by the client: " + e); // it has aborted
            swallowed = true;
        }
        assertTrue(fault.kind() == Fault.Kind.NONE || proxy.struck(), "the fault did not happen");
        Served server = served.poll(Patience.SECONDS, TimeUnit.SECONDS);
        assertNotNull(server, "the server has seen no connection");
        Throwable told = checkClient(fault, client, thrown, swallowed);
        client.close();
        if (fault.kind() == Fault.Kind.SWALLOW) {
            proxy.cut(); // nobody else tells the server
        }
        Throwable toldServer = Patience.outcome(
                "the server's connection is closed", server.connection().closed());
        Patience.outcome("the client's connection is closed", client.closed());
        switch (fault.kind()) {
            case NONE, STALL, END, CLOSE -> assertNull(toldServer, () -> "the server's failure: " + toldServer);
            case RESET -> {
                // After the last reply the server may have ended before the reset.
                boolean mayHaveEnded = fault.way() == Way.REPLIES && fault.at() == conversation.replies().length;
                if (toldServer != null || !mayHaveEnded) {
                    assertInstanceOf(IOException.class, toldServer, "the server's failure");
                }
            }
            default -> {}
        }
        if (fault.kind() == Fault.Kind.RESET) {
            assertNotNull(told, "the client's failure");
        }
        assertFalse(server.connection().isOpen());
        assertOne("the client's end", ends);
        assertOne("the server's end", server.ends());
    }

    /** Who asked for the outcome last is told first: the one who counts may come a moment later. */
    private static void assertOne(String what, AtomicInteger ends) throws Exception {
        Patience.until(() -> what + " is told", () -> ends.get() > 0);
        assertEquals(1, ends.get(), what);
    }

    /** Before it is closed. */
    private static Throwable checkClient(Fault fault, Connection client, IOException thrown, boolean aborted)
            throws Exception {
        switch (fault.kind()) {
            case NONE, STALL -> {
                assertNull(thrown, () -> "thrown by the client: " + thrown);
                return Patience.outcome("the client's connection is closed", client.closed());
            }
            case END, CLOSE -> {
                assertFalse(thrown != null && client.input().failure() != null, () -> "a failure: " + thrown);
                return null;
            }
            case SWALLOW -> {
                assertTrue(thrown != null || aborted, "the client did not learn of it");
                return thrown;
            }
            default -> {
                assertNotNull(thrown, "the client did not learn of it");
                Throwable told = Patience.outcome("the client's connection is closed", client.closed());
                assertInstanceOf(IOException.class, told);
                assertFalse(client.isOpen());
                assertSame(told, client.input().failure());
                assertTrue(client.output().isReaderClosed());
                ReaderClosedException refused = assertThrows(
                        ReaderClosedException.class, () -> client.output().flush());
                assertSame(told, refused.getCause());
                return told;
            }
        }
    }

    @Override
    public void close() throws Exception {
        bystander.close();
        proxy.close();
        listener.close();
        transport.close();
    }

    /** Says something and gets it back. */
    private static final class Bystander implements AutoCloseable {
        private final Listener listener;
        private final Connection connection;
        private int exchanges;

        Bystander(Transport transport, ConnectionOptions options) throws Exception {
            listener = Patience.get(transport.listen(ANY, options, Echo::serve));
            connection = Patience.get(transport.connect(listener.localAddress(), options));
        }

        void exchange() throws Exception {
            byte[] text = ("bystander " + ++exchanges).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            connection.output().write(text);
            connection.output().flush();
            Patience.get(connection.input().whenReadable(text.length));
            assertArrayEquals(text, connection.input().readBytes(text.length));
        }

        @Override
        public void close() {
            connection.close();
            listener.close();
        }
    }
}
