package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.spi.EventLoops;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The default pool: chunks in size classes of powers of two; everything under one lock. */
final class SlabPool implements ChunkPool {

    private static final Logger LOG = LoggerFactory.getLogger(SlabPool.class);

    private final ChunkPoolOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final List<ArrayDeque<SlabChunk>> idle = new ArrayList<>();
    private List<Runnable> listeners = new ArrayList<>();
    private long acquired;
    private long released;
    private long allocated;
    private long inUseBytes;
    private long idleBytes;
    private boolean closed;

    SlabPool(ChunkPoolOptions options) {
        this.options = options;
        for (int i = 0; i < SizeClass.COUNT; i++) {
            idle.add(new ArrayDeque<>());
        }
    }

    @Override
    public Chunk acquire(int minCapacity) {
        int capacity = capacity(minCapacity);
        lock.lock();
        try {
            long left = options.acquireTimeout().toNanos();
            for (; ; ) {
                Chunk chunk = take(capacity);
                if (chunk != null) {
                    return chunk;
                }
                if (left <= 0 || EventLoops.isLoop()) {
                    throw new PoolExhaustedException(exhausted(capacity, "after " + options.acquireTimeout()));
                }
                left = freed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoolExhaustedException(exhausted(capacity, "the wait was interrupted"), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Chunk tryAcquire(int minCapacity) {
        int capacity = capacity(minCapacity);
        lock.lock();
        try {
            return take(capacity);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onAvailable(Runnable once) {
        Objects.requireNonNull(once, "once");
        lock.lock();
        try {
            if (!closed && options.maxTotalBytes() > 0 && inUseBytes >= options.maxTotalBytes()) {
                listeners.add(once);
                return;
            }
        } finally {
            lock.unlock();
        }
        once.run();
    }

    void recycle(SlabChunk chunk) {
        List<Runnable> woken;
        lock.lock();
        try {
            released++;
            inUseBytes -= chunk.capacity();
            if (!closed
                    && chunk.sizeClass != SizeClass.NONE
                    && idleBytes + chunk.capacity() <= options.maxIdleBytes()) {
                idleBytes += chunk.capacity();
                idle.get(chunk.sizeClass).push(chunk);
            }
            freed.signalAll();
            woken = takeListeners();
        } finally {
            lock.unlock();
        }
        run(woken);
    }

    @Override
    public PoolStats stats() {
        lock.lock();
        try {
            return new PoolStats(acquired, released, allocated, acquired - released, inUseBytes, idleBytes);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void trim() {
        lock.lock();
        try {
            idle.forEach(ArrayDeque::clear);
            idleBytes = 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<Runnable> woken;
        lock.lock();
        try {
            closed = true;
            trim();
            freed.signalAll();
            woken = takeListeners();
        } finally {
            lock.unlock();
        }
        run(woken);
    }

    private int capacity(int minCapacity) {
        if (minCapacity < 0) {
            throw new IllegalArgumentException("minCapacity " + minCapacity + " is negative: give 0 or more");
        }
        long bound = options.maxTotalBytes();
        if (bound > 0 && minCapacity > bound) {
            throw new IllegalArgumentException("minCapacity " + minCapacity + " is above maxTotalBytes " + bound
                    + ": ask for less, or raise the bound");
        }
        int sizeClass = SizeClass.of(minCapacity);
        if (sizeClass == SizeClass.NONE || (bound > 0 && SizeClass.bytes(sizeClass) > bound)) {
            return Math.max(1, minCapacity);
        }
        return SizeClass.bytes(sizeClass);
    }

    private @Nullable Chunk take(int capacity) {
        if (closed) {
            throw new IllegalStateException("acquire from a pool that is closed");
        }
        int sizeClass = SizeClass.of(capacity);
        if (sizeClass != SizeClass.NONE && SizeClass.bytes(sizeClass) != capacity) {
            sizeClass = SizeClass.NONE;
        }
        SlabChunk chunk =
                sizeClass == SizeClass.NONE ? null : idle.get(sizeClass).poll();
        if (chunk != null) {
            idleBytes -= capacity;
            chunk.reborn();
        } else {
            long bound = options.maxTotalBytes();
            if (bound > 0 && inUseBytes + capacity > bound) {
                return null;
            }
            if (bound > 0 && inUseBytes + idleBytes + capacity > bound) {
                trim();
            }
            chunk = new SlabChunk(this, sizeClass, allocate(capacity));
            allocated++;
        }
        acquired++;
        inUseBytes += capacity;
        return chunk;
    }

    private ByteBuffer allocate(int capacity) {
        return options.memory() == MemoryKind.DIRECT
                ? ByteBuffer.allocateDirect(capacity)
                : ByteBuffer.allocate(capacity);
    }

    private String exhausted(int capacity, String why) {
        return "no memory for a chunk of " + capacity + " bytes: " + inUseBytes + " of maxTotalBytes "
                + options.maxTotalBytes() + " in use, " + why + ". Release chunks sooner, or raise maxTotalBytes";
    }

    private List<Runnable> takeListeners() {
        List<Runnable> taken = listeners;
        if (!taken.isEmpty()) {
            listeners = new ArrayList<>();
        }
        return taken;
    }

    private static void run(List<Runnable> woken) {
        for (Runnable once : woken) {
            try {
                once.run();
            } catch (Throwable e) {
                LOG.warn("A listener of a pool failed", e);
            }
        }
    }
}
