package chunkedbuffer.pool.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.LeakDetection;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.spi.LeakTracker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

@ResourceLock("log")
@Timeout(60)
class LeakDetectionTest {

    static {
        // The module that the test is patched into needs no logging implementation.
        Module here = LeakDetectionTest.class.getModule();
        ModuleLayer.boot().modules().stream()
                .filter(each -> each.getName().startsWith("ch.qos.logback"))
                .forEach(here::addReads);
    }

    private final Logger log = (Logger) LoggerFactory.getLogger(LeakTracker.class);
    private final ListAppender<ILoggingEvent> reports = new ListAppender<>();
    private final List<ChunkPool> open = new ArrayList<>();

    @BeforeEach
    void listen() {
        reports.list = new CopyOnWriteArrayList<>(); // reports may come from the timer's thread too
        reports.start();
        log.addAppender(reports);
        log.setLevel(Level.WARN);
        log.setAdditive(false);
    }

    @AfterEach
    void close() {
        open.forEach(ChunkPool::close);
        log.detachAppender(reports);
        log.setLevel(null);
        log.setAdditive(true);
    }

    private CommonsPool pool(LeakDetection level) {
        return pool(ChunkPoolOptions.builder().leakDetection(level));
    }

    private CommonsPool pool(ChunkPoolOptions.Builder options) {
        CommonsPool pool = new CommonsPool(
                options.build(),
                CommonsPoolOptions.builder()
                        .evictionInterval(Duration.ZERO)
                        .jmx(false)
                        .build());
        open.add(pool);
        return pool;
    }

    /** Has the collector look until it is so. */
    private static void collectUntil(String what, BooleanSupplier condition) {
        Eventually.holds(what, () -> {
            System.gc();
            return condition.getAsBoolean();
        });
    }

    private static void lose(CommonsPool pool, int bytes) {
        pool.acquire(bytes).memory().put(0, (byte) 1);
    }

    @Test
    void aLostChunkIsReportedWithThePlaceWhereItWasAcquired() {
        CommonsPool pool = pool(LeakDetection.ALL);
        lose(pool, 5000);
        collectUntil("it is reported", () -> {
            pool.trim();
            return pool.stats().inUse() == 0;
        });
        assertEquals(1, reports.list.size());
        ILoggingEvent report = reports.list.get(0);
        assertEquals(Level.WARN, report.getLevel());
        assertTrue(report.getFormattedMessage().contains("8192 bytes"), report::getFormattedMessage);
        String stack = List.of(report.getThrowableProxy().getStackTraceElementProxyArray())
                .toString();
        assertTrue(stack.contains("aLostChunkIsReportedWithThePlaceWhereItWasAcquired"), stack);
    }

    @Test
    void onceForEachPlace() {
        CommonsPool pool = pool(LeakDetection.ALL);
        for (int i = 0; i < 3; i++) {
            lose(pool, 1);
        }
        lose(pool, 1);
        collectUntil("they are reported", () -> {
            pool.trim();
            return pool.stats().inUse() == 0;
        });
        assertEquals(2, reports.list.size());
    }

    @Test
    void whatIsLostDoesNotCountAnyMoreAndItsMemoryIsNotUsedAgain() {
        CommonsPool pool = pool(LeakDetection.ALL);
        ByteBuffer kept = pool.acquire(8000).memory();
        lose(pool, 1 << 20);
        collectUntil("they count no more", () -> {
            pool.trim();
            return pool.stats().inUse() == 0;
        });
        assertEquals(0, pool.stats().inUseBytes());
        assertEquals(0, pool.stats().idleBytes());
        assertEquals(2, pool.stats().released());
        Chunk other = pool.acquire(8000);
        assertTrue(other.memory() != kept);
        other.release();
    }

