package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.LeakDetection;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.spi.EventLoops;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The default pool: chunks in size classes of powers of two, kept together with their objects, without a lock on the way of
 * acquire and release.
 *
 * <pre>
 *   acquire ◀── own magazine ◀──refill── depot ◀──(none)── new memory ◀──(bound)── steal, drop, wait
 *   release ──▶ own magazine ──too much─▶ depot ──too much─▶ dropped
 * </pre>
 *
 * <p><b>Where a chunk is.</b> A platform thread has a magazine of its own ({@link OwnMagazine}), virtual threads share a few
 * ({@link SharedMagazine}); both exchange chunks with one {@link Depot}, so that what is released on other threads than it is
 * acquired on comes round. See {@link SlabChunk} for why no chunk is ever in two places. Larger chunks than the largest size
 * class are allocated for one request, with just the capacity asked for, and dropped when they are released; and so are those
 * whose size class is above {@code maxTotalBytes}.
 *
 * <p><b>Bounds.</b> Idle memory: the account of the {@link Depot}; a part of it is set aside for each thread. All memory: the
 * account of {@link Memory}. At that bound idle memory is taken from wherever it lies, first of the size asked for, else
 * enough is dropped to allocate; then the caller waits in the {@link WaitingLine}. Dropped direct memory is returned to the
 * system by the garbage collector, some time later. Nothing is given up merely because time passes: that takes {@link #trim}.
 *
 * <p><b>Closing.</b> {@code closed} is set once. From then on what is released is dropped; a release that overlaps with {@code
 * close} may still put its chunk into a magazine, where the next look at the counters drops it.
 *
 * <p><b>Counters</b> are those of the magazines, each counted where the thread is, plus those of the chunks outside of all
 * size classes. An acquisition counts before the chunk is handed out and a release after it came, so that what was released
 * was always acquired before.
 */
final class SlabPool implements ChunkPool, WaitingLine.Search {

    private static final int SAMPLING_INTERVAL = 128;

    private final ChunkPoolOptions options;
    private final Memory memory;
    private final Magazines magazines;
    private final @Nullable LeakTracker leaks;

    /** Null: there is no bound, and nobody ever waits. */
    private final @Nullable WaitingLine line;

    /** The classes below this one are pooled: those that fit below the bound. */
    private final int classes;

    /** The chunks outside of all size classes. */
    private final AtomicLong oversizeAcquired = new AtomicLong();

    private final AtomicLong oversizeReleased = new AtomicLong();
    private final AtomicLong oversizeBytes = new AtomicLong();

    /** What was asked for when {@link #tryAcquire} last returned null. */
    private volatile int refused;

    private volatile boolean closed;

    SlabPool(ChunkPoolOptions options) {
        this.options = options;
        ChunkTable table = new ChunkTable();
        memory = new Memory(this, options, table);
        Depot depot = new Depot(options.maxIdleBytes(), memory, table);
        line = options.maxTotalBytes() == 0 ? null : new WaitingLine(this);
        magazines = new Magazines(options.maxIdleBytes(), depot, table, this::memoryMoved);
        leaks = options.leakDetection() == LeakDetection.OFF
                ? null
                : new LeakTracker(options.leakDetection() == LeakDetection.ALL ? 1 : SAMPLING_INTERVAL);
        int pooled = 0;
        while (pooled < SizeClass.COUNT
                && (options.maxTotalBytes() == 0 || SizeClass.bytes(pooled) <= options.maxTotalBytes())) {
            pooled++;
        }
        classes = pooled;
        refused = 1;
    }

    @Override
    public Chunk acquire(int minCapacity) {
        Chunk chunk = acquireIdle(minCapacity);
        return chunk != null ? chunk : acquireSlowly(minCapacity);
    }

    @Override
    public @Nullable Chunk tryAcquire(int minCapacity) {
        Chunk chunk = acquireIdle(minCapacity);
        return chunk != null ? chunk : tryAcquireSlowly(minCapacity);
    }

    /** The fast way: what lies in the magazine. */
    private @Nullable Chunk acquireIdle(int minCapacity) {
        int sizeClass = SizeClass.of(minCapacity);
        if (closed || minCapacity < 0 || sizeClass == SizeClass.NONE) {
            return null;
        }
        Magazine magazine = magazines.current();
        SlabChunk chunk = magazine.take(sizeClass);
        if (chunk == null) {
            return null;
        }
        magazine.countAcquired(sizeClass);
        chunk.reborn();
        return leaks == null ? chunk : leaks.handOut(chunk);
    }

    private Chunk acquireSlowly(int minCapacity) {
        check(minCapacity);
        int sizeClass = pooledClass(minCapacity);
        int capacity = capacity(sizeClass, minCapacity);
        SlabChunk chunk = findOrAllocate(sizeClass, capacity);
        if (chunk == null && line != null) {
            chunk = line.tryTake(sizeClass, capacity);
            if (chunk == null) {
                chunk = await(line, sizeClass, capacity, minCapacity);
            }
        }
        return handOut(Objects.requireNonNull(chunk));
    }

    private @Nullable Chunk tryAcquireSlowly(int minCapacity) {
        check(minCapacity);
        int sizeClass = pooledClass(minCapacity);
        int capacity = capacity(sizeClass, minCapacity);
        SlabChunk chunk = findOrAllocate(sizeClass, capacity);
        if (chunk == null && line != null) {
            chunk = line.tryTake(sizeClass, capacity);
        }
        if (chunk == null) {
            refused = capacity;
            return null;
        }
        return handOut(chunk);
    }

    private @Nullable SlabChunk findOrAllocate(int sizeClass, int capacity) {
        SlabChunk chunk = null;
        if (sizeClass != SizeClass.NONE) {
            chunk = magazines.current().refill(sizeClass);
        }
        return chunk != null ? chunk : memory.allocate(sizeClass, capacity);
    }

    private SlabChunk await(WaitingLine line, int sizeClass, int capacity, int minCapacity) {
        Duration timeout = options.acquireTimeout();
        if (EventLoops.isLoop()) {
            throw new PoolExhaustedException(
                    exhausted(capacity, minCapacity, "an event loop must not wait for it: use tryAcquire there"));
        }
        if (timeout.isZero()) {
            throw new PoolExhaustedException(
                    exhausted(capacity, minCapacity, "acquireTimeout is 0, so it did not wait"));
        }
        long start = System.nanoTime();
        try {
            SlabChunk chunk = line.take(sizeClass, capacity, timeout.toNanos());
            if (chunk != null) {
                return chunk;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            long waited = (System.nanoTime() - start) / 1_000_000;
            throw new PoolExhaustedException(
                    exhausted(capacity, minCapacity, "the thread was interrupted after it waited " + waited + " ms"),
                    e);
        }
        throw new PoolExhaustedException(
                exhausted(capacity, minCapacity, "none came back in " + timeout.toMillis() + " ms (acquireTimeout)"));
    }

    /** Counts a chunk that was not simply lying in the magazine, and tells those who wait that memory was moved. */
    private Chunk handOut(SlabChunk chunk) {
        if (chunk.sizeClass == SizeClass.NONE) {
            oversizeAcquired.incrementAndGet();
            oversizeBytes.addAndGet(chunk.capacity());
        } else {
            magazines.current().countAcquired(chunk.sizeClass);
        }
        memoryMoved();
        if (chunk.references() == 0) {
            chunk.reborn();
        }
        return leaks == null ? chunk : leaks.handOut(chunk);
    }

    /** The last reference to a chunk was released. */
    void recycle(SlabChunk chunk) {
        if (chunk.sizeClass == SizeClass.NONE) {
            oversizeReleased.incrementAndGet();
            oversizeBytes.addAndGet(-chunk.capacity());
            memory.drop(chunk);
        } else {
            Magazine magazine = magazines.current();
            magazine.countReleased(chunk.sizeClass);
            if (closed) {
                memory.drop(chunk);
            } else {
                magazine.put(chunk);
            }
        }
        memoryMoved();
    }

    private void memoryMoved() {
        if (line != null) {
            line.memoryMoved();
        }
    }

    /** The last resort before waiting; under the lock of the line. */
    @Override
    public @Nullable SlabChunk search(int sizeClass, int capacity) {
        SlabChunk chunk = sizeClass == SizeClass.NONE ? null : magazines.steal(sizeClass);
        if (chunk == null) {
            chunk = memory.allocate(sizeClass, capacity);
        }
        return chunk == null && isWorthwhile(capacity) ? dropAndAllocate(sizeClass, capacity) : chunk;
    }

    private @Nullable SlabChunk dropAndAllocate(int sizeClass, int capacity) {
        magazines.stealAll(idle -> {
            memory.drop(idle);
            return memory.hasRoom(capacity, 0);
        });
        return memory.allocate(sizeClass, capacity);
    }

    @Override
    public boolean isWorthwhile(int capacity) {
        return memory.hasRoom(capacity, magazines.idleBytes());
    }

    @Override
    public void onAvailable(Runnable once) {
        Objects.requireNonNull(once, "once");
        if (line == null) {
            once.run();
        } else {
            line.onAvailable(refused, once);
        }
    }

    @Override
    public PoolStats stats() {
        if (closed) {
            dropIdle();
        }
        long[] acquired = new long[SizeClass.COUNT];
        long[] released = new long[SizeClass.COUNT];
        long allReleased = oversizeReleased.get();
        magazines.count(acquired, released);
        memoryMoved();
        long allAcquired = oversizeAcquired.get();
        long inUseBytes = oversizeBytes.get();
        for (int i = 0; i < SizeClass.COUNT; i++) {
            allAcquired += acquired[i];
            allReleased += released[i];
            inUseBytes += (acquired[i] - released[i]) * SizeClass.bytes(i);
        }
        return new PoolStats(
                allAcquired,
                allReleased,
                memory.allocated(),
                allAcquired - allReleased,
                inUseBytes,
                magazines.idleBytes());
    }

    @Override
    public void trim() {
        dropIdle();
        if (leaks != null) {
            leaks.report();
        }
        memoryMoved();
    }

    @Override
    public void close() {
        closed = true;
        if (line != null) {
            line.close();
        }
        trim();
    }

    /** As much as is idle now: not what is released meanwhile, or it would never end on a busy pool. */
    private void dropIdle() {
        AtomicLong left = new AtomicLong(magazines.idleBytes());
        magazines.stealAll(idle -> {
            memory.drop(idle);
            return left.addAndGet(-idle.capacity()) <= 0;
        });
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
        return sizeClass < classes ? sizeClass : SizeClass.NONE;
    }

    private static int capacity(int sizeClass, int minCapacity) {
        return sizeClass == SizeClass.NONE ? Math.max(1, minCapacity) : SizeClass.bytes(sizeClass);
    }

    private String exhausted(int capacity, int minCapacity, String why) {
        return "no memory for a chunk of " + capacity + " bytes (" + minCapacity
                + " asked for): the pool is at its bound, "
                + stats().inUseBytes() + " bytes in use of maxTotalBytes " + options.maxTotalBytes() + "; " + why
                + ". Release chunks sooner, or raise maxTotalBytes";
    }

    static IllegalStateException closedException() {
        return new IllegalStateException("the pool is closed: acquire is for open pools");
    }

    @Override
    public String toString() {
        return "slab pool, " + options;
    }
}
