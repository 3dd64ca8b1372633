package chunkedbuffer.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.ConnectionOptions;
import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.tck.NothingLeaked;
import chunkedbuffer.tck.PoolProbe;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeaked.class)
@Timeout(30)
class EventLoopTest {

    private EventLoop loop;

    @BeforeEach
    void start() {
        loop = new EventLoop(Thread::new);
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.shutdown();
        loop.join();
    }

    private <T> T onLoop(java.util.concurrent.Callable<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }

    @Test
    void runsTasksOfOtherThreadsOnItsOwnInOrder() throws Exception {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 5000; i++) { // more than it runs in one turn
            int number = i;
            loop.execute(() -> ran.add(number));
        }
        assertEquals(5000, onLoop(ran::size));
        for (int i = 0; i < 5000; i++) {
            assertEquals(i, ran.get(i));
        }
        assertTrue(onLoop(loop::inLoop));
        assertFalse(loop.inLoop());
    }

    @Test
    void runsItsOwnTasksAtOnceOrLaterAsWanted() throws Exception {
        List<String> ran = new ArrayList<>();
        onLoop(() -> {
            loop.executeLater(() -> ran.add("later"));
            loop.execute(() -> ran.add("at once"));
            ran.add("then");
            return null;
        });
        assertEquals(List.of("at once", "then", "later"), onLoop(() -> ran));
    }

    @Test
    void isMarkedAsALoop() throws Exception {
        assertTrue(onLoop(EventLoops::isLoop));
        assertFalse(EventLoops.isLoop());
    }

    @Test
    void aTaskThatThrowsDoesNotEndIt() throws Exception {
        loop.execute(() -> {
            throw new AssertionError("meant to be logged by this test");
        });
        assertEquals("alive", onLoop(() -> "alive"));
    }

    @Test
    void aTaskThatLeavesTheThreadInterruptedDoesNotKeepItAwake() throws Exception {
        loop.execute(() -> Thread.currentThread().interrupt());
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        onLoop(() -> loop.schedule(
                TimeUnit.MILLISECONDS.toNanos(20),
                () -> later.complete(Thread.currentThread().isInterrupted())));
        assertFalse(later.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aTimerForEverHoldsNobodyUp() throws Exception {
        CompletableFuture<Void> overdue = new CompletableFuture<>();
        Timers.Timer forEver = onLoop(() -> {
            loop.schedule(-1, () -> overdue.complete(null));
            return loop.schedule(Long.MAX_VALUE, () -> {});
        });
        overdue.get(20, TimeUnit.SECONDS);
        CompletableFuture<Void> next = new CompletableFuture<>();
        onLoop(() -> loop.schedule(1, () -> next.complete(null)));
        next.get(20, TimeUnit.SECONDS);
        loop.execute(() -> loop.cancel(forEver)); // else it would not end
    }

    @Test
    void timersRunInTheOrderOfTheirDeadlines() throws Exception {
        List<String> ran = new ArrayList<>();
        CompletableFuture<Void> last = new CompletableFuture<>();
        onLoop(() -> {
            loop.schedule(TimeUnit.MILLISECONDS.toNanos(30), () -> last.complete(null));
            loop.schedule(TimeUnit.MILLISECONDS.toNanos(20), () -> ran.add("c"));
            Timers.Timer cancelled = loop.schedule(TimeUnit.MILLISECONDS.toNanos(15), () -> ran.add("no"));
            loop.schedule(TimeUnit.MILLISECONDS.toNanos(10), () -> ran.add("b"));
            loop.schedule(0, () -> ran.add("a"));
            loop.cancel(cancelled);
            loop.cancel(null);
            return null;
        });
        last.get(20, TimeUnit.SECONDS);
        assertEquals(List.of("a", "b", "c"), onLoop(() -> ran));
    }

    @Test
    void aTimerMayBeFarAway() throws Exception {
        Timers.Timer far = onLoop(() -> loop.schedule(Long.MAX_VALUE, () -> {}));
        assertEquals("alive", onLoop(() -> "alive"));
        onLoop(() -> {
            loop.cancel(far);
            return null;
        });
    }

    @Test
    void whatComesAfterTheNextSelectRunsOnTheLoop() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        onLoop(() -> {
            loop.afterNextSelect(() -> ran.complete(loop.inLoop()));
            assertFalse(ran.isDone());
            return null;
        });
        assertTrue(ran.get(20, TimeUnit.SECONDS));
    }

    @Test
    void afterItsEndTasksRunOnTheCallersThread() {
        loop.shutdown();
        loop.join();
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        loop.execute(() -> ran.complete(Thread.currentThread()));
        assertSame(Thread.currentThread(), ran.getNow(null));
        AtomicInteger after = new AtomicInteger();
        loop.execute(() -> loop.afterNextSelect(after::incrementAndGet));
        assertEquals(1, after.get());
        loop.shutdown();
    }

    @Test
    void noTaskIsLostWhenItEnds() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        int each = 2000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(() -> {
                for (int task = 0; task < each; task++) {
                    loop.execute(ran::incrementAndGet);
                }
            });
            thread.start();
            threads.add(thread);
        }
        loop.shutdown();
        for (Thread thread : threads) {
            thread.join();
        }
        loop.join();
        assertEquals(2 * each, ran.get());
    }

    @Test
    void anInterruptDoesNotEndTheWaitForIt() {
        Thread.currentThread().interrupt();
        loop.shutdown();
        loop.join();
        assertTrue(Thread.interrupted());
    }

    /** Interest in a connection being made is ready for ever once it is made: the loop would never sleep again. */
    @Test
    void aConnectionWatchesForBytesAlone(PoolProbe pools) throws Exception {
        ConnectionOptions options =
                ConnectionOptions.builder().pool(pools.create()).build();
        for (StandardProtocolFamily family : List.of(StandardProtocolFamily.INET, StandardProtocolFamily.UNIX)) {
            try (ServerSocketChannel server = ServerSocketChannel.open(family).bind(null)) {
                SocketAddress address = server.getLocalAddress();
                Connection connection = new Connector(loop, SocketKind.of(address), address, options)
                        .connect()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
                assertEquals(
                        List.of(SelectionKey.OP_READ),
                        onLoop(() -> loop.keys().stream()
                                .map(SelectionKey::interestOps)
                                .toList()));
                connection.abort();
                connection.closed().toCompletableFuture().get(20, TimeUnit.SECONDS);
                if (address instanceof UnixDomainSocketAddress unix) {
                    Files.delete(unix.getPath());
                }
            }
        }
    }
}
