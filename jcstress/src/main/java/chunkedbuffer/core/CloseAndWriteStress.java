package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.ReaderClosedException;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A close by another thread, while the writer is at work: every chunk goes home. */
public class CloseAndWriteStress {
    private CloseAndWriteStress() {}

    /** Copies. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "written or refused, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost, or came back twice")
    @State
    public static class Copies extends StressedPipe {
        public Copies() {
            send("abc");
        }

        @Actor
        public void writer(II_Result r) {
            try {
                pipe.write(bytes("def"));
                pipe.flush();
                pipe.write(bytes("ghi"));
            } catch (ReaderClosedException e) {
                r.r1 = 1;
            }
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** Buffers that are handed out. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "written or refused, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost, or came back twice, or was written to afterwards")
    @State
    public static class Buffers extends StressedPipe {
        @Actor
        public void writer(II_Result r) {
            try {
                pipe.getBuffer(2).put(bytes("ab"));
                pipe.bufferWritten(1);
                ByteBuffer second = pipe.getBuffer(3);
                second.put(bytes("cde"));
                pipe.bufferWritten(3);
                pipe.getBuffer();
            } catch (ReaderClosedException e) {
                r.r1 = 1;
            }
        }

        @Actor
        public void closer() {
            pipe.reader().close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = closed();
        }
    }

    /** Chunks of somebody else, linked. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "written or refused, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost, or came back twice")
    @State
    public static class Links extends StressedPipe {
        private final CountedChunks others = new CountedChunks();

        @Override
        PipeOptions.Builder options(PipeOptions.Builder options) {
            return options.inputCutoffSize(0);
        }

        @Actor
        public void writer(II_Result r) {
            chunkedbuffer.api.Chunk chunk = others.acquire(4);
            try (Bytes bytes = Bytes.of(chunk, 0, 4)) {
                pipe.write(bytes);
                pipe.flush();
                pipe.write(bytes);
            } catch (ReaderClosedException e) {
                r.r1 = 1;
            } finally {
                chunk.release();
            }
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = others.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** The end. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost, or came back twice")
    @State
    public static class TheEnd extends StressedPipe {
        public TheEnd() {
            send("abc");
            pipe.write(bytes("d"));
            pipe.getBuffer(3);
        }

        @Actor
        public void writer() {
            pipe.eof();
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** A wait of a paused writer. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it fails")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wake-up is lost")
    @State
    public static class Waits extends StressedPipe {
        private java.util.concurrent.CompletableFuture<?> writable;

        public Waits() {
            send("abcd");
        }

        @Override
        PipeOptions.Builder options(PipeOptions.Builder options) {
            return options.pauseThreshold(4).resumeThreshold(1);
        }

        @Actor
        public void writer() {
            writable = pipe.whenWritable().toCompletableFuture();
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = writable.isCompletedExceptionally() ? 1 : BROKEN;
            r.r2 = closed();
        }
    }
}
