package chunkedbuffer.core;

import chunkedbuffer.api.PipeOptions;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The reader empties the pipe while the writer goes on in the same chunk: it is neither lost nor returned under the writer. */
public class ReturnAndWriteStress {
    private ReturnAndWriteStress() {}

    /** The writer writes more. */
    @JCStressTest
    @Outcome(
            id = {"2, 0", "4, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "all read, the pipe holds no chunk")
    @Outcome(expect = Expect.FORBIDDEN, desc = "bytes or a chunk are lost")
    @State
    public static class More extends StressedPipe {
        private String read;

        public More() {
            send("ab");
        }

        @Override
        PipeOptions.Builder options(PipeOptions.Builder options) {
            return options.minimumChunkSize(8).maximumChunkSize(8);
        }

        @Actor
        public void writer() {
            pipe.getBuffer(2).put(bytes("cd"));
            pipe.bufferWritten(2);
        }

        @Actor
        public void reader(II_Result r) {
            read = rest();
            r.r1 = read.length();
        }

        @Arbiter
        public void after(II_Result r) {
            boolean whole = (read + rest()).equals("abcd");
            r.r2 = whole && pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** The writer gives its buffer back. */
    @JCStressTest
    @Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "whoever is last returns the chunk")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the empty pipe holds a chunk")
    @State
    public static class Nothing extends StressedPipe {
        public Nothing() {
            send("ab");
            pipe.getBuffer(2).put(bytes("cd"));
        }

        @Override
        PipeOptions.Builder options(PipeOptions.Builder options) {
            return options.minimumChunkSize(8).maximumChunkSize(8);
        }

        @Actor
        public void writer() {
            pipe.advance(0);
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = rest().length();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** The writer flushes what it wrote before and begins anew. */
    @JCStressTest
    @Outcome(
            id = {"2, 0", "3, 0", "5, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "all read, the pipe holds no chunk")
    @Outcome(expect = Expect.FORBIDDEN, desc = "bytes or a chunk are lost")
    @State
    public static class Anew extends StressedPipe {
        private String read;

        public Anew() {
            send("ab");
            pipe.write(bytes("c"));
        }

        @Override
        PipeOptions.Builder options(PipeOptions.Builder options) {
            return options.minimumChunkSize(3).maximumChunkSize(3);
        }

        @Actor
        public void writer() {
            pipe.flush();
            send("de");
        }

        @Actor
        public void reader(II_Result r) {
            read = rest();
            r.r1 = read.length();
        }

        @Arbiter
        public void after(II_Result r) {
            boolean whole = (read + rest()).equals("abcde");
            r.r2 = whole && pool.out.get() == 0 ? closed() : BROKEN;
        }
    }
}
