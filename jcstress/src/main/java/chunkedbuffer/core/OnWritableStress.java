package chunkedbuffer.core;

import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.ReaderClosedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reader that has consumed enough, or closed, leaves no writer paused, and its task is run, once. */
public class OnWritableStress {

    /** A writer that waits if it is paused. */
    abstract static class Waiting extends StressedPipe {
        private final AtomicInteger ran = new AtomicInteger();
        private boolean waits;

        @Override
        PipeOptions.Builder options(PipeOptions.Builder options) {
            return options.pauseThreshold(4).resumeThreshold(1);
        }

        void write() {
            if (!send("abcd")) {
                waits = true;
                pipe.onWritable(ran::incrementAndGet);
            }
        }

        /** 0: it is paused and waits; 1: it is not, and a task that it gave has run. */
        int outcome() {
            int told = waits ? ran.get() : 1;
            int outcome = told == 1 && pipe.isWritable() ? 1 : told > 0 || pipe.isWritable() ? BROKEN : 0;
            return closed() == 0 ? outcome : BROKEN;
        }
    }

    /** The reader consumes. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "read before it was written: still paused")
    @Outcome(id = "4, 1", expect = Expect.ACCEPTABLE, desc = "read, and told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a resume was lost, or told twice")
    @State
    public static class Consuming extends Waiting {
        @Actor
        public void writer() {
            write();
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = now(() -> pipe.skip(4)).intValue();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = outcome();
        }
    }

    /** The reader closes. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "paused, and told of the end")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "closed before it was written")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the end was not told, or told twice")
    @State
    public static class Closing extends Waiting {
        @Actor
        public void writer(II_Result r) {
            try {
                write();
            } catch (ReaderClosedException e) {
                r.r1 = 1;
            }
        }

        @Actor
        public void reader() {
            pipe.reader().close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = outcome();
        }
    }
}
