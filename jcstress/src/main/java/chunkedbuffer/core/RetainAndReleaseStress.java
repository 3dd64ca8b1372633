package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.spi.BytesAccess;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The count of a chunk's references. */
public class RetainAndReleaseStress {
    private RetainAndReleaseStress() {}

    /** A chunk that counts how often it goes home. */
    static final class Homing extends Chunk {
        final AtomicInteger recycled = new AtomicInteger();

        Homing() {
            super(ByteBuffer.allocate(4));
        }

        @Override
        protected void recycle() {
            recycled.incrementAndGet();
        }

        Chunk handOutAgain() {
            return renew();
        }
    }

    /** A retain against the last release, as in a pipe that is closed while somebody takes a slice. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "refused or granted; home once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "home twice, or never")
    @State
    public static class LastRelease {
        private final Homing chunk = new Homing();

        public LastRelease() {
            BytesAccess.get().memory(chunk);
        }

        @Actor
        public void owner() {
            chunk.release();
        }

        @Actor
        public void other(II_Result r) {
            try {
                chunk.retain();
            } catch (IllegalStateException e) {
                return;
            }
            r.r1 = 1;
            chunk.release();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = chunk.references() == 0 ? chunk.recycled.get() : -1;
        }
    }

    /** Wrong use: a retain by somebody who has no reference, of a chunk that never was shared, against the only release. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "refused")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "granted, and nothing happened")
    @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "granted, and refused at its release: it was home already")
    @Outcome(expect = Expect.FORBIDDEN, desc = "home twice, or never")
    @State
    public static class RetainWithoutReference {
        private final Homing chunk = new Homing();

        @Actor
        public void owner() {
            chunk.release();
        }

        @Actor
        public void other(II_Result r) {
            try {
                chunk.retain();
                r.r1 = 2;
                chunk.release();
                r.r1 = 1;
            } catch (IllegalStateException e) {
                // Refused.
            }
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = chunk.references() == 0 ? chunk.recycled.get() : -1;
        }
    }

    /** Wrong use: two releases of the only reference of a chunk that never was shared. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one of them is refused")
    @Outcome(
            id = "2, 2",
            expect = Expect.ACCEPTABLE_INTERESTING,
            desc = "home twice: found under chunkedbuffer.checks only")
    @Outcome(expect = Expect.FORBIDDEN, desc = "never home")
    @State
    public static class TwoReleasesOfOneReference {
        private final Homing chunk = new Homing();

        @Actor
        public void first(II_Result r) {
            r.r1 = released(chunk);
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = released(chunk);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 += r.r2;
            r.r2 = chunk.references() == 0 ? chunk.recycled.get() : -1;
        }
    }

    private static int released(Chunk chunk) {
        try {
            return chunk.release() ? 1 : 0;
        } catch (IllegalStateException e) {
            return 0;
        }
    }

    /** Wrong use of a chunk that is in a pipe, or was shared before: two releases of one reference. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one of them is refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "home twice, or never")
    @State
    public static class TwoReleasesOnceShared {
        private final Homing chunk = new Homing();

        public TwoReleasesOnceShared() {
            chunk.retain();
            chunk.release();
        }

        @Actor
        public void first(II_Result r) {
            r.r1 = released(chunk);
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = released(chunk);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 += r.r2;
            r.r2 = chunk.references() == 0 ? chunk.recycled.get() : -1;
        }
    }

    /** A retain that comes too late must not disturb the next one who gets the chunk. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "handed out again; the late one is refused, or shares")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the pool could not hand it out")
    @State
    public static class LateRetain {
        private final Homing chunk = new Homing();

        public LateRetain() {
            chunk.release();
        }

        @Actor
        public void pool(II_Result r) {
            try {
                chunk.handOutAgain();
                r.r2 = 1;
            } catch (IllegalStateException e) {
                r.r2 = -1;
            }
        }

        @Actor
        public void late(II_Result r) {
            try {
                chunk.retain();
            } catch (IllegalStateException e) {
                return;
            }
            r.r1 = 1;
            chunk.release();
        }
    }

    /**
     * A reader that takes a slice too late, when the pipe was closed and its chunk is out again, against the next one who has the
     * chunk, alone, and gives it back.
     */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "refused; home once, from the next one")
    @Outcome(expect = Expect.FORBIDDEN, desc = "granted, or home twice, or never")
    @State
    public static class LateSlice {
        private final Homing chunk = new Homing();

        public LateSlice() {
            BytesAccess.get().memory(chunk);
            chunk.release();
            chunk.handOutAgain();
            chunk.recycled.set(0);
        }

        @Actor
        public void next() {
            chunk.release();
        }

        @Actor
        public void late(II_Result r) {
            if (BytesAccess.get().retain(chunk)) {
                r.r1 = 1;
                chunk.release();
            }
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = chunk.references() == 0 ? chunk.recycled.get() : -1;
        }
    }

    /** The same, with the pipe still at it, whose closer gives the chunk back and has it handed out again. */
    @JCStressTest
    @Outcome(
            id = {"0, 2", "1, 2", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc =
                    "refused or granted; home twice, from the pipe and the next one, or once, since it was held in between")
    @Outcome(expect = Expect.FORBIDDEN, desc = "home too often, or never")
    @State
    public static class LateSliceOfAClosedPipe {
        private final Homing chunk = new Homing();

        public LateSliceOfAClosedPipe() {
            BytesAccess.get().memory(chunk);
        }

        @Actor
        public void closer() {
            if (chunk.release()) {
                chunk.handOutAgain();
                chunk.release();
            }
        }

        @Actor
        public void late(II_Result r) {
            if (BytesAccess.get().retain(chunk)) {
                r.r1 = 1;
                chunk.release();
            }
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = chunk.references() == 0 ? chunk.recycled.get() : -1;
        }
    }

    /** Two closes of one handle. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it counts once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it counts twice, or not at all")
    @State
    public static class TwoCloses {
        private final Homing chunk = new Homing();
        private final Bytes bytes = Bytes.of(chunk, 0, 4);

        @Actor
        public void one() {
            bytes.close();
        }

        @Actor
        public void other() {
            bytes.close();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = chunk.references();
            chunk.release();
            r.r2 = chunk.recycled.get();
        }
    }
}
