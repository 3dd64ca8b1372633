package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.LeakDetection;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.spi.LeakTracker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What the slab pool makes of chunks and slices that the real collector finds lost. */
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

    @BeforeEach
    void listen() {
        reports.list = new CopyOnWriteArrayList<>(); // reports may come from the timer's thread too
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

    /** Has the collector look until it is so. */
    private static void collectUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30), "waited 30 s in vain");
            System.gc();
            LockSupport.parkNanos(1_000_000); // for the JDK's thread that takes the collector's findings
        }
    }

    private static String stack(IThrowableProxy place) {
        return List.of(place.getStackTraceElementProxyArray()).toString();
    }

    private static void loseAChunk(ChunkPool pool) {
        pool.acquire(5000).memory().put(0, (byte) 1);
    }

    @Test
    void aLostChunkIsReportedAndDoesNotCountAnyMore() {
        SlabPool pool = pool(LeakDetection.ALL);
        loseAChunk(pool);
        collectUntil(() -> pool.stats().inUse() == 0);
        assertEquals(1, reports.list.size());
        ILoggingEvent report = reports.list.get(0);
        assertTrue(report.getFormattedMessage().contains("8192 bytes"), report::getFormattedMessage);
        assertTrue(stack(report.getThrowableProxy()).contains("loseAChunk"));
        assertEquals(1, pool.stats().released());
        assertEquals(0, pool.stats().inUseBytes());
        assertEquals(0, pool.bytes());
    }

    @Test
    void onceForEachPlace() {
        SlabPool pool = pool(LeakDetection.ALL);
        for (int i = 0; i < 3; i++) {
            loseAChunk(pool);
        }
        collectUntil(() -> pool.stats().inUse() == 0);
        assertEquals(1, reports.list.size());
        assertEquals(3, pool.stats().released());
    }

    /** Without leak detection, and where the lost one is not among the samples, the account is right too. */
    @ParameterizedTest
    @EnumSource(LeakDetection.class)
    void whateverIsWatchedTheMemoryOfWhatIsLostCountsNoMore(LeakDetection level) {
        SlabPool pool = pool(level);
        for (int i = 0; i < 300; i++) {
            loseAChunk(pool);
            pool.acquire(1 << 20);
        }
        collectUntil(() -> pool.stats().inUse() == 0);
        assertEquals(0, pool.bytes());
        assertEquals(600, pool.stats().released());
        assertFalse(level == LeakDetection.OFF && !reports.list.isEmpty());
    }

    @Test
    void nobodyNeedsToAskForTheReport() {
        SlabPool pool = pool(LeakDetection.ALL);
        loseAChunk(pool);
        collectUntil(() -> !reports.list.isEmpty());
        assertEquals(0, pool.stats().inUse());
    }

    @Test
    void aLostSliceIsReportedWithThePlaceThatTookIt() throws IOException {
        SlabPool pool = pool(LeakDetection.ALL);
        try (Pipe pipe = Pipe.create(PipeOptions.builder().pool(pool).build())) {
            pipe.write(new byte[1000]);
            pipe.flush();
            pipe.take(100).close();
            loseASlice(pipe);
            pipe.skip(500);
        }
        collectUntil(() -> !reports.list.isEmpty());
        IThrowableProxy place = reports.list.get(0).getThrowableProxy();
        assertTrue(place.getMessage().startsWith("retained by thread"), place::getMessage);
        assertTrue(stack(place).contains("loseASlice"), () -> stack(place));
        assertEquals(1, reports.list.size());
        assertEquals(0, pool.stats().inUse());
    }

    private static void loseASlice(Pipe pipe) throws IOException {
        Bytes slice = pipe.take(100);
        assertEquals(100, slice.length());
    }

    @Test
    void atALowerLevelSlicesStillShareAReference() throws IOException {
        SlabPool pool = pool(LeakDetection.OFF);
        try (Pipe pipe = Pipe.create(PipeOptions.builder().pool(pool).build())) {
            pipe.write(new byte[1000]);
            pipe.flush();
            List<Bytes> taken = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                taken.add(pipe.take(100));
            }
            taken.forEach(Bytes::close);
        }
        assertEquals(0, pool.stats().inUse());
    }

    @Test
    void memoryIsUsedAgainAroundNewObjects() {
        SlabPool pool = pool(LeakDetection.ALL);
        Chunk first = pool.acquire(1);
        first.retain();
        first.release();
        first.release();
        Chunk second = pool.acquire(1);
        assertNotSame(first, second);
        assertSame(first.memory(), second.memory());
        assertEquals(1, pool.stats().allocated());
        assertThrows(IllegalStateException.class, first::release);
        assertEquals(1, second.references());
        second.release();
        assertEquals(0, pool.stats().inUse());
        assertEquals(0, reports.list.size());
    }

    @Test
    void theMemoryOfALostChunkIsNotUsedAgain() {
        SlabPool pool = pool(LeakDetection.ALL);
        ByteBuffer kept = pool.acquire(8192).memory();
        kept.put(0, (byte) 7);
        collectUntil(() -> pool.stats().inUse() == 0);
        Chunk other = pool.acquire(8192);
        assertNotSame(kept, other.memory());
        other.memory().put(0, (byte) 9);
        assertEquals(7, kept.get(0));
        other.release();
    }

    @Test
    void atTheBoundALostChunkMakesRoom() {
        SlabPool pool = new SlabPool(ChunkPoolOptions.builder()
                .leakDetection(LeakDetection.ALL)
                .maxTotalBytes(8192)
                .acquireTimeout(Duration.ZERO)
                .build());
        loseAChunk(pool);
        Chunk[] found = new Chunk[1];
        collectUntil(() -> (found[0] = pool.tryAcquire(8192)) != null);
        found[0].release();
    }

    @ParameterizedTest
    @EnumSource(
            value = LeakDetection.class,
            names = {"OFF", "ALL"})
    void whoWaitsAlreadyGetsTheRoomOfWhatIsLost(LeakDetection level) throws Exception {
        SlabPool pool = new SlabPool(ChunkPoolOptions.builder()
                .leakDetection(level)
                .maxTotalBytes(8192)
                .acquireTimeout(Duration.ofSeconds(50))
                .build());
        AtomicInteger told = new AtomicInteger();
        loseAChunk(pool);
        FutureTask<Boolean> waiter = new FutureTask<>(() -> {
            Chunk chunk = pool.acquire(1);
            return chunk.release();
        });
        assertNull(pool.tryAcquire(8192));
        pool.onAvailable(told::incrementAndGet);
        Thread thread = new Thread(waiter, "waiter");
        thread.start();
        collectUntil(waiter::isDone);
        assertTrue(waiter.get(30, TimeUnit.SECONDS));
        assertEquals(1, told.get());
    }

    @Test
    void theHoldersAreNamedAtTheBound() {
        SlabPool pool = new SlabPool(ChunkPoolOptions.builder()
                .leakDetection(LeakDetection.ALL)
                .maxTotalBytes(16 << 10)
                .acquireTimeout(Duration.ofMillis(5))
                .build());
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
    void withoutLeakDetectionTheMessageSaysHowToLearnOfThem() {
        SlabPool pool = new SlabPool(ChunkPoolOptions.builder()
                .maxTotalBytes(2048)
                .acquireTimeout(Duration.ZERO)
                .build());
        Chunk chunk = pool.acquire(1);
        String message = assertThrows(PoolExhaustedException.class, () -> pool.acquire(1))
                .getMessage();
        assertTrue(message.contains("acquireTimeout is 0, so it did not wait"), message);
        assertTrue(message.contains("With leak detection on, those who hold them would be named here"), message);
        chunk.release();
    }

    @Test
    void sampledWatchesSome() {
        SlabPool pool = pool(LeakDetection.SAMPLED);
        int watched = 0;
        for (int i = 0; i < 128 * 100; i++) {
            Chunk chunk = pool.acquire(1);
            watched += chunk instanceof SlabChunk ? 0 : 1;
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
        System.setProperty(LeakTracker.PROPERTY, "all");
        List<Chunk> out = new ArrayList<>();
        try (ChunkPool pool = new SlabPoolProvider().create(ChunkPoolOptions.defaults())) {
            out.add(pool.acquire(1));
            assertFalse(out.get(0) instanceof SlabChunk);
            out.get(0).release();
            System.setProperty(LeakTracker.PROPERTY, "everything");
            IllegalArgumentException thrown = assertThrows(
                    IllegalArgumentException.class, () -> new SlabPoolProvider().create(ChunkPoolOptions.defaults()));
            assertTrue(thrown.getMessage().contains("[off, sampled, all]"), thrown::getMessage);
        } finally {
            System.clearProperty(LeakTracker.PROPERTY);
        }
    }
}
