package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import chunkedbuffer.api.Transport;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Transport#close} at every phase of a connection: it returns, and whoever waits is told. */
class TransportCloseTest extends FaultSuite {

    /** How far a connection has come. */
    enum Phase {
        QUIET {
            @Override
            void reach(Connection connection, SocketChannel peer) {}
        },
        READING {
            @Override
            void reach(Connection connection, SocketChannel peer) throws Exception {
                connection.input().whenReadable(100);
                send(peer, "half a line");
            }
        },
        BYTES_UNREAD {
            @Override
            void reach(Connection connection, SocketChannel peer) throws Exception {
                send(peer, "x".repeat(1000));
                Patience.until("they have come", () -> connection.input().length() == 1000);
            }
        },
        INPUT_PAUSED {
            @Override
            void reach(Connection connection, SocketChannel peer) throws Exception {
                send(peer, "x".repeat(100_000));
                Patience.until("it is paused", () -> connection.input().length() >= 64 * 1024);
            }
        },
        BUFFER_OUT {
            @Override
            void reach(Connection connection, SocketChannel peer) {
                connection.output().getBuffer().put((byte) 1);
            }
        },
        UNFLUSHED {
            @Override
            void reach(Connection connection, SocketChannel peer) {
                connection.output().write(new byte[100_000]);
            }
        },
        OUTPUT_PAUSED {
            @Override
            void reach(Connection connection, SocketChannel peer) {
                connection.output().write(new byte[20_000_000]);
                connection.output().flush();
            }
        },
        WE_HAVE_ENDED {
            @Override
            void reach(Connection connection, SocketChannel peer) {
                connection.output().write(new byte[100]);
                connection.output().eof();
            }
        },
        PEER_HAS_ENDED {
            @Override
            void reach(Connection connection, SocketChannel peer) throws Exception {
                send(peer, "all");
                peer.shutdownOutput();
                Patience.until("the end has come", () -> connection.input().isEof());
            }
        },
        BOTH_HAVE_ENDED {
            @Override
            void reach(Connection connection, SocketChannel peer) throws Exception {
                send(peer, "all");
                peer.shutdownOutput();
                connection.output().eof();
                Patience.get(connection.closed());
            }
        },
        INPUT_CLOSED {
            @Override
            void reach(Connection connection, SocketChannel peer) throws Exception {
                connection.input().close();
                send(peer, "for nobody");
            }
        },
        CLOSING {
            @Override
            void reach(Connection connection, SocketChannel peer) {
                connection.output().write(new byte[20_000_000]);
                connection.output().flush();
                connection.close();
            }
        },
        LINGERING {
            @Override
            void reach(Connection connection, SocketChannel peer) {
                connection.output().write(new byte[100]);
                connection.output().flush();
                connection.close();
            }
        },
        ABORTED {
            @Override
            void reach(Connection connection, SocketChannel peer) {
                connection.output().write(new byte[100]);
                connection.abort();
            }
        },
        RESET {
            @Override
            void reach(Connection connection, SocketChannel peer) throws Exception {
                reset(peer);
            }
        };

        abstract void reach(Connection connection, SocketChannel peer) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aConnection(Phase phase) throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        SocketChannel peer = peer(listener);
        Connection connection = accepted.next();
        phase.reach(connection, peer);
        closeBounded(transport);
        assertFalse(connection.isOpen());
        assertTrue(connection.closed().toCompletableFuture().isDone(), "told before close() returned");
        assertTrue(listener.closed().toCompletableFuture().isDone(), "told before close() returned");
        assertThrows(IllegalStateException.class, () -> transport.connect(listener.localAddress()));
        connection.close(); // what has ended by itself stays readable until then
        if (phase == Phase.BUFFER_OUT) { // the chunk comes home at the next call of its writer
            assertThrows(RuntimeException.class, () -> connection.output().getBuffer());
        }
    }

    /** Each takes as long as the other way, which is for the seconds that a peer is given. */
    static List<Phase> phasesOnTheLoop() {
        return Boolean.getBoolean("chunkedbuffer.faults.all")
                ? List.of(Phase.values())
                : List.of(Phase.QUIET, Phase.INPUT_PAUSED, Phase.UNFLUSHED, Phase.WE_HAVE_ENDED, Phase.ABORTED);
    }

