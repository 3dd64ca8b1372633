package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.spi.EventLoops;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ChunkPool} keeps to. Subclass it with {@link #create} to test one:
 *
 * <pre>{@code
 * class MyPoolTest extends ChunkPoolContract {
 *     @Override
 *     protected ChunkPool create(ChunkPoolOptions options) {
 *         return new MyPoolProvider().create(options);
 *     }
 * }
 * }</pre>
 *
 * <p>Override {@link #memory()} in a second subclass for the other kind of memory. Each pool that a test asks for is closed
 * after the test, and {@link NothingLeaked} checks that its chunks came back.
 */
@ExtendWith(NothingLeaked.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init") // the probe, before each test
public abstract class ChunkPoolContract {

    private static final int KIB = 1024;

    private PoolProbe probe;

    /** For subclasses. */
    protected ChunkPoolContract() {}

    /**
     * Makes the pool under test.
     *
     * @param options what it shall be like
     * @return a new pool
     */
    protected abstract ChunkPool create(ChunkPoolOptions options);

    /**
     * The kind of memory that the tests ask for.
     *
     * @return {@link MemoryKind#DIRECT}, unless overridden
     */
    protected MemoryKind memory() {
        return MemoryKind.DIRECT;
    }

    @BeforeEach
    final void use(PoolProbe pools) {
        probe = pools;
    }

    private ChunkPoolOptions.Builder options() {
        return ChunkPoolOptions.builder().memory(memory());
    }

    private ChunkPool pool(ChunkPoolOptions.Builder options) {
        return probe.closing(create(options.build()));
    }

    /** A pool whose every acquire beyond {@code bytes} fails without waiting. */
    private ChunkPool bounded(long bytes) {
        return pool(options().maxTotalBytes(bytes).acquireTimeout(Duration.ZERO));
    }

    // What a chunk is like

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 2047, 2048, 2049, 5000, 65536, 262144, 262145, 1 << 20, 5_000_001})
    final void acquireGivesAnEmptyChunkOfAtLeastTheCapacityAskedFor(int minCapacity) {
        ChunkPool pool = pool(options());
        Chunk chunk = pool.acquire(minCapacity);
        ByteBuffer memory = chunk.memory();
        assertAll(
                () -> assertTrue(chunk.capacity() >= Math.max(1, minCapacity), () -> "capacity " + chunk.capacity()),
                () -> assertEquals(chunk.capacity(), memory.capacity()),
                () -> assertEquals(0, memory.position()),
                () -> assertEquals(chunk.capacity(), memory.limit()),
                () -> assertEquals(ByteOrder.BIG_ENDIAN, memory.order()),
                () -> assertFalse(memory.isReadOnly()),
                () -> assertEquals(memory() == MemoryKind.DIRECT, memory.isDirect()),
                () -> assertEquals(1, chunk.references()));
        memory.put(0, (byte) 1);
        memory.put(chunk.capacity() - 1, (byte) 2);
        chunk.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    final void negativeCapacity(int minCapacity) {
        ChunkPool pool = pool(options());
        for (Exception thrown : List.of(
                assertThrows(IllegalArgumentException.class, () -> pool.acquire(minCapacity)),
                assertThrows(IllegalArgumentException.class, () -> pool.tryAcquire(minCapacity)))) {
            assertContains(thrown, String.valueOf(minCapacity));
        }
    }

    @Test
    final void aChunkIsEmptyAgainWhenItIsHandedOutAgain() {
        ChunkPool pool = pool(options());
        for (int i = 0; i < 10; i++) {
            Chunk chunk = pool.acquire(4096);
            assertEquals(0, chunk.memory().position());
            assertEquals(chunk.capacity(), chunk.memory().limit());
            assertEquals(ByteOrder.BIG_ENDIAN, chunk.memory().order());
            assertEquals(1, chunk.references());
            chunk.memory().order(ByteOrder.LITTLE_ENDIAN).position(100).limit(200);
            chunk.release();
        }
    }

    @Test
    final void theLastReleaseReturnsTheChunk() {
        ChunkPool pool = pool(options());
        Chunk chunk = pool.acquire(10);
        assertSame(chunk, chunk.retain());
        assertEquals(2, chunk.references());
        assertFalse(chunk.release());
        assertEquals(1, pool.stats().inUse());
        assertTrue(chunk.release());
        assertEquals(0, pool.stats().inUse());
    }

    @Test
    final void releasingTwiceOrRetainingAfterwardsIsRefused() {
        ChunkPool pool = pool(options());
        Chunk chunk = pool.acquire(10);
        chunk.release();
        assertThrows(IllegalStateException.class, chunk::release);
        assertThrows(IllegalStateException.class, chunk::retain);
        assertEquals(1, pool.stats().released());
        assertEquals(0, pool.stats().inUse());
    }

    @Test
    final void noChunkIsHandedOutTwice() {
        ChunkPool pool = pool(options());
        Set<Chunk> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Chunk> out = acquire(pool, 100, 3000);
        for (int i = 0; i < out.size(); i++) {
            assertTrue(seen.add(out.get(i)));
            out.get(i).memory().putInt(0, i);
        }
        for (int i = 0; i < out.size(); i++) {
            assertEquals(i, out.get(i).memory().getInt(0));
        }
        release(out);
    }

    // Keeping memory

    @Test
    final void releasedMemoryIsUsedAgain() {
        ChunkPool pool = pool(options());
        for (int i = 0; i < 100; i++) {
            release(acquire(pool, 5, 8 * KIB));
        }
        PoolStats stats = pool.stats();
        assertEquals(500, stats.acquired());
        assertEquals(5, stats.allocated());
    }

    @Test
    final void memoryReleasedOnAnotherThreadIsUsedAgain() throws Exception {
        ChunkPool pool = pool(options());
        int rounds = 2000;
        BlockingQueue<Chunk> handedOver = new ArrayBlockingQueue<>(4);
        Running<?> releasing = Running.start(() -> {
            for (int i = 0; i < rounds; i++) {
                handedOver.take().release();
            }
            return null;
        });
        for (int i = 0; i < rounds; i++) {
            handedOver.put(pool.acquire(8 * KIB));
        }
        releasing.get();
        PoolStats stats = pool.stats();
        assertEquals(rounds, stats.released());
        assertTrue(stats.allocated() <= rounds / 4, () -> "it piles up: " + stats);
    }

    @Test
    final void stats() {
        ChunkPool pool = pool(options());
        assertEquals(new PoolStats(0, 0, 0, 0, 0, 0), pool.stats());
        Chunk a = pool.acquire(2 * KIB);
        Chunk b = pool.acquire(300 * KIB);
        Chunk c = pool.acquire(16 * KIB);
        long inUse = (long) a.capacity() + b.capacity() + c.capacity();
        assertEquals(new PoolStats(3, 0, 3, 3, inUse, 0), pool.stats());
        c.release();
        PoolStats stats = pool.stats();
        assertEquals(new PoolStats(3, 1, 3, 2, inUse - c.capacity(), c.capacity()), stats);
        a.release();
        b.release();
        assertEquals(0, pool.stats().inUse());
        assertEquals(0, pool.stats().inUseBytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 8 * KIB, 100_000, 1 << 20, 8 << 20})
    final void idleMemoryIsBounded(long maxIdleBytes) {
        ChunkPool pool = pool(options().maxIdleBytes(maxIdleBytes));
        for (int capacity = 2 * KIB; capacity <= 512 * KIB; capacity *= 2) {
            List<Chunk> out = acquire(pool, (12 << 20) / capacity, capacity);
            release(out);
            PoolStats stats = pool.stats();
            assertTrue(stats.idleBytes() <= maxIdleBytes, stats::toString);
            assertEquals(0, stats.inUse());
        }
    }

    @Test
    final void someIdleMemoryIsKept() {
        ChunkPool pool = pool(options().maxIdleBytes(32 * KIB));
        release(acquire(pool, 10, 8 * KIB));
        assertTrue(pool.stats().idleBytes() >= 8 * KIB, () -> pool.stats().toString());
    }

    @Test
    final void trimGivesIdleMemoryUp() throws Exception {
        ChunkPool pool = pool(options());
        List<Chunk> out = acquire(pool, 20, 8 * KIB);
        Chunk kept = out.remove(0);
        kept.memory().putInt(0, 42);
        release(out.subList(0, 10));
        Running.start(() -> {
                    release(out.subList(10, 19));
                    return null;
                })
                .get();
        assertTrue(pool.stats().idleBytes() > 0);
        pool.trim();
        PoolStats stats = pool.stats();
        assertEquals(0, stats.idleBytes());
        assertEquals(1, stats.inUse());
        assertEquals(42, kept.memory().getInt(0));
        kept.release();
        pool.acquire(8 * KIB).release();
    }

    @Test
    final void trimReachesTheMemoryOfAThreadThatWaits() throws Exception {
        ChunkPool pool = pool(options());
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Void> released = new CompletableFuture<>();
        Running<?> holder = Running.start(() -> {
            release(acquire(pool, 10, 8 * KIB));
            released.complete(null);
            end.get(30, TimeUnit.SECONDS);
            return null;
        });
        released.get(30, TimeUnit.SECONDS);
        pool.trim();
        assertEquals(0, pool.stats().idleBytes());
        end.complete(null);
        holder.get();
    }

    // Closing

    @Test
    final void closedPoolRefusesAndChunksInUseStayGood() {
        ChunkPool pool = pool(options());
        Chunk chunk = pool.acquire(100);
        pool.acquire(100).release();
        pool.close();
        pool.close();
        assertThrows(IllegalStateException.class, () -> pool.acquire(100));
        assertThrows(IllegalStateException.class, () -> pool.tryAcquire(100));
        chunk.memory().putInt(0, 42);
        assertEquals(42, chunk.memory().getInt(0));
        assertEquals(1, pool.stats().inUse());
        assertEquals(0, pool.stats().idleBytes());
        assertTrue(chunk.release());
        assertEquals(0, pool.stats().inUse());
        assertEquals(0, pool.stats().idleBytes());
    }

    @Test
    final void closeEndsAWait() throws Exception {
        ChunkPool pool = pool(options().maxTotalBytes(2 * KIB));
        Chunk chunk = pool.acquire(2 * KIB);
        Running<Chunk> waiting = Running.start(() -> pool.acquire(1));
        Await.untilWaiting(waiting.thread);
        AtomicInteger told = new AtomicInteger();
        assertNull(pool.tryAcquire(1));
        pool.onAvailable(told::incrementAndGet);
        pool.close();
        assertInstanceOf(IllegalStateException.class, waiting.failure());
        assertEquals(1, told.get());
        chunk.release();
    }

    // The bound

    @Test
    final void atTheBoundAcquireFailsWithAMessageThatSaysWhy() {
        ChunkPool pool = bounded(16 * KIB);
        Chunk chunk = pool.acquire(16 * KIB);
        PoolExhaustedException thrown = assertThrows(PoolExhaustedException.class, () -> pool.acquire(5000));
        assertContains(thrown, "16384", "5000");
        assertNull(pool.tryAcquire(1));
        chunk.release();
        pool.acquire(16 * KIB).release();
    }

    @Test
    final void belowTheBoundNothingFails() {
        ChunkPool pool = bounded(64 * KIB);
        for (int capacity = 2 * KIB; capacity <= 64 * KIB; capacity *= 2) {
            release(acquire(pool, 64 * KIB / capacity, capacity));
        }
    }

    @Test
    final void moreThanTheBoundCanEverGive() {
        ChunkPool pool = bounded(10_000);
        assertContains(assertThrows(IllegalArgumentException.class, () -> pool.acquire(10_001)), "10001", "10000");
        assertThrows(IllegalArgumentException.class, () -> pool.tryAcquire(10_001));
    }

    @Test
    final void idleMemoryOfOtherSizesMakesWay() {
        ChunkPool pool = bounded(64 * KIB);
        release(acquire(pool, 16, 4 * KIB));
        Chunk large = pool.acquire(64 * KIB);
        large.release();
        release(acquire(pool, 32, 2 * KIB));
        PoolStats stats = pool.stats();
        assertTrue(stats.idleBytes() <= 64 * KIB, stats::toString);
    }

    @Test
    final void idleMemoryOfOtherThreadsMakesWay() throws Exception {
        ChunkPool pool = bounded(64 * KIB);
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Void> released = new CompletableFuture<>();
        Running<?> holder = Running.start(() -> {
            release(acquire(pool, 16, 4 * KIB));
            released.complete(null);
            end.get(30, TimeUnit.SECONDS);
            return null;
        });
        released.get(30, TimeUnit.SECONDS);
        release(acquire(pool, 16, 4 * KIB));
        pool.acquire(64 * KIB).release();
        end.complete(null);
        holder.get();
    }

    @Test
    final void memoryOfAThreadThatEndedIsNotLost() throws Exception {
        ChunkPool pool = bounded(64 * KIB);
        for (int i = 0; i < 20; i++) {
            Running.start(() -> {
                        release(acquire(pool, 16, 4 * KIB));
                        return null;
                    })
                    .get();
        }
        PoolStats stats = pool.stats();
        assertEquals(320, stats.acquired());
        assertEquals(320, stats.released());
        assertEquals(0, stats.inUseBytes());
    }

    @Test
    final void acquireWaitsForARelease() throws Exception {
        ChunkPool pool = pool(options().maxTotalBytes(4 * KIB));
        Chunk chunk = pool.acquire(4 * KIB);
        Running<Chunk> waiting = Running.start(() -> pool.acquire(1));
        Await.untilWaiting(waiting.thread);
        chunk.release();
        waiting.get().release();
    }

    @Test
    final void aReleaseServesAsManyAsItCan() throws Exception {
        ChunkPool pool = pool(options().maxTotalBytes(8 * KIB));
        Chunk chunk = pool.acquire(8 * KIB);
        List<Running<Chunk>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(Running.start(() -> pool.acquire(2 * KIB)));
        }
        for (Running<Chunk> each : waiting) {
            Await.untilWaiting(each.thread);
        }
        chunk.release();
        for (Running<Chunk> each : waiting) {
            each.get().release();
        }
    }

    @Test
    final void aLargeRequestDoesNotHoldUpASmallOne() throws Exception {
        ChunkPool pool = pool(options().maxTotalBytes(64 * KIB));
        Chunk large = pool.acquire(32 * KIB);
        List<Chunk> small = acquire(pool, 16, 2 * KIB);
        Running<Chunk> wantsLarge = Running.start(() -> pool.acquire(64 * KIB));
        Await.untilWaiting(wantsLarge.thread);
        Running<Chunk> wantsSmall = Running.start(() -> pool.acquire(2 * KIB));
        Await.untilWaiting(wantsSmall.thread);
        small.remove(0).release();
        wantsSmall.get().release();
        release(small);
        large.release();
        wantsLarge.get().release();
    }

    @Test
    @Timeout(20) // less than the default of acquireTimeout
    final void acquireGivesUpAfterTheTimeout() {
        ChunkPool pool = pool(options().maxTotalBytes(2 * KIB).acquireTimeout(Duration.ofMillis(20)));
        Chunk chunk = pool.acquire(1);
        assertThrows(PoolExhaustedException.class, () -> pool.acquire(1));
        chunk.release();
        pool.acquire(1).release();
    }

    @Test
    final void anInterruptEndsTheWait() throws Exception {
        ChunkPool pool = pool(options().maxTotalBytes(2 * KIB));
        Chunk chunk = pool.acquire(1);
        Running<Boolean> waiting = Running.start(() -> {
            assertThrows(PoolExhaustedException.class, () -> pool.acquire(1));
            return Thread.currentThread().isInterrupted();
        });
        Await.untilWaiting(waiting.thread);
        waiting.thread.interrupt();
        assertTrue(waiting.get(), "the interrupt status is set");
        chunk.release();
        pool.acquire(1).release();
    }

    @Test
    final void anInterruptedThreadMayAcquireWhatThereIs() throws Exception {
        ChunkPool pool = pool(options().maxTotalBytes(2 * KIB));
        Running<Boolean> interrupted = Running.start(() -> {
            Thread.currentThread().interrupt();
            pool.acquire(1).release();
            return Thread.currentThread().isInterrupted();
        });
        assertTrue(interrupted.get());
    }

    @Test
    final void anEventLoopDoesNotWait() throws Exception {
        ChunkPool pool = pool(options().maxTotalBytes(2 * KIB).acquireTimeout(Duration.ofDays(1)));
        Chunk chunk = pool.acquire(1);
        Running<?> loop = Running.start(() -> {
            EventLoops.enter();
            try {
                assertNull(pool.tryAcquire(1));
                return assertThrows(PoolExhaustedException.class, () -> pool.acquire(1));
            } finally {
                EventLoops.exit();
            }
        });
        loop.get();
        chunk.release();
    }

    @Test
    final void onAvailableRunsAtOnceWhenThereIsMemory() {
        AtomicInteger told = new AtomicInteger();
        pool(options()).onAvailable(told::incrementAndGet);
        bounded(4 * KIB).onAvailable(told::incrementAndGet);
        assertEquals(2, told.get());
    }

    @Test
    final void onAvailableRunsOnceWhenMemoryIsBack() throws Exception {
        ChunkPool pool = bounded(4 * KIB);
        List<Chunk> out = acquire(pool, 2, 2 * KIB);
        AtomicInteger told = new AtomicInteger();
        assertNull(pool.tryAcquire(1));
        pool.onAvailable(told::incrementAndGet);
        pool.onAvailable(told::incrementAndGet);
        assertEquals(0, told.get());
        Running.start(out.get(0)::release).get();
        assertEquals(2, told.get());
        out.get(1).release();
        assertEquals(2, told.get());
    }

    /** Somebody else was refused a larger chunk meanwhile: what this thread was refused may come back without that. */
    @Test
    final void onAvailableWaitsForWhatTheThreadWasRefused() throws Exception {
        ChunkPool pool = bounded(8 * KIB);
        List<Chunk> out = acquire(pool, 4, 2 * KIB);
        AtomicInteger told = new AtomicInteger();
        assertNull(pool.tryAcquire(2 * KIB));
        assertNull(Running.start(() -> pool.tryAcquire(8 * KIB)).get());
        pool.onAvailable(told::incrementAndGet);
        out.get(0).release();
        assertEquals(1, told.get());
        Chunk again = pool.acquire(2 * KIB);
        assertNull(pool.tryAcquire(2 * KIB));
        assertNull(pool.tryAcquire(8 * KIB), "for another one on the same thread");
        pool.onAvailable(told::incrementAndGet);
        again.release();
        assertEquals(2, told.get());
        out.subList(1, 4).forEach(Chunk::release);
    }

    @Test
    final void onAvailableMayTryAgain() {
        ChunkPool pool = bounded(2 * KIB);
        Chunk chunk = pool.acquire(1);
        assertNull(pool.tryAcquire(1));
        List<@Nullable Chunk> got = new ArrayList<>();
        pool.onAvailable(() -> got.add(pool.tryAcquire(1)));
        chunk.release();
        assertEquals(1, got.size());
        Chunk again = got.get(0);
        assertNotNull(again);
        again.release();
    }

    @Test
    final void aListenerThatThrowsHarmsNobody() {
        ChunkPool pool = bounded(2 * KIB);
        Chunk chunk = pool.acquire(1);
        AtomicInteger told = new AtomicInteger();
        assertNull(pool.tryAcquire(1));
        pool.onAvailable(() -> {
            throw new IllegalStateException("thrown by the test's listener");
        });
        pool.onAvailable(told::incrementAndGet);
        assertTrue(chunk.release());
        assertEquals(1, told.get());
    }

    // Many threads

    @Test
    final void underContentionNoChunkHasTwoHoldersAndTheBoundHolds() throws Exception {
        int threads = 4;
        int rounds = 3000;
        long bound = 64 * KIB;
        ChunkPool pool = pool(options().maxTotalBytes(bound));
        ChunkExchange exchange = new ChunkExchange(pool, bound);
        List<Running<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int seed = i;
            running.add(Running.start(() -> {
                exchange.run(rounds, seed);
                return null;
            }));
        }
        for (Running<?> each : running) {
            each.get();
        }
        exchange.releaseAll();
        PoolStats stats = pool.stats();
        assertEquals((long) threads * rounds, stats.acquired());
        assertEquals(stats.acquired(), stats.released());
        assertEquals(0, stats.inUse());
        assertEquals(0, stats.inUseBytes());
        assertTrue(stats.idleBytes() <= bound, stats::toString);
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck")
    final void twoReleaseAtOnceWhatAClosedPoolHasLent() throws Exception {
        int rounds = 300;
        ChunkPool pool = pool(options());
        List<List<Chunk>> out = List.of(acquire(pool, rounds, 1), acquire(pool, rounds, 1));
        pool.close();
        AtomicInteger arrived = new AtomicInteger();
        List<Running<?>> running = new ArrayList<>();
        for (List<Chunk> some : out) {
            running.add(Running.start(() -> {
                for (int i = 0; i < rounds; i++) {
                    arrived.incrementAndGet();
                    while (arrived.get() < 2 * (i + 1)) {
                        Thread.yield();
                    }
                    some.get(i).release();
                }
                return null;
            }));
        }
        for (Running<?> each : running) {
            each.get();
        }
        PoolStats stats = pool.stats();
        assertEquals(0, stats.inUse(), stats::toString);
        assertEquals(0, stats.idleBytes(), stats::toString);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 320_000})
    final void twoHundredThreadsAndACloseInTheMiddle(long bound) throws Exception {
        crowd(bound, 200, bound == 0 ? 100 : 20, ChunkPoolContract::startThread);
    }

    /** Where Java has no virtual threads: three hundred others. */
    @ParameterizedTest
    @ValueSource(longs = {0, 320_000})
    final void tenThousandVirtualThreadsAndACloseInTheMiddle(long bound) throws Exception {
        Method startVirtual = startVirtualThread();
        if (startVirtual == null) {
            crowd(bound, 300, bound == 0 ? 60 : 12, ChunkPoolContract::startThread);
            return;
        }
        crowd(bound, 10_000, bound == 0 ? 3 : 1, member -> {
            try {
                startVirtual.invoke(null, member);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("Thread.startVirtualThread", e);
            }
        });
    }

    private void crowd(long bound, int size, int rounds, Consumer<Runnable> threads) throws Exception {
        long seed = Long.getLong("chunkedbuffer.seed", System.nanoTime());
        ChunkPool pool = pool(options().maxTotalBytes(bound).acquireTimeout(Duration.ofMillis(5)));
        ChunkCrowd crowd = new ChunkCrowd(pool, bound, size, rounds, seed);
        String figures = getClass().getSimpleName() + ", " + size + " threads, bound " + bound
                + ": -Dchunkedbuffer.seed=" + seed;
        try {
            crowd.run(threads);
        } finally {
            System.out.println(figures + ", " + crowd);
        }
        PoolStats stats = pool.stats();
        assertEquals(crowd.got(), stats.acquired(), stats::toString);
        assertEquals(stats.acquired(), stats.released(), stats::toString);
        assertEquals(0, stats.inUse(), stats::toString);
        assertEquals(0, stats.inUseBytes(), stats::toString);
        assertEquals(0, stats.idleBytes(), stats::toString);
    }

    private static void startThread(Runnable member) {
        Thread thread = new Thread(member, "one of a crowd");
        thread.setDaemon(true);
        thread.start();
    }

    /** Null: this Java has none. */
    private static @Nullable Method startVirtualThread() {
        try {
            return Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static List<Chunk> acquire(ChunkPool pool, int count, int capacity) {
        List<Chunk> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(pool.acquire(capacity));
        }
        return out;
    }

    private static void release(List<Chunk> chunks) {
        chunks.forEach(Chunk::release);
    }

    private static void assertContains(Exception thrown, String... parts) {
        String message = String.valueOf(thrown.getMessage());
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "no \"" + part + "\" in: " + message);
        }
    }
}
