package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PoolStats;
import chunkedbuffer.spi.BoundedWriter;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A writer that found no memory waits for it: the wait ends when memory comes, and when the reader closes. */
public final class MemoryWaitStress {
    private MemoryWaitStress() {}

    /** More than the reserve of a pipe. */
    private static final int LARGE = 4096;

    /** The write found memory. */
    private static final int NEED_NOT = 2;

    /** Has none until it comes, and tells whoever asked. */
    private static final class Dry implements ChunkPool {
        private final AtomicReference<@Nullable Runnable> listener = new AtomicReference<>();
        private volatile boolean there;

        void come() {
            there = true;
            Runnable told = listener.getAndSet(null);
            if (told != null) {
                told.run();
            }
        }

        @Override
        public Chunk acquire(int minCapacity) {
            throw new AssertionError("a write that does not wait acquired memory");
        }

        @Override
        public @Nullable Chunk tryAcquire(int minCapacity) {
            return null;
        }

        @Override
        public void onAvailable(Runnable once) {
            listener.set(once);
            if (there && listener.compareAndSet(once, null)) {
                once.run();
            }
        }

        @Override
        public PoolStats stats() {
            return new PoolStats(0, 0, 0, 0, 0, 0);
        }

        @Override
        public void trim() {}

        @Override
        public void close() {}
    }

    private abstract static class Waiting {
        final Dry pool = new Dry();
        final Pipe pipe = Pipe.create(PipeOptions.builder().pool(pool).build());
        private @Nullable CompletableFuture<@Nullable Void> wait;

        /** What all of it starts with: the reserve of the pipe is out. */
        void fill() {
            ((BoundedWriter) pipe).writeSome(new byte[LARGE], 0, LARGE);
            pipe.flush();
        }

        void write() {
            BoundedWriter writer = (BoundedWriter) pipe;
            try {
                if (writer.writeSome(new byte[1], 0, 1) == 0) {
                    wait = writer.whenMemory().toCompletableFuture();
                }
            } catch (IllegalStateException readerHasClosed) {
                wait = CompletableFuture.failedFuture(readerHasClosed);
            }
        }

        int outcome() {
            CompletableFuture<@Nullable Void> begun = wait;
            return begun == null
                    ? NEED_NOT
                    : !begun.isDone() ? StressedPipe.BROKEN : begun.isCompletedExceptionally() ? 0 : 1;
        }
    }

    /** The reserve comes back: it is read. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the wait is over")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "it was back before")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wait is forgotten, or has failed")
    @State
    public static class ReserveComesBack extends Waiting {
        public ReserveComesBack() {
            fill();
        }

        @Actor
        public void writer() {
            write();
        }

        @Actor
        public void reader() {
            try {
                pipe.skip(LARGE);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = outcome();
        }
    }

    /** Memory comes. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the wait is over")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wait is forgotten, or has failed")
    @State
    public static class MemoryComes extends Waiting {
        public MemoryComes() {
            fill();
        }

        @Actor
        public void writer() {
            write();
        }

        @Actor
        public void pool() {
            pool.come();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = outcome();
        }
    }

    /** The reader closes. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "the wait has failed, or the write before it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wait is forgotten, or over as if there were memory")
    @State
    public static class ReaderCloses extends Waiting {
        public ReaderCloses() {
            fill();
        }

        @Actor
        public void writer() {
            write();
        }

        @Actor
        public void reader() {
            pipe.close();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = outcome();
        }
    }
}
