package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The watch over idle memory ends, for want of any chunk, while a new chunk comes. */
public class IdleWatchStress {
    private IdleWatchStress() {}

    /** A watch whose look is due, and a pool that is a count of chunks. */
    static class Watching implements IdleWatch.Pool {
        private final Queue<Runnable> timer = new ArrayDeque<>();
        final IdleWatch watch = new IdleWatch(Duration.ofSeconds(1), this::later, this);
        final AtomicInteger chunks = new AtomicInteger();
        final Runnable look;

        Watching() {
            watch.begin();
            look = timer.remove();
        }

        private void later(Duration delay, Runnable task) {
            synchronized (timer) {
                timer.add(task);
            }
        }

        @Override
        public void trimCold() {}

        @Override
        public boolean hasChunks() {
            return chunks.get() > 0;
        }

        final void newChunk() {
            chunks.incrementAndGet();
            watch.begin();
        }

        final int looksDue() {
            synchronized (timer) {
                return timer.size();
            }
        }

        /** How many more looks there are, once no chunk is left. */
        final int looksUntilTheEnd() {
            chunks.set(0);
            int looks = 0;
            while (!timer.isEmpty()) {
                timer.remove().run();
                looks++;
            }
            return looks;
        }
    }

    /** One comes. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one look is due; it is the last when no chunk is left")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "a chunk is left without a watch")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two watches at once, or one that does not end")
    @State
    public static class AndAChunk extends Watching {
        @Actor
        public void looks() {
            look.run();
        }

        @Actor
        public void allocates() {
            newChunk();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = looksDue();
            r.r2 = looksUntilTheEnd();
        }
    }

    /** Two come at once, behind the last look. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one look is due; it is the last when no chunk is left")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "a chunk is left without a watch")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two watches at once, or one that does not end")
    @State
    public static class TwoChunks extends Watching {
        public TwoChunks() {
            look.run();
        }

        @Actor
        public void allocates() {
            newChunk();
        }

        @Actor
        public void allocatesToo() {
            newChunk();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = looksDue();
            r.r2 = looksUntilTheEnd();
        }
    }

    /** The pool's own order of steps: a chunk is made, counted and watched, while the idle one is given up. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one look is due; the chunk that is out keeps it")
    @Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "a chunk is left without a watch")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two watches at once, or the chunk is not counted")
    @State
    public static class InThePool {
        private final Queue<Runnable> timer = new ArrayDeque<>();
        private final SlabPool pool = new SlabPool(
                ChunkPoolOptions.builder()
                        .memory(MemoryKind.HEAP)
                        .maxIdleTime(Duration.ofSeconds(1))
                        .build(),
                this::later);
        private final Runnable look;
        private Chunk out; // or the collector would find it lost

        public InThePool() {
            pool.acquire(1).release();
            pool.trim();
            look = timer.remove();
        }

        private void later(Duration delay, Runnable task) {
            synchronized (timer) {
                timer.add(task);
            }
        }

        @Actor
        public void looks() {
            look.run();
        }

        @Actor
        public void acquires() {
            out = pool.acquire(1);
        }

        @Arbiter
        public void after(II_Result r) {
            synchronized (timer) {
                r.r1 = timer.size();
            }
            r.r2 = (int) pool.stats().inUse();
            out.release();
        }
    }
}