    @ParameterizedTest
    @MethodSource("phasesOnTheLoop")
    void aConnectionOnTheLoop(Phase phase) throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        SocketChannel peer = peer(listener);
        Connection connection = accepted.next();
        CompletableFuture<Void> closing = new CompletableFuture<>();
        phase.reach(connection, peer);
        Listener last = listen(other -> {
            transport.close(); // starts it, and does not wait for itself
            closing.complete(null);
        });
        Patience.outcome(
                "the attempt ends",
                transport.connect(last.localAddress(), options().build()));
        Patience.get(closing);
        closeBounded(transport);
        assertFalse(connection.isOpen());
        assertTrue(connection.closed().toCompletableFuture().isDone());
        connection.close();
        if (phase == Phase.BUFFER_OUT) {
            assertThrows(RuntimeException.class, () -> connection.output().getBuffer());
        }
    }

    @Test
    void whileOneConnects() throws Exception {
        try (ServerSocketChannel full = ServerSocketChannel.open().bind(ANY, 1)) {
            List<CompletionStage<Connection>> attempts = new ArrayList<>();
            for (int i = 0; i < 10; i++) { // the first ones get through, the others wait
                attempts.add(transport.connect(full.getLocalAddress(), options().build()));
            }
            Patience.get(attempts.get(0));
            closeBounded(transport);
            for (CompletionStage<Connection> attempt : attempts) {
                Throwable told = Patience.outcome("the attempt ends", attempt);
                if (told == null) {
                    assertFalse(Patience.get(attempt).isOpen());
                } else {
                    assertInstanceOf(IOException.class, told);
                    assertTrue(told.getMessage().contains(full.getLocalAddress().toString()), told::getMessage);
                }
            }
        }
    }

    @Test
    void whileManyConnectAndAreAccepted() throws Exception {
        for (int round = 0; round < 20; round++) {
            Transport own = Transport.open(chunkedbuffer.api.TransportOptions.builder()
                    .name(name)
                    .threads(2)
                    .build());
            ConnectionOptions options = options().build();
            Listener listener = Patience.get(own.listen(ANY, options, Echo::serve));
            List<CompletionStage<Connection>> attempts = new ArrayList<>();
            CountDownLatch some = new CountDownLatch(5);
            Thread connecting = new Thread(() -> {
                try {
                    for (int i = 0; i < 50; i++) {
                        CompletionStage<Connection> attempt = own.connect(listener.localAddress(), options);
                        attempt.whenComplete((connection, failure) -> some.countDown());
                        attempts.add(attempt);
                    }
                } catch (IllegalStateException e) {
                    return; // closed meanwhile
                }
            });
            connecting.start();
            some.await();
            closeBounded(own);
            connecting.join();
            for (CompletionStage<Connection> attempt : attempts) {
                if (Patience.outcome("the attempt ends", attempt) == null) {
                    Connection connection = Patience.get(attempt);
                    assertFalse(connection.isOpen());
                    Patience.outcome("it is closed", connection.closed());
                    connection.close();
                }
            }
        }
    }

    @Test
    void byManyThreadsAtOnce() throws Exception {
        Accepted accepted = new Accepted();
        Listener listener = listen(accepted);
        peer(listener);
        accepted.next();
        List<Thread> closers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closers.add(new Thread(transport::close, "closer"));
        }
        closers.forEach(Thread::start);
        for (Thread each : closers) {
            each.join(Patience.SECONDS * 1000L);
            assertFalse(each.isAlive(), "close() does not return");
        }
    }

    /** On a thread of its own: nothing else can end a wait that takes no interrupt. */
    private static void closeBounded(Transport transport) throws Exception {
        Thread closer = new Thread(transport::close, "closer");
        closer.setDaemon(true);
        closer.start();
        closer.join(Patience.SECONDS * 1000L);
        assertFalse(closer.isAlive(), "close() does not return");
    }
}
