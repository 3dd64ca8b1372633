package chunkedbuffer.core;

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
import java.time.Duration;
import java.util.Objects;
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
 * <p><b>Where a chunk is.</b> A platform thread has a magazine of its own ({@link OwnMagazine}), virtual threads share one
 * ({@link SharedMagazine}); both exchange chunks with one {@link Depot}, so that what is released on other threads than it is
 * acquired on comes round. See {@link SlabChunk} for why no chunk is ever in two places. Larger chunks than the largest size
 * class are allocated for one request, with just the capacity asked for, and dropped when they are released; and so are those
 * whose size class is above {@code maxTotalBytes}.
 *
 * <p><b>The shortest way.</b> On a platform thread, in an open pool without a bound and without leak detection, acquire and
 * release take no atomic step: the thread finds its magazine by its id, and the chunk knows the magazine it came from.
 *
 * <p><b>Bounds.</b> Idle memory: the account of the {@link Depot}; a part of it is set aside for each thread. All memory: the
 * account of {@link Memory}. At that bound idle memory is taken from wherever it lies, first of the size asked for, else
 * enough is dropped to allocate; then the caller waits in the {@link WaitingLine}. Dropped direct memory is returned to the
 * system by the garbage collector, some time later. What lies idle for {@code maxIdleTime} is dropped too: {@link IdleWatch}.
 *
 * <p><b>Closing.</b> {@code closed} is set once, and then the shortest way is barred. From then on what is released is dropped; a
 * release that overlaps with {@code close} may still put its chunk into a magazine, where the next look at the counters drops it.
 *
 * <p><b>Counters</b> are in the {@link ChunkRecord} of each chunk. An acquisition counts before the chunk is handed out and a
 * release after it came, so that what was released was always acquired before. A chunk that was lost counts as released once
 * that is known.
 */
final class SlabPool implements ChunkPool, WaitingLine.Search, IdleWatch.Pool {

    private final ChunkPoolOptions options;
    private final ChunkTable table = new ChunkTable();
    private final Memory memory;
    private final Magazines magazines;
    private final @Nullable LeakTracker leaks;

    /** Null: there is no bound, and nobody ever waits. */
    private final @Nullable WaitingLine line;

    /** Null: what is idle may be so for ever. */
    private final @Nullable IdleWatch idleWatch;

    /** The classes below this one are pooled: those that fit below the bound. */
    private final int classes;

    /** What {@link #tryAcquire} returned null for. */
    private final Refusals refusals = new Refusals();

    private volatile boolean closed;

    SlabPool(ChunkPoolOptions options) {
        this(options, IdleWatch.OF_THE_JDK);
    }

    SlabPool(ChunkPoolOptions options, IdleWatch.Timer timer) {
        this.options = options;
        memory = new Memory(this, options, table);
        Depot depot = new Depot(options.maxIdleBytes(), memory, table);
        boolean bounded = options.maxTotalBytes() > 0;
        line = bounded ? new WaitingLine(this) : null;
        leaks = LeakTracker.of(options, this::forget);
        magazines = new Magazines(
                options.maxIdleBytes(), depot, memory, bounded, !bounded && leaks == null, this::memoryMoved);
        idleWatch = options.maxIdleTime().isZero() ? null : new IdleWatch(options.maxIdleTime(), timer, this);
        int pooled = 0;
        while (pooled < SizeClass.COUNT && (!bounded || SizeClass.bytes(pooled) <= options.maxTotalBytes())) {
            pooled++;
        }
        classes = pooled;
    }

    @Override
    public Chunk acquire(int minCapacity) {
        Chunk chunk = acquireQuickly(minCapacity);
        if (chunk == null) {
            chunk = acquireIdle(minCapacity);
        }
        return chunk != null ? chunk : acquireSlowly(minCapacity);
    }

    @Override
    public @Nullable Chunk tryAcquire(int minCapacity) {
        Chunk chunk = acquireQuickly(minCapacity);
        if (chunk == null) {
            chunk = acquireIdle(minCapacity);
        }
        return chunk != null ? chunk : tryAcquireSlowly(minCapacity);
    }

    /** The shortest way: without an atomic step on a platform thread, with one on a virtual thread. */
    private @Nullable Chunk acquireQuickly(int minCapacity) {
        if (!SizeClass.isPositiveAndPooled(minCapacity)) {
            return null;
        }
        Thread thread = Thread.currentThread();
        int sizeClass = SizeClass.ofPooled(minCapacity);
        Rack rack = magazines.near(thread, sizeClass);
        if (rack != null) {
            return rack.takeQuickly();
        }
        SharedMagazine shared = magazines.nearShared(thread);
        SlabChunk chunk = shared == null ? null : shared.take(thread, sizeClass);
        return chunk == null ? null : chunk.goOut(null);
    }

    /** The next one: what lies in the magazine. */
    private @Nullable Chunk acquireIdle(int minCapacity) {
        if (closed || !SizeClass.isPositiveAndPooled(minCapacity)) {
            return null;
        }
        Magazine magazine = magazines.current();
        int sizeClass = SizeClass.ofPooled(minCapacity);
        SlabChunk chunk = magazine.take(sizeClass);
        if (chunk == null) {
            return null;
        }
        chunk.goOut(magazine.rack(sizeClass));
        return leaks == null ? chunk : leaks.handOut(chunk);
    }

