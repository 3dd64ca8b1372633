package chunkedbuffer.core;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A wait for bytes, a flush of that many, and a wait for more, which the end ends. */
public class WaitAndFlushStress {
    private WaitAndFlushStress() {}

    /** A flush ends the wait. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "there at once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wake-up is lost")
    @State
    public static class ByBytes extends StressedPipe {
        private CompletableFuture<?> readable;

        @Actor
        public void writer() {
            send("a");
            send("bc");
        }

        @Actor
        public void reader(II_Result r) {
            readable = pipe.whenReadable(3).toCompletableFuture();
            r.r1 = readable.isDone() ? 1 : 0;
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = readable.isDone() && rest().equals("abc") && closed() == 0 ? 1 : BROKEN;
        }
    }

    /** What comes while the reader looks in vain, or between that and its wait for more, is not waited for again. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "there at once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wake-up is lost")
    @State
    public static class ByMore extends StressedPipe {
        private CompletableFuture<?> more;

        @Actor
        public void writer() {
            send("a");
            send("\n");
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = pipe.indexOf((byte) '\n') < 0 ? 0 : 1;
            if (r.r1 == 0) {
                more = pipe.whenMore().toCompletableFuture();
            }
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = (more == null || more.isDone()) && rest().equals("a\n") && closed() == 0 ? 1 : BROKEN;
        }
    }

    /** The end ends the wait. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "there at once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wake-up is lost")
    @State
    public static class ByTheEnd extends StressedPipe {
        private CompletableFuture<?> readable;

        @Actor
        public void writer() {
            pipe.write(bytes("ab"));
            pipe.eof();
        }

        @Actor
        public void reader(II_Result r) {
            readable = pipe.whenReadable(3).toCompletableFuture();
            r.r1 = readable.isDone() ? 1 : 0;
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = readable.isDone() && rest().equals("ab") && pipe.isExhausted() && closed() == 0 ? 1 : BROKEN;
        }
    }

    /** A close by a third thread ends the wait. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "closed before")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wake-up is lost")
    @State
    public static class ByAClose extends StressedPipe {
        private CompletableFuture<?> readable;

        @Actor
        public void closer() {
            pipe.close();
        }

        @Actor
        public void reader(II_Result r) {
            try {
                readable = pipe.whenReadable(3).toCompletableFuture();
            } catch (IllegalStateException e) {
                r.r1 = 1;
            }
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = (readable == null || readable.isCompletedExceptionally()) && closed() == 0 ? 1 : BROKEN;
        }
    }

    /** A thread that waits is woken. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(expect = Expect.FORBIDDEN, desc = "woken for nothing")
    @State
    public static class OfAThread extends StressedPipe {
        @Actor
        public void writer() {
            send("a");
            send("bc");
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = now(() -> pipe.awaitReadable(3)) ? 1 : BROKEN;
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = rest().equals("abc") && closed() == 0 ? 1 : BROKEN;
        }
    }
}
