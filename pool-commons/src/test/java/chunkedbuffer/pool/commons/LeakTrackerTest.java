package chunkedbuffer.pool.commons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import chunkedbuffer.pool.commons.LeakTracker.WatchedChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

@ResourceLock("log")
@Timeout(60)
class LeakTrackerTest {

    static {
        // The module that the test is patched into needs no logging implementation.
        Module here = LeakTrackerTest.class.getModule();
        ModuleLayer.boot().modules().stream()
                .filter(each -> each.getName().startsWith("ch.qos.logback"))
                .forEach(here::addReads);
    }

    private final Logger log = (Logger) LoggerFactory.getLogger(LeakTracker.class);
    private final ListAppender<ILoggingEvent> reports = new ListAppender<>();
    private final List<ChunkPool> open = new ArrayList<>();

    @BeforeEach
    void listen() {
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

    /** As the collector would, had the program lost it. */
    private static void collect(Chunk lost) {
        WatchedChunk watched = assertInstanceOf(WatchedChunk.class, lost);
        assertTrue(watched.watch().enqueue());
    }

    @Test
    void aLostChunkIsReportedWithThePlaceWhereItWasAcquired() {
        CommonsPool pool = pool(LeakDetection.ALL);
        collect(pool.acquire(5000));
        pool.trim();
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
            collect(pool.acquire(1));
        }
        collect(pool.acquire(1));
        pool.trim();
        assertEquals(2, reports.list.size());
    }

    @Test
    void whatIsLostDoesNotCountAnyMoreAndItsMemoryIsNotUsedAgain() {
        CommonsPool pool = pool(LeakDetection.ALL);
        Chunk lost = pool.acquire(8000);
        Chunk large = pool.acquire(1 << 20);
        collect(lost);
        collect(large);
        pool.trim();
        assertEquals(0, pool.stats().inUse());
        assertEquals(0, pool.stats().inUseBytes());
        assertEquals(0, pool.stats().idleBytes());
        assertEquals(2, pool.stats().released());
        Chunk other = pool.acquire(8000);
        assertTrue(other.memory() != lost.memory());
        other.release();
    }

    @Test
    void theNextAcquireAndTheEvictorReportToo() throws Exception {
        CommonsPool pool = pool(LeakDetection.ALL);
        collect(pool.acquire(1));
        pool.acquire(1).release();
        assertEquals(1, reports.list.size());
        collect(pool.acquire(1));
        pool.size(3).evict();
        assertEquals(2, reports.list.size());
    }

    @Test
    void atTheBoundALostChunkMakesRoom() {
        CommonsPool pool = pool(ChunkPoolOptions.builder()
                .leakDetection(LeakDetection.ALL)
                .maxTotalBytes(8192)
                .acquireTimeout(Duration.ZERO));
        collect(pool.acquire(8192));
        Chunk chunk = pool.tryAcquire(8192);
        assertNotNull(chunk);
        collect(chunk);
        pool.acquire(8192).release();
    }

    @Test
    void whoWaitsAlreadyGetsTheRoomOfWhatIsLost() throws Exception {
        CommonsPool pool =
                pool(ChunkPoolOptions.builder().leakDetection(LeakDetection.ALL).maxTotalBytes(8192));
        Chunk lost = pool.acquire(8192);
        FutureTask<Chunk> waiter = new FutureTask<>(() -> pool.acquire(1));
        Thread thread = new Thread(waiter, "waiter");
        thread.start();
        Eventually.waits(thread);
        collect(lost);
        waiter.get(30, TimeUnit.SECONDS).release();
    }

    @Test
    void whoListensIsTold() {
        CommonsPool pool =
                pool(ChunkPoolOptions.builder().leakDetection(LeakDetection.ALL).maxTotalBytes(8192));
        AtomicInteger told = new AtomicInteger();
        Chunk lost = pool.acquire(8192);
        assertEquals(null, pool.tryAcquire(1));
        pool.onAvailable(told::incrementAndGet);
        collect(lost);
        pool.trim();
        assertEquals(1, told.get());
    }

    @Test
    void aReleasedChunkIsNotReported() {
        CommonsPool pool = pool(LeakDetection.ALL);
        Chunk chunk = pool.acquire(1);
        chunk.retain();
        chunk.release();
        chunk.release();
        ((WatchedChunk) chunk).watch().enqueue();
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
                "LeakTrackerTest.theHoldersAreNamedAtTheBound(LeakTrackerTest.java:",
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
            watched += chunk instanceof WatchedChunk ? 1 : 0;
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
            assertInstanceOf(WatchedChunk.class, chunk);
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