    private Chunk acquireSlowly(int minCapacity) {
        check(minCapacity);
        int sizeClass = pooledClass(minCapacity);
        int capacity = capacity(sizeClass, minCapacity);
        SlabChunk chunk = findOrAllocate(sizeClass, capacity);
        if (chunk == null && line != null) {
            recoverLost();
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
            recoverLost();
            chunk = line.tryTake(sizeClass, capacity);
        }
        if (chunk == null) {
            refusals.add(capacity);
            tellExhausted(capacity, 0, "tryAcquire returned null");
            return null;
        }
        return handOut(chunk);
    }

    private @Nullable SlabChunk findOrAllocate(int sizeClass, int capacity) {
        SlabChunk chunk = null;
        if (sizeClass != SizeClass.NONE) {
            chunk = magazines.current().refill(sizeClass);
        }
        return chunk != null ? chunk : allocate(sizeClass, capacity);
    }

    private @Nullable SlabChunk allocate(int sizeClass, int capacity) {
        SlabChunk chunk = allocateOrTrim(sizeClass, capacity);
        if (chunk != null && idleWatch != null) {
            idleWatch.begin();
        }
        return chunk;
    }

    private @Nullable SlabChunk allocateOrTrim(int sizeClass, int capacity) {
        try {
            return memory.allocate(sizeClass, capacity);
        } catch (OutOfMemoryError e) {
            if (stats().idleBytes() == 0) {
                throw e;
            }
            trim(); // what fills the memory may be our own, idle, and of other sizes
            return memory.allocate(sizeClass, capacity);
        }
    }

    private SlabChunk await(WaitingLine line, int sizeClass, int capacity, int minCapacity) {
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
            SlabChunk chunk = line.take(sizeClass, capacity, timeout.toNanos());
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

    /** Hands a chunk out that was not simply lying in the magazine, and tells those who wait that memory was moved. */
    private Chunk handOut(SlabChunk chunk) {
        Rack home =
                chunk.sizeClass == SizeClass.NONE ? null : magazines.current().rack(chunk.sizeClass);
        if (chunk.references() == 0) {
            chunk.goOut(home);
        } else {
            chunk.goOutNew(home);
        }
        memoryMoved();
        return leaks == null ? chunk : leaks.handOut(chunk);
    }

    /** The last reference to a chunk was released. */
    void recycle(SlabChunk chunk) {
        chunk.record.turn();
        Thread thread = Thread.currentThread();
        Rack home = chunk.home();
        if (home != null && home.isShortcutFor(thread) && home.putQuickly(chunk)) {
            return;
        }
        SharedMagazine shared = chunk.sizeClass == SizeClass.NONE ? null : magazines.nearShared(thread);
        if (shared != null) {
            shared.put(thread, chunk);
        } else {
            recycleElsewhere(chunk);
        }
    }

    private void recycleElsewhere(SlabChunk chunk) {
        if (closed || chunk.sizeClass == SizeClass.NONE) {
            memory.drop(chunk);
        } else {
            magazines.current().put(chunk);
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
            chunk = allocate(sizeClass, capacity);
        }
        return chunk == null && isWorthwhile(capacity) ? dropAndAllocate(sizeClass, capacity) : chunk;
    }

    private @Nullable SlabChunk dropAndAllocate(int sizeClass, int capacity) {
        magazines.stealAll(idle -> {
            memory.drop(idle);
            return memory.hasRoom(capacity, 0);
        });
        return allocate(sizeClass, capacity);
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
            line.onAvailable(refusals.takeLeast(), once);
        }
    }

    @Override
    public PoolStats stats() {
        if (closed) {
            magazines.trim(false);
        }
        recoverLost();
        ChunkTable.Sums sums = table.sums();
        return new PoolStats(
                sums.acquired(),
                sums.released(),
                memory.allocated(),
                sums.acquired() - sums.released(),
                sums.inUseBytes(),
                magazines.idleBytes());
    }

    @Override
    public void trim() {
        trim(false, closed ? "closed" : "trim was called");
    }

    @Override
    public void trimCold() {
        trim(true, "idle for maxIdleTime");
    }

    private void trim(boolean onlyCold, String reason) {
        long before = magazines.idleBytes();
        magazines.trim(onlyCold);
        PoolEvents.trimmed(SlabPoolProvider.NAME, before - magazines.idleBytes(), reason, magazines::idleBytes);
        recoverLost();
    }

    @Override
    public void recoverLost() {
        memory.forgetLost();
        if (leaks != null) {
            leaks.report();
        }
        memoryMoved();
    }

    /** A watched chunk that its user has lost. */
    private void forget(Chunk lost) {
        memory.drop((SlabChunk) lost);
        memoryMoved();
    }

    /** The capacity of all chunks that exist as far as is known, idle or in use; for tests. */
    long bytes() {
        return memory.bytes();
    }

    @Override
    public boolean hasChunks() {
        return table.size() > 0;
    }

    @Override
    public void close() {
        Witness.saw("closed", this);
        closed = true;
        magazines.close();
        if (line != null) {
            line.close();
        }
        trim();
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
                SlabPoolProvider.NAME,
                capacity,
                options.maxTotalBytes(),
                waitedNanos,
                outcome,
                () -> table.sums().inUseBytes());
    }

    @Override
    public IllegalStateException closedException() {
        return Witness.explain(
                this, new IllegalStateException("the pool is closed: acquire is for open pools" + Witness.by(this)));
    }

    @Override
    public String toString() {
        return "slab pool, " + options;
    }
}
