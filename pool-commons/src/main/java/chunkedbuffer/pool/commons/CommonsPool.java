package chunkedbuffer.pool.commons;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.spi.LeakTracker;
import chunkedbuffer.spi.PoolEvents;
import chunkedbuffer.spi.Refusals;
import chunkedbuffer.spi.Witness;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A pool of chunks on Apache Commons Pool 2: one {@link SizePool}, a {@code GenericObjectPool}, for each size from 2 KiB to
 * 256 KiB.
 *
 * <pre>
 *   acquire ◀── idle in the SizePool ◀──(none)── new memory ◀──(bound)── drop idle of other sizes, wait
 *   release ──▶ idle in the SizePool ──too much idle──▶ dropped; ──idle for long──▶ evicted on Commons Pool's schedule
 * </pre>
 *
 * <p><b>Why not one {@code GenericKeyedObjectPool}:</b> it costs half as much again. {@code PoolBenchmark.oneThread}, 8 KiB,
 * ns of processor time an acquire and release: a bare {@code GenericObjectPool} 246, a bare keyed one 354, this pool 253.
 *
 * <p><b>Sizes.</b> A larger chunk than the largest size is allocated for one request, with just the capacity asked for, and
 * dropped when it is released; and so is one whose size is above {@code maxTotalBytes}. It counts against the bound, and it
 * is in no JMX bean.
 *
 * <p><b>Bounds</b> are those of the {@link MemoryBook}, over all sizes. At {@code maxTotalBytes} idle chunks of other sizes
 * are dropped to allocate; then the caller waits in the {@link WaitingLine}. Dropped direct memory is returned to the system
 * by the garbage collector, some time later.
 *
 * <p><b>Counters</b> are Commons Pool's, less what was borrowed only to be dropped, plus those of the chunks outside of all
 * sizes.
 *
 * <p><b>Closing.</b> {@code closed} is set once. From then on Commons Pool drops what is returned.
 */
final class CommonsPool implements ChunkPool, WaitingLine.Search {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final ChunkPoolOptions options;
    private final MemoryBook book;

    /** Those that fit below the bound, by size. */
    private final SizePool[] sizes;

    private final @Nullable LeakTracker leaks;

    /** Null: there is no bound, and nobody ever waits. */
    private final @Nullable WaitingLine line;

    /** The chunks outside of all sizes. */
    private final AtomicLong oversizeAcquired = new AtomicLong();

    private final AtomicLong oversizeReleased = new AtomicLong();
    private final AtomicLong oversizeBytes = new AtomicLong();

    /** What {@link #tryAcquire} returned null for. */
    private final Refusals refusals = new Refusals();

    private volatile boolean closed;

    CommonsPool(ChunkPoolOptions options, CommonsPoolOptions more) {
        this.options = options;
        book = new MemoryBook(options.maxTotalBytes(), options.maxIdleBytes());
        leaks = LeakTracker.of(options, CommonsPool::forget);
        line = options.maxTotalBytes() == 0 ? null : new WaitingLine(this);
        int fitting = 0;
        while (fitting < SizeClass.COUNT
                && (options.maxTotalBytes() == 0 || SizeClass.bytes(fitting) <= options.maxTotalBytes())) {
            fitting++;
        }
        sizes = new SizePool[fitting];
        openSizes(more);
    }

