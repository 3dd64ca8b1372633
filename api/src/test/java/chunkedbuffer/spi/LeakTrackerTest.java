package chunkedbuffer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.LeakDetection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/** With a pool that keeps nothing, a collector that is played, and a timer by hand. */
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
    private final Queue<Runnable> timer = new ArrayDeque<>();
    private final List<Chunk> forgotten = new ArrayList<>();
    private final List<Chunk> recycled = new ArrayList<>();

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

    private LeakTracker tracker(boolean all) {
        return new LeakTracker(all, forgotten::add, (delay, task) -> {
            assertEquals(Duration.ofSeconds(1), delay);
            timer.add(task);
        });
    }

    private final class Pooled extends Chunk {
        Pooled() {
            super(ByteBuffer.allocate(100));
        }

        @Override
        protected void recycle() {
            recycled.add(this);
        }
    }

    private final class Pool {
        Chunk acquire(LeakTracker tracker) {
            return tracker.handOut(new Pooled());
        }
    }

    private Chunk acquire(LeakTracker tracker) {
        return new Pool().acquire(tracker);
    }

    /** As the collector would, had the program lost it. */
    private static void collect(Chunk lost) {
        assertTrue(assertInstanceOf(WatchedChunk.class, lost).watch().enqueue());
    }

    private static List<String> stack(IThrowableProxy report) {
        List<String> frames = new ArrayList<>();
        for (var each : report.getStackTraceElementProxyArray()) {
            frames.add(each.getStackTraceElement().getMethodName());
        }
        return frames;
    }

    @Test
    void aLostChunkIsReportedWithThePlaceWhereItWasAcquired() {
        LeakTracker tracker = tracker(true);
        Chunk lost = acquire(tracker);
        collect(lost);
        tracker.report();
        assertEquals(1, reports.list.size());
        ILoggingEvent report = reports.list.get(0);
        assertEquals(Level.WARN, report.getLevel());
        assertTrue(report.getFormattedMessage().contains("A chunk of 100 bytes was lost"), report::toString);
        IThrowableProxy place = report.getThrowableProxy();
        assertEquals("acquired by thread \"" + Thread.currentThread().getName() + "\"", place.getMessage());
        assertTrue(stack(place).contains("aLostChunkIsReportedWithThePlaceWhereItWasAcquired"), place::toString);
        assertNull(place.getCause());
        assertEquals(1, forgotten.size());
        assertSame(lost.memory(), forgotten.get(0).memory());
        assertEquals(1, forgotten.get(0).references());
        assertEquals(List.of(), recycled);
    }

    private static void retainHere(Chunk chunk) {
        chunk.retain();
    }

    @Test
    void aRetainedOneWithThePlaceOfTheLastRetainAndThatOfTheAcquireAsItsCause() {
        LeakTracker tracker = tracker(true);
        Chunk lost = acquire(tracker);
        lost.retain();
        lost.release();
        retainHere(lost);
        lost.release();
        collect(lost);
        tracker.report();
        IThrowableProxy place = reports.list.get(0).getThrowableProxy();
        assertTrue(place.getMessage().startsWith("retained by thread "), place::getMessage);
        assertTrue(stack(place).contains("retainHere"), place::toString);
        assertTrue(place.getCause().getMessage().startsWith("acquired by thread "));
        assertFalse(stack(place.getCause()).contains("retainHere"));
    }

    @Test
    void aLostHandleWithThePlaceThatTookIt() {
        LeakTracker tracker = tracker(true);
        Chunk chunk = acquire(tracker);
        Bytes lost = takeHere(chunk);
        chunk.release();
        assertEquals(1, chunk.references());
        collect(chunk);
        tracker.report();
        IThrowableProxy place = reports.list.get(0).getThrowableProxy();
        assertTrue(stack(place).contains("takeHere"), place::toString);
        lost.close();
    }

    private static Bytes takeHere(Chunk chunk) {
        return Bytes.of(chunk, 10, 20);
    }

    @Test
    void sampledToldOfTheFirstRetainAtLeast() {
        LeakTracker tracker = tracker(false);
        Chunk lost = acquire(tracker);
        while (!(lost instanceof WatchedChunk)) {
            lost.release();
            lost = acquire(tracker);
        }
        retainHere(lost);
        collect(lost);
        tracker.report();
        assertTrue(stack(reports.list.get(0).getThrowableProxy()).contains("retainHere"));
    }

    @Test
    void onceForEachPlaceButAllAreForgotten() {
        LeakTracker tracker = tracker(true);
        for (int i = 0; i < 3; i++) {
            collect(acquire(tracker));
        }
        collect(acquire(tracker));
        tracker.report();
        assertEquals(2, reports.list.size());
        assertEquals(4, forgotten.size());
    }

    @Test
    void theNextHandOutReportsToo() {
        LeakTracker tracker = tracker(true);
        collect(acquire(tracker));
        acquire(tracker).release();
        assertEquals(1, reports.list.size());
    }

    @Test
    void theTimerReportsAndGoesOnAsLongAsAnythingIsWatched() {
        LeakTracker tracker = tracker(true);
        Chunk held = acquire(tracker);
        Chunk lost = acquire(tracker);
        assertEquals(1, timer.size());
        collect(lost);
        timer.remove().run();
        assertEquals(1, reports.list.size());
        assertEquals(1, timer.size());
        held.release();
        timer.remove().run();
        assertEquals(0, timer.size());
        acquire(tracker).release();
        assertEquals(1, timer.size());
    }

    @Test
    void aReleasedChunkIsNotReported() {
        LeakTracker tracker = tracker(true);
        Chunk chunk = acquire(tracker);
        chunk.retain();
        chunk.release();
        assertTrue(chunk.release());
        assertEquals(1, recycled.size());
        ((WatchedChunk) chunk).watch().enqueue();
        tracker.report();
        assertEquals(List.of(), reports.list);
        assertEquals(List.of(), forgotten);
        assertThrows(IllegalStateException.class, chunk::release);
        assertThrows(IllegalStateException.class, chunk::retain);
    }

    @Test
    void sampledWatchesOneIn128() {
        LeakTracker tracker = tracker(false);
        int watched = 0;
        for (int i = 0; i < 128 * 100; i++) {
            Chunk chunk = acquire(tracker);
            watched += chunk instanceof WatchedChunk ? 1 : 0;
            chunk.release();
        }
        int found = watched;
        assertTrue(watched > 20 && watched < 500, () -> found + " of 12,800, expected 100");
        assertEquals(12_800, recycled.size());
    }

    @Test
    void handlesShareNoReferenceToAChunkWhoseEachReferenceIsWatched() {
        assertFalse(ChunkShare.suits(acquire(tracker(true))));
        assertTrue(ChunkShare.suits(new Pooled()));
        LeakTracker tracker = tracker(false);
        Chunk sampled = acquire(tracker);
        while (!(sampled instanceof WatchedChunk)) {
            sampled = acquire(tracker);
        }
        assertTrue(ChunkShare.suits(sampled));
    }

    @Test
    void theHoldersAreNamedThoseOfMostBytesFirst() {
        LeakTracker tracker = tracker(true);
        assertEquals("Nobody holds a watched chunk", tracker.holders());
        List<Chunk> held = new ArrayList<>();
        held.add(acquire(tracker));
        for (int i = 0; i < 3; i++) {
            held.add(acquire(tracker));
        }
        retainHere(held.get(0));
        String named = tracker.holders();
        assertTrue(
                named.matches(
                        "Held: 3 of 300 bytes, the oldest for \\d+ ms, acquired by thread \".+\" at .*LeakTrackerTest"
                                + "\\.theHoldersAreNamedThoseOfMostBytesFirst\\(LeakTrackerTest\\.java:\\d+\\) < .*; 1 of 100 bytes,"
                                + " the oldest for \\d+ ms, retained by thread \".+\" at \\S*LeakTrackerTest\\.retainHere\\(.*"),
                named);
        held.forEach(Chunk::release);
        held.get(0).release();
        assertEquals("Nobody holds a watched chunk", tracker.holders());
        assertEquals(
                "Nobody holds a watched chunk (one acquisition in 128 is watched)",
                tracker(false).holders());
    }

    @Test
    @ResourceLock("java.lang.System.properties")
    void theSystemPropertySetsTheLevelOfThoseThatAreOff() {
        ChunkPoolOptions off = ChunkPoolOptions.defaults();
        ChunkPoolOptions sampled =
                ChunkPoolOptions.builder().leakDetection(LeakDetection.SAMPLED).build();
        assertEquals(LeakDetection.OFF, LeakTracker.level(off));
        assertNull(LeakTracker.of(off, forgotten::add));
        String before = System.setProperty(LeakTracker.PROPERTY, " All ");
        try {
            assertEquals(LeakDetection.ALL, LeakTracker.level(off));
            assertEquals(LeakDetection.SAMPLED, LeakTracker.level(sampled));
            LeakTracker tracker = LeakTracker.of(off, forgotten::add);
            assertNotNull(tracker);
            Chunk pooled = new Pooled();
            Chunk chunk = tracker.handOut(pooled);
            assertNotSame(pooled, chunk);
            chunk.release();
            System.setProperty(LeakTracker.PROPERTY, "");
            assertEquals(LeakDetection.OFF, LeakTracker.level(off));
            System.setProperty(LeakTracker.PROPERTY, "everything");
            IllegalArgumentException thrown =
                    assertThrows(IllegalArgumentException.class, () -> LeakTracker.level(off));
            assertEquals(
                    "system property chunkedbuffer.leaks is \"everything\": give one of [off, sampled, all]",
                    thrown.getMessage());
        } finally {
            if (before == null) {
                System.clearProperty(LeakTracker.PROPERTY);
            } else {
                System.setProperty(LeakTracker.PROPERTY, before);
            }
        }
    }
}
