package chunkedbuffer.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.api.Listener;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool that fails while a transport reads: its connections learn of it, others do not. */
class PoolFaultsTest extends FaultSuite {

    private final Accepted accepted = new Accepted();

    @ParameterizedTest
    @EnumSource(
            value = BrokenPool.Mood.class,
            names = {"OUT_OF_MEMORY", "EXCEPTION", "EMPTY_AND_THROWS"})
    void thereIsNoMemoryForTheFirstByte(BrokenPool.Mood mood) throws Exception {
        BrokenPool broken = new BrokenPool(pool);
        Listener listener = listen(ConnectionOptions.builder().pool(broken).build(), accepted);
        SocketChannel peer = peer(listener);
        Connection connection = accepted.next();
        broken.mood = mood;
        var reading = connection.input().whenReadable(1);
        send(peer, "a");
        assertCut(connection);
        Patience.outcome("the reader wakes", reading);
        broken.mood = BrokenPool.Mood.GOOD;
        assertServesOthers();
    }

    /** The transport has stopped reading for the moment, and comes back to a pool that has failed meanwhile. */
    @ParameterizedTest
    @EnumSource(
            value = BrokenPool.Mood.class,
            names = {"OUT_OF_MEMORY", "EXCEPTION", "EMPTY_AND_THROWS"})
    void thereIsNoMemoryWhenItGoesOn(BrokenPool.Mood mood) throws Exception {
        BrokenPool broken = new BrokenPool(pool);
        Listener listener = listen(
                ConnectionOptions.builder().pool(broken).pauseThreshold(1024).build(), accepted);
        SocketChannel peer = peer(listener);
        Connection connection = accepted.next();
        send(peer, "x".repeat(100_000));
        Patience.until("it is paused", () -> connection.input().length() >= 1024);
        assertServesOthers(); // what the loop was about to do is done
        broken.mood = mood;
        connection.input().skip(-1);
        try {
            connection.input().whenReadable(200_000);
        } catch (IllegalStateException e) {
            // it was cut already
        }
        assertCut(connection);
        broken.mood = BrokenPool.Mood.GOOD;
        assertServesOthers();
    }

    @ParameterizedTest
    @EnumSource(
            value = BrokenPool.Mood.class,
            names = {"OUT_OF_MEMORY", "EXCEPTION", "EMPTY_AND_THROWS"})
    void thereIsNoMemoryAfterAWaitForMemory(BrokenPool.Mood mood) throws Exception {
        BrokenPool broken = new BrokenPool(pool);
        Listener listener = listen(ConnectionOptions.builder().pool(broken).build(), accepted);
        SocketChannel peer = peer(listener);
        Connection connection = accepted.next();
        broken.mood = BrokenPool.Mood.EMPTY;
        send(peer, "abc");
        for (int i = 0; i < 3; i++) {
            assertServesOthers();
            assertEquals(0, connection.input().length());
        }
        broken.mood = mood;
        assertCut(connection);
        broken.mood = BrokenPool.Mood.GOOD;
        assertServesOthers();
    }

    @Test
    void memoryComesBack() throws Exception {
        BrokenPool broken = new BrokenPool(pool);
        Listener listener = listen(ConnectionOptions.builder().pool(broken).build(), accepted);
        SocketChannel peer = peer(listener);
        Connection connection = accepted.next();
        broken.mood = BrokenPool.Mood.EMPTY;
        send(peer, "abc");
        assertServesOthers();
        broken.mood = BrokenPool.Mood.GOOD;
        Patience.get(connection.input().whenReadable(3));
        assertEquals(3, connection.input().length());
        connection.close();
    }

    private static void assertCut(Connection connection) throws Exception {
        Throwable failure = Patience.outcome("the connection is closed", connection.closed());
        assertNotNull(failure, "closed without a failure");
        assertFailed(connection, failure.getClass());
    }
}
