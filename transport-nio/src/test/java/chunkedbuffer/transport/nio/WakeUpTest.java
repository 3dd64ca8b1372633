package chunkedbuffer.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.tck.NothingLeaked;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Waking a selector costs a system call and some microseconds: only a loop that sleeps is woken, and once. */
@ExtendWith(NothingLeaked.class)
@Timeout(30)
class WakeUpTest {

    private static final int TASKS = 10_000;

    private CountingSelector selector;
    private EventLoop loop;

    @BeforeEach
    void start() throws Exception {
        selector = new CountingSelector();
        loop = new EventLoop(Thread::new, selector);
        loop.start();
        awaitSleep();
    }

    @AfterEach
    void stop() {
        loop.shutdown();
        loop.join();
    }

    private void awaitSleep() throws InterruptedException {
        assertTrue(selector.sleeps.tryAcquire(20, TimeUnit.SECONDS), "the loop does not go to sleep");
    }

    @Test
    void aLoopThatSleepsIsWokenOnceForManyTasks() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        loop.execute(() -> {
            begun.countDown();
            await(go);
        });
        await(begun);
        assertEquals(1, selector.wakeUps.get());
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < TASKS; i++) {
            loop.execute(ran::incrementAndGet);
        }
        CountDownLatch all = new CountDownLatch(1);
        loop.execute(all::countDown);
        assertEquals(1, selector.wakeUps.get(), "it was awake");
        go.countDown();
        await(all);
        assertEquals(TASKS, ran.get());
        assertEquals(1, selector.wakeUps.get());
        awaitSleep();
    }

    @Test
    void itsOwnTasksWakeNobody() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        loop.execute(() -> later(TASKS, all));
        await(all);
        awaitSleep();
        assertEquals(1, selector.wakeUps.get(), "for the first one, which came from here");
    }

    private void later(int left, CountDownLatch all) {
        if (left == 0) {
            all.countDown();
        } else {
            loop.executeLater(() -> later(left - 1, all));
        }
    }

    @Test
    void eachSleepIsEndedOnce() throws Exception {
        for (int i = 1; i <= 100; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            loop.execute(ran::countDown);
            await(ran);
            awaitSleep();
            assertEquals(i, selector.wakeUps.get());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
