package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PoolExhaustedException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A crowd of threads at one pool: each acquires chunks of random sizes, stamps them, leaves most of them for others to check and
 * release, trims the pool now and then, and interrupts others. When three quarters of the rounds are over one of them closes the
 * pool.
 *
 * <p>Nobody waits for another one of the crowd but in {@code acquire}, which gives up after the pool's time-out; whoever got
 * nothing releases something that was left behind, so memory always comes back.
 */
final class ChunkCrowd {

    private static final int LARGEST = 32 << 10;

    /** Above every size that a pool keeps. */
    private static final int OVERSIZE = 300_000;

    /** Chunks that wait for somebody to release them, at most. */
    private static final int PLACES = 64;

    private static final int BYTES_BETWEEN_STAMPS = 256;
    private static final int PATIENCE_SECONDS = 45;

    private final ChunkPool pool;
    private final long bound;
    private final int rounds;
    private final long closeAfter;
    private final long seed;
    private final CountDownLatch left;
    private final AtomicReferenceArray<Thread> members;
    private final AtomicReferenceArray<Stamped> places = new AtomicReferenceArray<>(PLACES);
    private final AtomicLong played = new AtomicLong();
    private final AtomicLong stamps = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private final AtomicLong got = new AtomicLong();
    private final AtomicLong exhausted = new AtomicLong();
    private final AtomicLong interrupted = new AtomicLong();
    private final AtomicInteger sentAway = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong told = new AtomicLong();

    /**
     * A crowd.
     *
     * @param bound of the pool, in bytes; 0: it has none
     * @param rounds of each member
     */
    ChunkCrowd(ChunkPool pool, long bound, int size, int rounds, long seed) {
        this.pool = pool;
        this.bound = bound;
        this.rounds = rounds;
        this.seed = seed;
        closeAfter = (long) size * rounds * 3 / 4;
        left = new CountDownLatch(size);
        members = new AtomicReferenceArray<>(size);
    }

    /** Sends them all to the pool, and returns when the last one has gone and nothing is left behind. */
    void run(Consumer<Runnable> threads) throws InterruptedException {
        for (int i = 0; i < members.length(); i++) {
            int number = i;
            threads.accept(() -> member(number));
        }
        boolean gone = left.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        failures.stream().findFirst().ifPresent(first -> {
            throw new AssertionError(failures.size() + " members failed; the first one", first);
        });
        assertTrue(gone, () -> left.getCount() + " members did not come back in " + PATIENCE_SECONDS + " s");
        for (int i = 0; i < PLACES; i++) {
            release(places.getAndSet(i, null));
        }
        assertEquals(asked.get(), told.get(), "listeners that were told, each once");
    }

    /** How many chunks they have got. */
    long got() {
        return got.get();
    }

    private void member(int number) {
        members.set(number, Thread.currentThread());
        try {
            Random random = new Random(seed + number);
            boolean open = true;
            for (int i = 0; i < rounds && open; i++) {
                open = round(random);
            }
        } catch (Throwable e) {
            failures.add(e);
        } finally {
            members.set(number, null);
            left.countDown();
        }
    }

    /** Whether the pool is open. */
    private boolean round(Random random) {
        if (played.incrementAndGet() == closeAfter) {
            pool.close();
        }
        disturb(random);
        int minCapacity = random.nextInt(200) == 0 ? OVERSIZE : random.nextInt(1 << random.nextInt(16)) % LARGEST;
        int place = random.nextInt(PLACES);
        Stamped mine;
        try {
            mine = random.nextInt(4) == 0
                    ? tryAcquire(minCapacity, random)
                    : stamp(pool.acquire(minCapacity), minCapacity);
        } catch (PoolExhaustedException e) {
            mine = null;
            exhausted.incrementAndGet();
            interrupted.addAndGet(Thread.interrupted() ? 1 : 0);
        } catch (IllegalStateException e) {
            assertTrue(played.get() >= closeAfter, () -> "sent away by an open pool: " + e);
            sentAway.incrementAndGet();
            release(places.getAndSet(place, null));
            return false;
        }
        boolean leaveIt = mine == null || random.nextInt(4) != 0;
        release(leaveIt ? places.getAndSet(place, mine) : mine);
        return true;
    }

    private void disturb(Random random) {
        if (random.nextInt(500) == 0) {
            pool.trim();
        }
        if (random.nextInt(50) == 0) {
            Thread other = members.get(random.nextInt(members.length()));
            if (other != null) {
                other.interrupt();
            }
        }
    }

    private @Nullable Stamped tryAcquire(int minCapacity, Random random) {
        Chunk chunk = pool.tryAcquire(minCapacity);
        if (chunk != null) {
            return stamp(chunk, minCapacity);
        }
        exhausted.incrementAndGet();
        if (random.nextBoolean()) {
            asked.incrementAndGet();
            pool.onAvailable(told::incrementAndGet);
        }
        return null;
    }

    private Stamped stamp(Chunk chunk, int minCapacity) {
        got.incrementAndGet();
        long sum = held.addAndGet(chunk.capacity());
        assertTrue(bound == 0 || sum <= bound, () -> sum + " bytes are out, the bound is " + bound);
        assertTrue(chunk.capacity() >= minCapacity);
        assertEquals(1, chunk.references());
        long stamp = stamps.incrementAndGet();
        ByteBuffer memory = chunk.memory();
        for (int at = 0; at + Long.BYTES <= memory.capacity(); at += BYTES_BETWEEN_STAMPS) {
            memory.putLong(at, stamp);
        }
        return new Stamped(chunk, stamp);
    }

    private void release(@Nullable Stamped stamped) {
        if (stamped == null) {
            return;
        }
        ByteBuffer memory = stamped.chunk.memory();
        for (int at = 0; at + Long.BYTES <= memory.capacity(); at += BYTES_BETWEEN_STAMPS) {
            assertEquals(stamped.stamp, memory.getLong(at), "another holder wrote into the chunk");
        }
        held.addAndGet(-stamped.chunk.capacity());
        assertTrue(stamped.chunk.release());
    }

    @Override
    public String toString() {
        return got + " chunks, " + exhausted + " times none at the bound, " + interrupted + " of them interrupted, "
                + told + " listeners told, " + sentAway + " sent away by the closed pool";
    }

    private record Stamped(Chunk chunk, long stamp) {}
}
