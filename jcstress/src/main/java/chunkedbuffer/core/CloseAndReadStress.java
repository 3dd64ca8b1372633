package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A close by another thread, while the reader is at work: it reads the right bytes or is refused, and every chunk goes home. */
public class CloseAndReadStress {
    private CloseAndReadStress() {}

    /** Reads that copy. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0", "2, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "read or refused, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody else's bytes, or a chunk is lost, or came back twice")
    @State
    public static class Copies extends StressedPipe {
        public Copies() {
            send("abcdefgh");
        }

        @Actor
        public void reader(II_Result r) {
            try {
                if (!text(now(() -> pipe.readBytes(3))).equals("abc")) {
                    r.r1 = BROKEN;
                    return;
                }
                r.r1 = 1;
                r.r1 = text(now(() -> pipe.readUntil(bytes("g")))).equals("defg") ? 2 : BROKEN;
            } catch (IllegalStateException e) {
                // It is closed.
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

    /** Reads that share the chunks. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "taken or refused, and all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody else's bytes, or a chunk is lost, or came back twice")
    @State
    public static class Shares extends StressedPipe {
        private Bytes taken;

        public Shares() {
            send("abcdefgh");
        }

        @Actor
        public void reader() {
            try {
                taken = now(() -> pipe.take(5));
            } catch (IllegalStateException e) {
                taken = null;
            }
        }

        @Actor
        public void closer() {
            pipe.close();
        }

        @Arbiter
        public void after(II_Result r) {
            if (taken != null) {
                r.r1 = taken.contentEquals(bytes("abcde")) ? 1 : BROKEN;
                taken.close();
            }
            r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
        }
    }

    /** Two closers. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "all is back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost, or came back twice")
    @State
    public static class Closes extends StressedPipe {
        public Closes() {
            send("abcde");
            pipe.write(bytes("fg"));
        }

        @Actor
        public void reader() {
            pipe.reader().close();
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
}
