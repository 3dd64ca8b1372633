package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import chunkedbuffer.core.LeakTracker.WatchedChunk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

@ResourceLock("log")
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

    @BeforeEach
    void listen() {
        reports.start();
        log.addAppender(reports);
        log.setLevel(Level.WARN);
        log.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(reports);
        log.setLevel(null);
        log.setAdditive(true);
    }

    private static SlabPool pool(LeakDetection level) {
        return new SlabPool(ChunkPoolOptions.builder().leakDetection(level).build());
    }

    /** As the collector would, had the program lost it. */
    private static void collect(Chunk lost) {
        WatchedChunk watched = assertInstanceOf(WatchedChunk.class, lost);
        assertTrue(watched.watch().enqueue());
    }

    @Test
    void aLostChunkIsReportedWithThePlaceWhereItWasAcquired() {
        SlabPool pool = pool(LeakDetection.ALL);
        collect(pool.acquire(5000));
        pool.trim();
        assertEquals(1, reports.list.size());
        ILoggingEvent report = reports.list.get(0);
        assertEquals(Level.WARN, report.getLevel());
        assertTrue(report.getFormattedMessage().contains("8192 bytes"), report::getFormattedMessage);
        assertTrue(report.getThrowableProxy().getStackTraceElementProxyArray().length > 0);
        String stack = List.of(report.getThrowableProxy().getStackTraceElementProxyArray())
                .toString();
        assertTrue(stack.contains("aLostChunkIsReportedWithThePlaceWhereItWasAcquired"), stack);
    }

    @Test
    void onceForEachPlace() {
        SlabPool pool = pool(LeakDetection.ALL);
        for (int i = 0; i < 3; i++) {
            collect(pool.acquire(1));
        }
        collect(pool.acquire(1));
        pool.trim();
        assertEquals(2, reports.list.size());
    }

    @Test
    void theNextAcquireReportsToo() {
        SlabPool pool = pool(LeakDetection.ALL);
        collect(pool.acquire(1));
        pool.acquire(1).release();
        assertEquals(1, reports.list.size());
    }

    @Test
    void aReleasedChunkIsNotReported() {
        SlabPool pool = pool(LeakDetection.ALL);
        Chunk chunk = pool.acquire(1);
        chunk.retain();
        chunk.release();
        chunk.release();
        ((WatchedChunk) chunk).watch().enqueue();
        pool.trim();
        assertEquals(List.of(), reports.list);
        assertEquals(0, pool.stats().inUse());
    }

    @Test
    void memoryIsUsedAgainAroundNewObjects() {
        SlabPool pool = pool(LeakDetection.ALL);
        Chunk first = pool.acquire(1);
        first.release();
        Chunk second = pool.acquire(1);
        assertNotSame(first, second);
        assertSame(first.memory(), second.memory());
        assertEquals(1, pool.stats().allocated());
        assertThrows(IllegalStateException.class, first::release);
        assertEquals(1, second.references());
        second.release();
    }

    @Test
    void sampledWatchesSome() {
        SlabPool pool = pool(LeakDetection.SAMPLED);
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
    void offWatchesNothing() {
        SlabPool pool = pool(LeakDetection.OFF);
        Chunk chunk = pool.acquire(1);
        assertInstanceOf(SlabChunk.class, chunk);
        chunk.release();
    }

    @Test
    @ResourceLock("java.lang.System.properties")
    void theSystemPropertySwitchesItOn() {
        System.setProperty(SlabPoolProvider.LEAK_DETECTION, "all");
        List<Chunk> out = new ArrayList<>();
        try (ChunkPool pool = new SlabPoolProvider().create(ChunkPoolOptions.defaults())) {
            out.add(pool.acquire(1));
            assertInstanceOf(WatchedChunk.class, out.get(0));
            out.get(0).release();
            System.setProperty(SlabPoolProvider.LEAK_DETECTION, "everything");
            IllegalArgumentException thrown = assertThrows(
                    IllegalArgumentException.class, () -> new SlabPoolProvider().create(ChunkPoolOptions.defaults()));
            assertTrue(thrown.getMessage().contains("[off, sampled, all]"), thrown::getMessage);
        } finally {
            System.clearProperty(SlabPoolProvider.LEAK_DETECTION);
        }
    }
}
