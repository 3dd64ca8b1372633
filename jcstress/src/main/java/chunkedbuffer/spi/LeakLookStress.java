package chunkedbuffer.spi;

import chunkedbuffer.api.Chunk;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A look for lost chunks that ends, for want of any that is watched, while another one is handed out. */
public class LeakLookStress {
    private LeakLookStress() {}

    /** A tracker with one watched chunk, whose look is due. */
    static class Watching {
        final PendingTasks timer = new PendingTasks();
        final LeakTracker tracker = new LeakTracker(true, lost -> {}, timer);
        final Runnable look;
        Chunk out;

        Watching() {
            out = handOut();
            look = timer.take();
        }

        final Chunk handOut() {
            return tracker.handOut(new Chunk(ByteBuffer.allocate(1)) {
                @Override
                protected void recycle() {}
            });
        }

        /** How many more looks there are, once all is back. */
        final int looksUntilTheEnd() {
            int looks = 0;
            while (timer.count() > 0) {
                timer.take().run();
                looks++;
            }
            return looks;
        }
    }

    /** The look finds nothing, or what has just come. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one look waits; it is the last when all is back")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "a watched chunk is left without a look")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two looks at once, or one that does not end")
    @State
    public static class AndAHandOut extends Watching {
        public AndAHandOut() {
            out.release();
        }

        @Actor
        public void looks() {
            look.run();
        }

        @Actor
        public void acquires() {
            out = handOut();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = timer.count();
            out.release();
            r.r2 = looksUntilTheEnd();
        }
    }

    /** Two are handed out at once, behind the last look. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one look waits; it is the last when all is back")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "a watched chunk is left without a look")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two looks at once, or one that does not end")
    @State
    public static class TwoHandOuts extends Watching {
        private Chunk another;

        public TwoHandOuts() {
            out.release();
            look.run();
        }

        @Actor
        public void acquires() {
            out = handOut();
        }

        @Actor
        public void acquiresToo() {
            another = handOut();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = timer.count();
            out.release();
            another.release();
            r.r2 = looksUntilTheEnd();
        }
    }

    /** The last one comes back, and another one goes out. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one look waits; it is the last when all is back")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "a watched chunk is left without a look")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two looks at once, or one that does not end")
    @State
    public static class AndAReleaseAndAHandOut extends Watching {
        private Chunk another;

        @Actor
        public void looks() {
            look.run();
        }

        @Actor
        public void releasesAndAcquires() {
            out.release();
            another = handOut();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = timer.count();
            another.release();
            r.r2 = looksUntilTheEnd();
        }
    }
}