    @Test
    void theNextAcquireAndTheEvictorReportToo() throws Exception {
        CommonsPool pool = pool(LeakDetection.ALL);
        lose(pool, 1);
        collectUntil("it is reported", () -> {
            pool.acquire(1).release();
            return !reports.list.isEmpty();
        });
        lose(pool, 1);
        collectUntil("the other one is reported", () -> {
            try {
                pool.size(3).evict();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return reports.list.size() == 2;
        });
    }

    @Test
    void atTheBoundALostChunkMakesRoom() {
        CommonsPool pool = pool(ChunkPoolOptions.builder()
                .leakDetection(LeakDetection.ALL)
                .maxTotalBytes(8192)
                .acquireTimeout(Duration.ZERO));
        lose(pool, 8192);
        collectUntil("there is room", () -> {
            Chunk chunk = pool.tryAcquire(8192);
            return chunk != null && chunk.release();
        });
        lose(pool, 8192);
        collectUntil("there is room again", () -> {
            try {
                return pool.acquire(8192).release();
            } catch (PoolExhaustedException e) {
                return false;
            }
        });
    }

    @Test
    void whoWaitsAlreadyGetsTheRoomOfWhatIsLost() throws Exception {
        CommonsPool pool =
                pool(ChunkPoolOptions.builder().leakDetection(LeakDetection.ALL).maxTotalBytes(8192));
        lose(pool, 8192);
        FutureTask<Chunk> waiter = new FutureTask<>(() -> pool.acquire(1));
        Thread thread = new Thread(waiter, "waiter");
        thread.start();
        Eventually.waits(thread);
        collectUntil("the waiter has it", waiter::isDone);
        waiter.get(30, TimeUnit.SECONDS).release();
    }

    @Test
    void whoListensIsTold() {
        CommonsPool pool =
                pool(ChunkPoolOptions.builder().leakDetection(LeakDetection.ALL).maxTotalBytes(8192));
        AtomicInteger told = new AtomicInteger();
        lose(pool, 8192);
        assertEquals(null, pool.tryAcquire(1));
        pool.onAvailable(told::incrementAndGet);
        collectUntil("the listener is told", () -> {
            pool.trim();
            return told.get() > 0;
        });
        assertEquals(1, told.get());
    }

    @Test
    void aReleasedChunkIsNotReported() {
        CommonsPool pool = pool(LeakDetection.ALL);
        Chunk chunk = pool.acquire(1);
        chunk.retain();
        chunk.release();
        chunk.release();
        System.gc();
        pool.trim();
        assertEquals(List.of(), reports.list);
        assertEquals(1, pool.stats().released());
    }

    @Test
    void whatTheCollectorReallyFinds() {
        CommonsPool pool = pool(LeakDetection.ALL);
        pool.acquire(1).memory();
        Eventually.holds("the chunk is collected", () -> {
            System.gc();
            pool.trim();
            return pool.stats().inUse() == 0;
        });
        assertEquals(1, reports.list.size());
    }

    @Test
    void theHoldersAreNamedAtTheBound() {
        CommonsPool pool = pool(ChunkPoolOptions.builder()
                .leakDetection(LeakDetection.ALL)
                .maxTotalBytes(16 << 10)
                .acquireTimeout(Duration.ofMillis(5)));
        List<Chunk> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(pool.acquire(4096));
        }
        held.add(pool.acquire(2048));
        held.add(pool.acquire(2048));
        String message = assertThrows(PoolExhaustedException.class, () -> pool.acquire(100))
                .getMessage();
        for (String part : List.of(
                "a chunk of 2048 bytes (100 asked for)",
                "16384 bytes in use of maxTotalBytes 16384",
                "none came back in 5 ms (acquireTimeout)",
                "Held: 3 of 12288 bytes, the oldest for ",
                "acquired by thread \"" + Thread.currentThread().getName() + "\" at ",
                "LeakDetectionTest.theHoldersAreNamedAtTheBound(LeakDetectionTest.java:",
                "; 1 of 2048 bytes")) {
            assertTrue(message.contains(part), () -> "no \"" + part + "\" in: " + message);
        }
        held.forEach(Chunk::release);
    }

    @Test
    void manyPlacesOfHoldersAreCutShort() {
        CommonsPool pool = pool(ChunkPoolOptions.builder()
                .leakDetection(LeakDetection.ALL)
                .maxTotalBytes(14 << 10)
                .acquireTimeout(Duration.ZERO));
        List<Chunk> held = List.of(
                pool.acquire(1),
                pool.acquire(1),
                pool.acquire(1),
                pool.acquire(1),
                pool.acquire(1),
                pool.acquire(1),
                pool.acquire(1));
        String message = assertThrows(PoolExhaustedException.class, () -> pool.acquire(1))
                .getMessage();
        assertTrue(message.endsWith("; and at 2 more places"), message);
        held.forEach(Chunk::release);
    }

    @Test
    void withoutLeakDetectionTheMessageSaysHowToLearnOfThem() {
        CommonsPool pool = pool(ChunkPoolOptions.builder().maxTotalBytes(2048).acquireTimeout(Duration.ZERO));
        Chunk chunk = pool.acquire(1);
        String message = assertThrows(PoolExhaustedException.class, () -> pool.acquire(1))
                .getMessage();
        assertTrue(message.contains("acquireTimeout is 0, so it did not wait"), message);
        assertTrue(message.contains("leak detection"), message);
        chunk.release();
    }

    @Test
    void sampledWatchesSome() {
        CommonsPool pool = pool(LeakDetection.SAMPLED);
        int watched = 0;
        for (int i = 0; i < 128 * 100; i++) {
            Chunk chunk = pool.acquire(1);
            watched += chunk instanceof CommonsChunk ? 0 : 1;
            chunk.release();
        }
        int found = watched;
        assertTrue(watched > 20 && watched < 500, () -> found + " of 12,800, expected 100");
        assertEquals(0, pool.stats().inUse());
    }

    @Test
    void sampledSaysSoOfTheHolders() {
        CommonsPool pool = pool(ChunkPoolOptions.builder()
                .leakDetection(LeakDetection.SAMPLED)
                .maxTotalBytes(2048)
                .acquireTimeout(Duration.ZERO));
        Chunk chunk = pool.acquire(1);
        String message = assertThrows(PoolExhaustedException.class, () -> pool.acquire(1))
                .getMessage();
        assertTrue(message.contains("(one acquisition in 128 is watched)"), message);
        chunk.release();
    }

    @Test
    void offWatchesNothing() {
        CommonsPool pool = pool(LeakDetection.OFF);
        Chunk chunk = pool.acquire(1);
        assertInstanceOf(CommonsChunk.class, chunk);
        chunk.release();
    }

    @Test
    @ResourceLock("java.lang.System.properties")
    void theSystemPropertySwitchesItOn() {
        System.setProperty(LeakTracker.PROPERTY, "all");
        try {
            Chunk chunk = pool(LeakDetection.OFF).acquire(1);
            assertFalse(chunk instanceof CommonsChunk);
            chunk.release();
            System.setProperty(LeakTracker.PROPERTY, "everything");
            IllegalArgumentException thrown =
                    assertThrows(IllegalArgumentException.class, () -> pool(LeakDetection.OFF));
            assertTrue(thrown.getMessage().contains("[off, sampled, all]"), thrown::getMessage);
        } finally {
            System.clearProperty(LeakTracker.PROPERTY);
        }
    }
}
