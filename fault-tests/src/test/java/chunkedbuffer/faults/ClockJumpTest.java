package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Transport;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.memory.MemoryFaults;
import chunkedbuffer.tck.memory.MemoryNetwork;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Time that stands still and then leaps by half a century, where time can be moved: in the network in memory. The other transports go by {@code
 * System.nanoTime()}, which no change of the clock moves: {@link ClockLeapTest}.
 */
@ExtendWith(NothingLeaked.class)
class ClockJumpTest {

    private static final Duration DECADES = Duration.ofDays(18_262);

    private final InetSocketAddress address = new InetSocketAddress("localhost", 7);
    private final MemoryNetwork network = MemoryNetwork.builder()
            .latency(Duration.ofMillis(50))
            .pieceSize(1)
            .seed(42)
            .manual()
            .build();

    @Test
    void allThatWasToComeComesAtOnceAndInOrder() throws Exception {
        try (Transport transport = network.open()) {
            transport.listen(address, Echo::serve);
            CompletableFuture<Connection> connecting =
                    transport.connect(address).toCompletableFuture();
            assertFalse(connecting.isDone());
            network.advance(DECADES);
            Connection client = connecting.join();
            byte[] text = "all of this, byte by byte".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            client.output().write(text);
            client.output().flush();
            assertEquals(0, client.input().length());
            network.advance(DECADES);
            assertArrayEquals(text, client.input().readBytes(text.length));
            client.close();
            network.advance(DECADES);
            client.closed().toCompletableFuture().join();
        }
    }

    @Test
    void anAttemptTimesOutOnce() {
        network.faults(MemoryFaults.none().answerNobody());
        try (Transport transport = network.open()) {
            transport.listen(address, Echo::serve);
            CompletableFuture<Connection> connecting =
                    transport.connect(address, ConnectionOptions.defaults()).toCompletableFuture();
            network.advance(DECADES);
            assertInstanceOf(
                    SocketTimeoutException.class,
                    Assertions.assertThrows(CompletionException.class, connecting::join)
                            .getCause());
            network.advance(DECADES);
        }
    }
}