    /**
     * Commons Pool stops evicting when the context class loader of the thread that made a pool is gone: it must be one that
     * lives as long as the pool.
     */
    private void openSizes(CommonsPoolOptions more) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(CommonsPool.class.getClassLoader());
        try {
            String name = more.name() == null ? "pool-" + NUMBERS.incrementAndGet() : more.name();
            for (int i = 0; i < sizes.length; i++) {
                ChunkFactory chunks = new ChunkFactory(this, book, options.memory(), SizeClass.bytes(i));
                sizes[i] = new SizePool(chunks, book, more, name, this::looked);
            }
            for (SizePool each : sizes) {
                each.setDurationBetweenEvictionRuns(more.evictionInterval());
            }
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    @Override
    public Chunk acquire(int minCapacity) {
        Chunk chunk = acquireSized(minCapacity);
        return chunk != null ? chunk : acquireSlowly(minCapacity);
    }

    @Override
    public @Nullable Chunk tryAcquire(int minCapacity) {
        Chunk chunk = acquireSized(minCapacity);
        return chunk != null ? chunk : tryAcquireSlowly(minCapacity);
    }

    /** The fast way. Null: it is not for Commons Pool, or Commons Pool has none. */
    private @Nullable Chunk acquireSized(int minCapacity) {
        int sizeClass = pooledClass(minCapacity);
        if (closed || minCapacity < 0 || sizeClass == SizeClass.NONE) {
            return null;
        }
        CommonsChunk chunk = sizes[sizeClass].borrow();
        return chunk == null ? null : handOut(chunk);
    }

    private Chunk acquireSlowly(int minCapacity) {
        check(minCapacity);
        reclaim();
        int sizeClass = pooledClass(minCapacity);
        int capacity = capacity(sizeClass, minCapacity);
        CommonsChunk chunk = takeNow(sizeClass, capacity);
        if (chunk == null) {
            chunk = await(Objects.requireNonNull(line), sizeClass, capacity, minCapacity);
        }
        return handOut(chunk);
    }

    private @Nullable Chunk tryAcquireSlowly(int minCapacity) {
        check(minCapacity);
        reclaim();
        int sizeClass = pooledClass(minCapacity);
        int capacity = capacity(sizeClass, minCapacity);
        CommonsChunk chunk = takeNow(sizeClass, capacity);
        if (chunk == null) {
            refusals.add(capacity);
            tellExhausted(capacity, 0, "tryAcquire returned null");
            return null;
        }
        return handOut(chunk);
    }

    /** Null: the pool is at its bound. */
    private @Nullable CommonsChunk takeNow(int sizeClass, int capacity) {
        CommonsChunk chunk = line == null ? findUndisturbed(sizeClass, capacity) : line.tryTake(sizeClass, capacity);
        if (chunk == null && closed) {
            throw closedException(); // it was closed meanwhile
        }
        return chunk;
    }

    private @Nullable CommonsChunk allocateOversize(int capacity) {
        ByteBuffer memory = ChunkFactory.allocate(book, options.memory(), capacity);
        if (memory == null) {
            return null;
        }
        oversizeAcquired.incrementAndGet();
        oversizeBytes.addAndGet(capacity);
        return new CommonsChunk(this, null, memory);
    }

    private CommonsChunk await(WaitingLine line, int sizeClass, int capacity, int minCapacity) {
        Duration timeout = options.acquireTimeout();
        if (EventLoops.isLoop()) {
            throw new PoolExhaustedException(
                    exhausted(capacity, minCapacity, 0, "an event loop must not wait for it: use tryAcquire there"));
        }
        if (timeout.isZero()) {
            throw new PoolExhaustedException(
                    exhausted(capacity, minCapacity, 0, "acquireTimeout is 0, so it did not wait"));
        }
        long start = System.nanoTime();
        try {
            CommonsChunk chunk = line.take(sizeClass, capacity, timeout.toNanos());
            if (chunk != null) {
                return chunk;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            long waited = System.nanoTime() - start;
            throw new PoolExhaustedException(
                    exhausted(
                            capacity,
                            minCapacity,
                            waited,
                            "the thread was interrupted after it waited " + waited / 1_000_000 + " ms"),
                    e);
        }
        throw new PoolExhaustedException(exhausted(
                capacity,
                minCapacity,
                System.nanoTime() - start,
                "none came back in " + timeout.toMillis() + " ms (acquireTimeout)"));
    }

    private Chunk handOut(CommonsChunk chunk) {
        if (chunk.references() == 0) {
            chunk.again();
        }
        return leaks == null ? chunk : leaks.handOut(chunk);
    }

    /** The last reference to a chunk was released. */
    void recycle(CommonsChunk chunk) {
        if (chunk.home == null) {
            oversizeReleased.incrementAndGet();
            oversizeBytes.addAndGet(-chunk.capacity());
            book.drop(chunk.capacity());
        } else {
            chunk.home.giveBack(chunk);
        }
        memoryMoved();
    }

    private void memoryMoved() {
        if (line != null) {
            line.memoryMoved();
        }
    }

    /** The evictor has looked at the chunks of one size. */
    private void looked() {
        reclaim();
        memoryMoved();
    }

    /**
     * A watched chunk that its user has lost is returned in his place, doomed, so that the bound and the counters are right
     * again. Commons Pool's own handling of abandoned objects goes by time: a chunk that a slow reader holds for long is not
     * lost, and is not to be taken off the books.
     */
    private static void forget(Chunk lost) {
        CommonsChunk chunk = (CommonsChunk) lost;
        chunk.doomed = true;
        chunk.release();
    }

    @Override
    public void reclaim() {
        if (leaks != null) {
            leaks.report();
        }
    }

    /** The last resort before waiting; under the lock of the line. */
    @Override
    public @Nullable CommonsChunk search(int sizeClass, int capacity) {
        CommonsChunk chunk = findUndisturbed(sizeClass, capacity);
        if (chunk == null && isWorthwhile(capacity)) {
            for (int i = sizes.length - 1; i >= 0 && !book.hasRoom(capacity); i--) {
                if (i != sizeClass) {
                    sizes[i].dropIdleUntil(() -> book.hasRoom(capacity));
                }
            }
            chunk = findUndisturbed(sizeClass, capacity);
        }
        return chunk;
    }

    private @Nullable CommonsChunk findUndisturbed(int sizeClass, int capacity) {
        return sizeClass == SizeClass.NONE ? allocateOversize(capacity) : sizes[sizeClass].borrowUndisturbed();
    }

    @Override
    public boolean isWorthwhile(int capacity) {
        return book.hasRoomWithoutIdle(capacity);
    }

    @Override
    public void onAvailable(Runnable once) {
        Objects.requireNonNull(once, "once");
        if (line == null) {
            once.run();
        } else {
            line.onAvailable(refusals.takeLeast(), once);
        }
    }

    @Override
    public PoolStats stats() {
        long allReleased = oversizeReleased.get();
        long[] released = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            released[i] = sizes[i].released();
            allReleased += released[i];
        }
        long allAcquired = oversizeAcquired.get();
        long inUseBytes = oversizeBytes.get();
        for (int i = 0; i < sizes.length; i++) {
            long acquired = sizes[i].acquired();
            allAcquired += acquired;
            inUseBytes += (acquired - released[i]) * SizeClass.bytes(i);
        }
        return new PoolStats(
                allAcquired, allReleased, book.allocated(), allAcquired - allReleased, inUseBytes, book.idle());
    }

    @Override
    public void trim() {
        long before = book.idle();
        for (SizePool each : sizes) {
            each.dropIdle();
        }
        PoolEvents.trimmed(
                CommonsPoolProvider.NAME, before - book.idle(), closed ? "closed" : "trim was called", book::idle);
        reclaim();
        memoryMoved();
    }

    @Override
    public void close() {
        Witness.saw("closed", this);
        closed = true;
        if (line != null) {
            line.close();
        }
        trim();
        for (SizePool each : sizes) {
            each.close();
        }
    }

    private void check(int minCapacity) {
        if (closed) {
            throw closedException();
        }
        if (minCapacity < 0) {
            throw new IllegalArgumentException("minCapacity " + minCapacity + " is negative: give 0 or more");
        }
        if (options.maxTotalBytes() > 0 && minCapacity > options.maxTotalBytes()) {
            throw new IllegalArgumentException("minCapacity " + minCapacity + " is above maxTotalBytes "
                    + options.maxTotalBytes() + ", so it can never be had: ask for less, or raise the bound");
        }
    }

    private int pooledClass(int minCapacity) {
        int sizeClass = SizeClass.of(minCapacity);
        return sizeClass < sizes.length ? sizeClass : SizeClass.NONE;
    }

    private static int capacity(int sizeClass, int minCapacity) {
        return sizeClass == SizeClass.NONE ? Math.max(1, minCapacity) : SizeClass.bytes(sizeClass);
    }

    private String exhausted(int capacity, int minCapacity, long waitedNanos, String why) {
        tellExhausted(capacity, waitedNanos, why);
        return "no memory for a chunk of " + capacity + " bytes (" + minCapacity
                + " asked for): the pool is at its bound, "
                + stats().inUseBytes() + " bytes in use of maxTotalBytes " + options.maxTotalBytes() + "; " + why
                + ". Release chunks sooner, or raise maxTotalBytes. "
                + (leaks == null ? "With leak detection on, those who hold them would be named here" : leaks.holders());
    }

    private void tellExhausted(int capacity, long waitedNanos, String outcome) {
        PoolEvents.exhausted(
                CommonsPoolProvider.NAME,
                capacity,
                options.maxTotalBytes(),
                waitedNanos,
                outcome,
                () -> stats().inUseBytes());
    }

    /** For tests. */
    SizePool size(int sizeClass) {
        return sizes[sizeClass];
    }

    @Override
    public IllegalStateException closedException() {
        return Witness.explain(
                this, new IllegalStateException("the pool is closed: acquire is for open pools" + Witness.by(this)));
    }

    @Override
    public String toString() {
        return "commons pool, " + options;
    }
}
