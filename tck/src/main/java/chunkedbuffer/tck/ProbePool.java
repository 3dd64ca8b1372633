package chunkedbuffer.tck;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.PoolStats;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool for tests, which watches its users: it counts, remembers who acquired each chunk, and makes a use after the return of
 * a chunk show.
 *
 * <p>Chunks have exactly the capacity that was asked for (plus {@link #surplus(int)}), so that chunks of one byte exist.
 * Memory that comes back is filled with {@link #POISON} and handed out again as soon as the same capacity is asked for:
 * whoever still reads it reads poison or somebody else's bytes; a write to it, or past its ends, is found at the next
 * {@code acquire} of it and by {@link #assertBalanced()}. Heap memory never begins at the beginning of its array.
 *
 * <p>Safe for any number of threads, at the price of a lock.
 */
public final class ProbePool implements ChunkPool {
    /** What memory is filled with while it is in the pool. */
    public static final byte POISON = (byte) 0xDB;

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final byte GUARD = (byte) 0xFD;
    private static final int GUARDS = 5;

    private final MemoryKind kind;
    private final IdentityHashMap<ProbeChunk, List<StackWalker.StackFrame>> rented = new IdentityHashMap<>();
    private final Map<Integer, Deque<Block>> idle = new HashMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean remembering = true;
    private boolean closed;
    private int surplus;
    private long bound = Long.MAX_VALUE;
    private long acquired;
    private long released;
    private long allocated;
    private long inUseBytes;
    private long idleBytes;

    /**
     * An empty pool without a bound.
     *
     * @param kind what its chunks are made of
     */
    public ProbePool(MemoryKind kind) {
        this.kind = kind;
    }

    /**
     * Makes every chunk larger than was asked for.
     *
     * @param bytes by how much
     * @return this
     */
    public synchronized ProbePool surplus(int bytes) {
        surplus = bytes;
        return this;
    }

    /**
     * Makes the pool forget who acquired a chunk, and what was asked for: for tests with very many chunks.
     *
     * @return this
     */
    public synchronized ProbePool forgetful() {
        remembering = false;
        return this;
    }

    /**
     * Sets how many chunks may be in use at once. At the bound {@code acquire} fails at once, it does not wait.
     *
     * @param chunks the bound
     */
    public void bound(long chunks) {
        List<Runnable> woken;
        synchronized (this) {
            bound = chunks;
            woken = takeWaiting();
        }
        woken.forEach(Runnable::run);
    }

    /**
     * What {@code acquire} was asked for, in this order.
     *
     * @return the values of {@code minCapacity}
     */
    public synchronized List<Integer> asked() {
        return List.copyOf(asked);
    }

    /**
     * How many chunks are in use.
     *
     * @return 0 or more
     */
    public synchronized int inUse() {
        return rented.size();
    }

    /**
     * Fails unless every chunk has come back and nobody wrote to memory that he had given back or that was not his.
     *
     * @throws AssertionError that has the stacks of those who acquired the chunks that are missing
     */
    public synchronized void assertBalanced() {
        if (!rented.isEmpty()) {
            AssertionError error = new AssertionError(rented.size() + " of " + acquired + " chunks did not come back");
            rented.entrySet().stream()
                    .limit(3)
                    .forEach(one -> error.addSuppressed(acquirer(one.getKey(), one.getValue())));
            throw error;
        }
        idle.values().forEach(blocks -> blocks.forEach(Block::check));
    }

    @Override
    public Chunk acquire(int minCapacity) {
        Chunk chunk = tryAcquire(minCapacity);
        if (chunk == null) {
            throw new PoolExhaustedException("All " + bound + " chunks are in use: release one");
        }
        return chunk;
    }

    @Override
    public synchronized @Nullable Chunk tryAcquire(int minCapacity) {
        if (minCapacity < 0) {
            throw new IllegalArgumentException("minCapacity " + minCapacity + " is negative: ask for 0 bytes or more");
        }
        if (closed) {
            throw new IllegalStateException("The pool is closed: acquire before that");
        }
        if (rented.size() >= bound) {
            return null;
        }
        int capacity = Math.addExact(Math.max(1, minCapacity), surplus);
        Deque<Block> blocks = idle.get(capacity);
        Block block = blocks == null ? null : blocks.pollFirst();
        if (block == null) {
            block = new Block(kind, capacity);
            allocated++;
        } else {
            idleBytes -= capacity;
        }
        block.check();
        ProbeChunk chunk = new ProbeChunk(block);
        if (remembering) {
            asked.add(minCapacity);
        }
        rented.put(chunk, remembering ? WALKER.walk(frames -> frames.limit(20).toList()) : List.of());
        acquired++;
        inUseBytes += capacity;
        return chunk;
    }

    @Override
    public void onAvailable(Runnable once) {
        synchronized (this) {
            if (rented.size() >= bound) {
                waiting.add(once);
                return;
            }
        }
        once.run();
    }

    @Override
    public synchronized PoolStats stats() {
        return new PoolStats(acquired, released, allocated, rented.size(), inUseBytes, idleBytes);
    }

    @Override
    public synchronized void trim() {
        idle.values().forEach(blocks -> blocks.forEach(Block::check));
        idle.clear();
        idleBytes = 0;
    }

    @Override
    public synchronized void close() {
        trim();
        closed = true;
    }

    private static Throwable acquirer(Chunk chunk, List<StackWalker.StackFrame> frames) {
        Throwable acquirer = new Throwable("A chunk of " + chunk.capacity() + " bytes was acquired here");
        acquirer.setStackTrace(
                frames.stream().map(StackWalker.StackFrame::toStackTraceElement).toArray(StackTraceElement[]::new));
        return acquirer;
    }

    private void giveBack(ProbeChunk chunk) {
        List<Runnable> woken;
        synchronized (this) {
            if (rented.remove(chunk) == null) {
                throw new AssertionError("A chunk came back twice");
            }
            released++;
            inUseBytes -= chunk.capacity();
            chunk.block.poison();
            if (!closed) {
                idleBytes += chunk.capacity();
                idle.computeIfAbsent(chunk.capacity(), size -> new ArrayDeque<>())
                        .addFirst(chunk.block);
            }
            woken = takeWaiting();
        }
        woken.forEach(Runnable::run);
    }

    private List<Runnable> takeWaiting() {
        if (rented.size() >= bound) {
            return List.of();
        }
        List<Runnable> woken = List.copyOf(waiting);
        waiting.clear();
        return woken;
    }

    private final class ProbeChunk extends Chunk {
        final Block block;

        ProbeChunk(Block block) {
            super(block.memory.duplicate());
            this.block = block;
        }

        @Override
        protected void recycle() {
            giveBack(this);
        }
    }

    /** Memory with a guard on each side. */
    private static final class Block {
        final ByteBuffer whole;
        final ByteBuffer memory;

        Block(MemoryKind kind, int capacity) {
            int size = capacity + 2 * GUARDS;
            whole = kind == MemoryKind.DIRECT ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
            for (int i = 0; i < GUARDS; i++) {
                whole.put(i, GUARD).put(GUARDS + capacity + i, GUARD);
            }
            memory = whole.slice(GUARDS, capacity);
            poison();
        }

        void poison() {
            fill(memory, POISON);
        }

        void check() {
            for (int i = 0; i < GUARDS; i++) {
                if (whole.get(i) != GUARD || whole.get(GUARDS + memory.capacity() + i) != GUARD) {
                    throw new AssertionError(
                            "Somebody wrote past an end of a chunk of " + memory.capacity() + " bytes");
                }
            }
            for (int i = 0; i < memory.capacity(); i++) {
                if (memory.get(i) != POISON) {
                    throw new AssertionError("Somebody wrote to a chunk of " + memory.capacity()
                            + " bytes that was not his, at index " + i);
                }
            }
        }

        private static void fill(ByteBuffer memory, byte value) {
            byte[] values = new byte[Math.min(memory.capacity(), 4096)];
            java.util.Arrays.fill(values, value);
            for (int at = 0; at < memory.capacity(); at += values.length) {
                memory.put(at, values, 0, Math.min(values.length, memory.capacity() - at));
            }
        }
    }
}
