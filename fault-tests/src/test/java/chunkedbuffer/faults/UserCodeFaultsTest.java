package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors, handlers, listeners and stages of the user that fail. */
class UserCodeFaultsTest extends FaultSuite {

    /** What is thrown. */
    enum Thrown {
        REJECTED {
            @Override
            Throwable make() {
                return new RejectedExecutionException("made by the test");
            }
        },
        EXCEPTION {
            @Override
            Throwable make() {
                return new IllegalStateException("made by the test");
            }
        },
        ERROR {
            @Override
            Throwable make() {
                return new OutOfMemoryError("made by the test");
            }
        };

        abstract Throwable make();

        void now() {
            Throwable made = make();
            if (made instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) made;
        }
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void anExecutorThatTakesNothingLeavesNobodyWaiting(Thrown thrown) throws Exception {
        Executor broken = task -> thrown.now();
        ConnectionOptions options = options().handlerExecutor(broken).build();
        Accepted accepted = new Accepted();
        Listener listener = listen(options, accepted);
        Connection client = closing(Patience.get(transport.connect(listener.localAddress(), options)));
        Connection server = closing(accepted.next());
        var readable = server.input().whenReadable(1);
        client.output().write(new byte[100]);
        client.output().flush();
        Patience.get(readable);
        AtomicInteger calls = new AtomicInteger();
        client.input().onReadable(calls::incrementAndGet);
        server.output().write(new byte[1]);
        server.output().flush();
        Patience.until("the listener is called", () -> calls.get() > 0);
        client.close();
        server.close();
        Patience.get(client.closed());
        Patience.get(server.closed());
        listener.close();
        Patience.get(listener.closed());
        assertServesOthers();
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void anExecutorThatFailsNowAndThenLeavesNobodyWaiting(Thrown thrown) throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        Executor moody = task -> {
            if (tasks.incrementAndGet() % 2 == 0) {
                thrown.now();
            }
            task.run();
        };
        ConnectionOptions options = options().handlerExecutor(moody).build();
        Listener listener = listen(options, Echo::serve);
        for (int i = 0; i < 20; i++) {
            Connection client = Patience.get(transport.connect(listener.localAddress(), options));
            for (int length = 1; length < 5; length++) {
                client.output().write(new byte[length]);
                client.output().flush();
                Patience.get(client.input().whenReadable(length));
                assertEquals(length, client.input().skip(-1));
            }
            client.close();
            Patience.get(client.closed());
        }
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void aHandlerThatThrows(Thrown thrown) throws Exception {
        CompletableFuture<Connection> handed = new CompletableFuture<>();
        Listener listener = listen(connection -> {
            handed.complete(connection);
            thrown.now();
        });
        SocketChannel peer = peer(listener);
        Connection connection = Patience.get(handed);
        assertFailed(connection, thrown.make().getClass());
        assertTrue(isCut(peer));
        assertServesOthers();
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void aListenerThatThrowsIsCalledOnce(Thrown thrown) throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        SocketChannel peer = peer(listener);
        Connection connection = accepted.next();
        AtomicInteger calls = new AtomicInteger();
        connection.input().onReadable(() -> {
            calls.incrementAndGet();
            thrown.now();
        });
        send(peer, "abc");
        assertFailed(connection, thrown.make().getClass());
        assertTrue(isCut(peer));
        assertEquals(1, calls.get());
        assertServesOthers();
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void stagesThatThrowHarmNobody(Thrown thrown) throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        SocketChannel peer = peer(listener);
        var connecting = transport.connect(listener.localAddress(), options().build());
        connecting.thenRun(thrown::now);
        Connection client = closing(Patience.get(connecting));
        Connection server = closing(accepted.next());
        accepted.next();
        client.closed().thenRun(thrown::now);
        client.input().whenReadable(1).thenRun(thrown::now);
        client.output().whenWritable().thenRun(thrown::now);
        send(peer, "a");
        server.input().onReadable(() -> {});
        server.close();
        client.close();
        Patience.get(client.closed());
        listener.closed().thenRun(thrown::now);
        listener.close();
        Patience.get(listener.closed());
        assertServesOthers();
    }

    @ParameterizedTest
    @EnumSource(Thrown.class)
    void theWritersCauseIsTheFailureOfAll(Thrown thrown) throws Exception {
        Accepted accepted = new Accepted();
        SocketChannel peer = peer(listen(accepted));
        Connection connection = accepted.next();
        Throwable cause = thrown.make();
        connection.output().eof(cause);
        assertSame(cause, Patience.outcome("the connection is closed", connection.closed()));
        assertSame(cause, connection.input().failure());
        assertTrue(isCut(peer));
        assertServesOthers();
    }

    private static boolean isCut(SocketChannel peer) {
        try {
            peer.socket().setSoTimeout(Patience.SECONDS * 1000);
            return peer.read(java.nio.ByteBuffer.allocate(1)) < 0;
        } catch (java.io.IOException e) {
            return true;
        }
    }

    @Test
    void anInterruptOfTheLoopsThreadStopsNothing() throws Exception {
        Listener listener = listen(connection -> {
            Thread.currentThread().interrupt();
            Echo.serve(connection);
        });
        for (int i = 0; i < 5; i++) {
            Connection client = connect(listener.localAddress());
            client.output().write(new byte[10]);
            client.output().flush();
            Patience.get(client.input().whenReadable(10));
            assertEquals(10, client.input().skip(-1));
            client.close();
            Patience.get(client.closed());
        }
        assertServesOthers();
    }
}
