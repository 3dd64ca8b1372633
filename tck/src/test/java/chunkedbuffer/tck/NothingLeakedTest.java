package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import chunkedbuffer.api.Chunk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class NothingLeakedTest {

    @Test
    void aTestThatLeavesNothingPasses() {
        run(Tidy.class, "5000").assertStatistics(tests -> tests.started(1).succeeded(1));
        assertTrue(Tidy.pool.closed, "the probe closes what it made");
    }

    @Test
    void chunk() {
        fails(LosesAChunk.class, "1 chunk(s) not released: counting pool");
        LosesAChunk.lost.release();
    }

    @Test
    void chunkOfAPoolOfOthers() {
        fails(LosesAChunkOfOthers.class, "2 chunk(s) not released: counting pool");
    }

    @Test
    void thread() throws InterruptedException {
        fails(LeavesAThread.class, "thread alive: \"forgotten\"", "CountDownLatch.await");
        LeavesAThread.end.countDown();
        LeavesAThread.thread.join();
    }

    @Test
    void socket() throws Exception {
        fails(LeavesASocket.class, "socket open: descriptor ");
        LeavesASocket.socket.close();
    }

    private static void fails(Class<?> test, String... parts) {
        run(test, "50")
                .assertStatistics(tests -> tests.started(1).failed(1))
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> {
                    for (String part : parts) {
                        assertTrue(text.contains(part), () -> "no \"" + part + "\" in: " + text);
                    }
                    return true;
                }))));
    }

    private static Events run(Class<?> test, String patience) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter(NothingLeaked.PATIENCE, patience)
                .selectors(selectClass(test))
                .execute()
                .testEvents();
    }

    @ExtendWith(NothingLeaked.class)
    static class Tidy {
        static CountingPool pool;
        private final CountDownLatch end = new CountDownLatch(1);

        @BeforeEach
        void prepare(PoolProbe pools) {
            pool = pools.closing(new CountingPool());
        }

        @Test
        void leavesThingsThatGoByThemselves(PoolProbe pools) throws Exception {
            try (ServerSocketChannel socket = ServerSocketChannel.open()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            }
            Chunk chunk = pool.acquire(10);
            new Thread(() -> {
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        chunk.release();
                    })
                    .start();
            end.countDown();
        }
    }

    @ExtendWith(NothingLeaked.class)
    static class LosesAChunk {
        static Chunk lost;

        @Test
        void loses(PoolProbe pools) {
            lost = pools.closing(new CountingPool()).acquire(10);
        }
    }

    @ExtendWith(NothingLeaked.class)
    static class LosesAChunkOfOthers {

        @Test
        void loses(PoolProbe pools) {
            CountingPool pool = new CountingPool();
            pool.acquire(1);
            pools.watch(pool);
            pool.acquire(10);
            pool.acquire(10);
        }
    }

    @ExtendWith(NothingLeaked.class)
    static class LeavesAThread {
        static final CountDownLatch end = new CountDownLatch(1);
        static Thread thread;

        @Test
        void leaves() {
            thread = new Thread(
                    () -> {
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "forgotten");
            thread.start();
        }
    }

    @ExtendWith(NothingLeaked.class)
    static class LeavesASocket {
        static ServerSocketChannel socket;

        @Test
        void leaves() throws Exception {
            socket = ServerSocketChannel.open();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
    }
}
