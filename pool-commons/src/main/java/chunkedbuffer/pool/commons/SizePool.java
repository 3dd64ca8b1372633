package chunkedbuffer.pool.commons;

import chunkedbuffer.spi.PoolEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.commons.pool2.impl.DefaultEvictionPolicy;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one size: a pool of Commons Pool that has no bound of its own, and whose factory refuses at the bound of all
 * sizes together.
 *
 * <p><b>How a chunk is dropped.</b> It is doomed and returned: a doomed one fails the validation on return, and Commons Pool
 * destroys it. Its {@code invalidateObject} would make a new chunk in place of the old one (since 2.13). To destroy one
 * object, Commons Pool searches its list of idle ones from the front, so that many are first taken out and then returned.
 *
 * <p><b>The lock</b> {@code looking} is held by whoever looks through the idle chunks, be it the evictor, for some of them
 * at a time, or a thread that takes them away. A chunk that the evictor looks at is not to be had meanwhile, and goes back
 * without anybody's being told: who finds none, at the bound, looks again under the lock.
 */
final class SizePool extends GenericObjectPool<CommonsChunk> {

    /** How many idle chunks the evictor looks at before it lets others look. */
    private static final int LOOKED_AT_ONCE = 64;

    private final ChunkFactory chunks;
    private final MemoryBook book;
    private final Runnable memoryMoved;
    private final ReentrantLock looking = new ReentrantLock();

    /** How many chunks were borrowed and returned only to be dropped: no use of the pool's. Under the lock. */
    private long takenAway;

    SizePool(ChunkFactory chunks, MemoryBook book, CommonsPoolOptions options, String name, Runnable memoryMoved) {
        super(chunks, config(options, name, chunks.capacity()));
        this.chunks = chunks;
        this.book = book;
        this.memoryMoved = memoryMoved;
        chunks.home(this);
    }

    private static GenericObjectPoolConfig<CommonsChunk> config(CommonsPoolOptions options, String name, int capacity) {
        GenericObjectPoolConfig<CommonsChunk> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(-1);
        config.setMaxIdle(-1);
        config.setBlockWhenExhausted(false);
        config.setTestOnReturn(true);
        config.setCollectDetailedStatistics(false);
        config.setNumTestsPerEvictionRun(LOOKED_AT_ONCE);
        config.setEvictionPolicy(new DefaultEvictionPolicy<>());
        // Commons Pool takes 0 for never.
        config.setMinEvictableIdleDuration(options.idleTime().isZero() ? Duration.ofNanos(1) : options.idleTime());
        config.setJmxEnabled(options.jmx());
        config.setJmxNameBase("chunkedbuffer:type=ChunkPool,provider=commons,name=" + name + ",size=");
        config.setJmxNamePrefix(capacity / 1024 + "KiB");
        return config;
    }

    /** A chunk that is idle, or else a new one. Null: the pool is at its bound, or closed. */
    @Nullable
    CommonsChunk borrow() {
        CommonsChunk chunk;
        try {
            chunk = borrowObject(Duration.ZERO);
        } catch (NoMemory e) {
            return null;
        } catch (IllegalStateException e) {
            if (isClosed()) {
                return null;
            }
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Commons Pool failed to lend a chunk", e);
        }
        if (chunk.idle) {
            chunk.idle = false;
            book.take(chunk.capacity());
        }
        return chunk;
    }

    /** The last reference to a chunk was released. */
    void giveBack(CommonsChunk chunk) {
        if (!chunk.doomed) {
            chunk.idle = book.keep(chunk.capacity());
            chunk.doomed = !chunk.idle;
        }
        returnObject(chunk);
        if (isClosed()) {
            super.clear();
        }
    }

    /**
     * Not where Commons Pool does it, which is inside of its {@code returnObject} to a closed pool, and there it holds the monitor of
     * the one that came back (2.13): two threads would wait for each other's. So they do it behind that, and {@link #close} does.
     */
    @Override
    public void clear() {
        if (!isClosed()) {
            super.clear();
        }
    }

    @Override
    public void close() {
        super.close();
        super.clear();
    }

    /** Drops all that is idle. */
    void dropIdle() {
        looking.lock();
        try {
            takeAway(() -> false).forEach(this::drop);
        } finally {
            looking.unlock();
        }
    }

    /** As {@link #borrow}, but the evictor looks at nothing meanwhile. */
    @Nullable
    CommonsChunk borrowUndisturbed() {
        looking.lock();
        try {
            return borrow();
        } finally {
            looking.unlock();
        }
    }

    /** Drops idle chunks until that is enough. */
    void dropIdleUntil(BooleanSupplier enough) {
        looking.lock();
        try {
            while (!enough.getAsBoolean()) {
                List<CommonsChunk> one = takeAway(() -> true);
                if (one.isEmpty()) {
                    return;
                }
                drop(one.get(0));
            }
        } finally {
            looking.unlock();
        }
    }

    private List<CommonsChunk> takeAway(BooleanSupplier enough) {
        List<CommonsChunk> taken = new ArrayList<>();
        chunks.refuse(Thread.currentThread());
        try {
            for (CommonsChunk each = borrow(); each != null; each = borrow()) {
                takenAway++;
                taken.add(each);
                if (enough.getAsBoolean()) {
                    break;
                }
            }
        } finally {
            chunks.refuse(null);
        }
        return taken;
    }

    private void drop(CommonsChunk chunk) {
        chunk.doomed = true;
        returnObject(chunk);
    }

    /** What the schedule calls. Looks at as many as are idle now. */
    @Override
    public void evict() throws Exception {
        long before = book.idle();
        for (int left = getNumIdle(); left > 0; left -= LOOKED_AT_ONCE) {
            looking.lock();
            try {
                super.evict();
            } finally {
                looking.unlock();
            }
        }
        PoolEvents.trimmed(CommonsPoolProvider.NAME, before - book.idle(), "evicted", book::idle);
        memoryMoved.run();
    }

    /** To be asked after {@link #released}: a chunk is counted as acquired before its user has it. */
    long acquired() {
        looking.lock();
        try {
            return getBorrowedCount() - takenAway;
        } finally {
            looking.unlock();
        }
    }

    long released() {
        looking.lock();
        try {
            return getReturnedCount() - takenAway;
        } finally {
            looking.unlock();
        }
    }
}
