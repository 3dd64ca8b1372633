package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.PipeOptions;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Slices of one chunk that share a reference to it: closed, used and taken on several threads. The pool spoils what comes home. */
public class SharedSlicesStress {
    private SharedSlicesStress() {}

    /** A pipe with eight bytes in one chunk; slices of it share. */
    static class OneChunk extends StressedPipe {
        OneChunk() {
            send("abcdefgh");
        }

        @Override
        PipeOptions.Builder options(PipeOptions.Builder options) {
            return options.minimumChunkSize(8).maximumChunkSize(8);
        }

        Bytes take(int n) {
            return now(() -> pipe.take(n));
        }

        /** 1: the right bytes; 0: refused. */
        static int look(Bytes bytes, char first) {
            try {
                return bytes.get(0) == first ? 1 : BROKEN;
            } catch (IllegalStateException e) {
                return 0;
            }
        }
    }

    /** Two slices are closed while the reader goes on to the end. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "the chunk is home")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the chunk is lost, or came back twice")
    @State
    public static class Closes extends OneChunk {
        private final Bytes first = take(2);
        private final Bytes second = take(2);

        @Actor
        public void one() {
            first.close();
        }

        @Actor
        public void other() {
            second.close();
        }

        @Actor
        public void reader() {
            now(() -> pipe.skip(-1));
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = pool.out.get() == 0 ? 0 : BROKEN;
            r.r2 = closed();
        }
    }

    /** Two closes of one slice, and another slice that is still good. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it counts once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it counts twice, or not at all")
    @State
    public static class TwoCloses extends OneChunk {
        private final Bytes first = take(2);
        private final Bytes second = take(2);

        public TwoCloses() {
            now(() -> pipe.skip(-1));
        }

        @Actor
        public void one() {
            first.close();
        }

        @Actor
        public void other() {
            first.close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = look(second, 'c');
            second.close();
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** A slice, the last one of its chunk, is used while it is closed. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "the byte, or refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody else's byte")
    @State
    public static class UseAndClose extends OneChunk {
        private final Bytes slice = take(2);

        public UseAndClose() {
            now(() -> pipe.skip(-1));
        }

        @Actor
        public void user(II_Result r) {
            r.r1 = look(slice, 'a');
        }

        @Actor
        public void closer() {
            slice.close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** Slices are taken while another thread closes the pipe: each is refused, or good for as long as it is open. */
    @JCStressTest
    @Outcome(
            id = {"0, 0, 0", "1, 0, 0", "1, 1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "taken or refused, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody else's bytes, or a chunk is lost, or came back twice")
    @State
    public static class TakeAndClose extends OneChunk {
        private Bytes first;
        private Bytes second;

        /** 0: it was refused; 1: it has its bytes, and is closed now. */
        private static int good(Bytes slice, char byteOfIt) {
            if (slice == null) {
                return 0;
            }
            int seen = look(slice, byteOfIt);
            slice.close();
            return seen == 1 ? 1 : BROKEN;
        }

        @Actor
        public void reader(III_Result r) {
            try {
                first = take(2);
                second = take(2);
            } catch (IllegalStateException e) {
                // The pipe is closed.
            }
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(III_Result r) {
            r.r1 = good(first, 'a');
            r.r2 = good(second, 'c');
            r.r3 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }
}
