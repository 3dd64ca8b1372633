package chunkedbuffer.spi;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The places of a transport: never one more than there are, and nobody who found none sleeps over a free one. */
public class ConnectionLimitStress {

    static final int BROKEN = -1;

    private ConnectionLimitStress() {}

    /** Somebody who wants a place once. */
    static final class Guest {
        volatile int told;

        final Runnable whenFree = () -> told++;
    }

    /** How many places are left; takes them. */
    static int left(ConnectionLimit limit) {
        int left = 0;
        while (limit.take(() -> {})) {
            left++;
        }
        return left;
    }

    /** One looks for a place while the only one is given back. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it got the place")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it got the place, and was told of it in vain")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "it was told that the place is free")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "the wake-up is lost")
    @Outcome(expect = Expect.FORBIDDEN, desc = "told twice, or the places do not add up")
    @State
    public static class OneWaits {
        private final ConnectionLimit limit = new ConnectionLimit(1);
        private final Guest guest = new Guest();

        public OneWaits() {
            limit.take(() -> {});
        }

        @Actor
        public void wants(II_Result r) {
            r.r1 = limit.take(guest.whenFree) ? 1 : 0;
        }

        @Actor
        public void leaves() {
            limit.release();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = guest.told;
            if (r.r1 + left(limit) != 1) {
                r.r2 = BROKEN;
            }
        }
    }

    /** Two look for the only place. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one has it, the other hears when that one leaves")
    @Outcome(id = "1, 1, 1", expect = Expect.FORBIDDEN, desc = "both have the one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a wake-up is lost, or the places do not add up")
    @State
    public static class TwoWant {
        private final ConnectionLimit limit = new ConnectionLimit(1);
        private final Guest first = new Guest();
        private final Guest second = new Guest();

        @Actor
        public void first(III_Result r) {
            r.r1 = limit.take(first.whenFree) ? 1 : 0;
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = limit.take(second.whenFree) ? 1 : 0;
        }

        @Arbiter
        public void after(III_Result r) {
            limit.release();
            r.r3 = first.told == 1 - r.r1 && second.told == 1 - r.r2 && left(limit) == 1 ? 1 : BROKEN;
        }
    }

    /** One is in the line, another one looks for a place, while the only one is given back. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the newcomer was faster")
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "the newcomer was faster, and was told in vain")
    @Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "both were told")
    @Outcome(id = "0, 0, 1", expect = Expect.FORBIDDEN, desc = "the wake-up of the newcomer is lost")
    @Outcome(expect = Expect.FORBIDDEN, desc = "who was in the line was not told, or the places do not add up")
    @State
    public static class OneIsInTheLine {
        private final ConnectionLimit limit = new ConnectionLimit(1);
        private final Guest newcomer = new Guest();
        private final Guest inTheLine = new Guest();

        public OneIsInTheLine() {
            limit.take(() -> {});
            limit.take(inTheLine.whenFree);
        }

        @Actor
        public void comes(III_Result r) {
            r.r1 = limit.take(newcomer.whenFree) ? 1 : 0;
        }

        @Actor
        public void leaves() {
            limit.release();
        }

        @Arbiter
        public void after(III_Result r) {
            r.r2 = newcomer.told;
            r.r3 = inTheLine.told == 1 && r.r1 + left(limit) == 1 ? 1 : BROKEN;
        }
    }

    /** Two who take a place whenever they are told, and leave it at once: one comes, one is in the line, the only place is given back. */
    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "each had its turn, and the place is free")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one waits for ever, or the places do not add up")
    @State
    public static class TheyTryAgain {
        private final ConnectionLimit limit = new ConnectionLimit(1);
        private final Visitor first = new Visitor(limit);
        private final Visitor second = new Visitor(limit);

        public TheyTryAgain() {
            limit.take(() -> {});
            second.run();
        }

        @Actor
        public void first() {
            first.run();
        }

        @Actor
        public void leaves() {
            limit.release();
        }

        @Arbiter
        public void after(III_Result r) {
            r.r1 = first.visits > 0 ? 1 : 0;
            r.r2 = second.visits > 0 ? 1 : 0;
            r.r3 = left(limit);
        }
    }

    /** As a listener is: told, it looks again, and stays in the line until it has got a place. */
    static final class Visitor implements Runnable {
        private final ConnectionLimit limit;
        volatile int visits; // a race of two calls counts too few, but never none

        Visitor(ConnectionLimit limit) {
            this.limit = limit;
        }

        @Override
        public void run() {
            if (limit.take(this)) {
                visits++;
                limit.release();
            }
        }
    }

    /** Of two in the line one goes away, while a place is given back: the other hears of it. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "gone before")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "told before it was gone")
    @Outcome(expect = Expect.FORBIDDEN, desc = "who stayed was not told, or one was told twice")
    @State
    public static class OneForgets {
        private final ConnectionLimit limit = new ConnectionLimit(1);
        private final Guest goes = new Guest();
        private final Guest stays = new Guest();

        public OneForgets() {
            limit.take(() -> {});
            limit.take(goes.whenFree);
            limit.take(stays.whenFree);
        }

        @Actor
        public void goes() {
            limit.forget(goes.whenFree);
        }

        @Actor
        public void leaves() {
            limit.release();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = goes.told;
            r.r2 = stays.told;
        }
    }

    /** Both places are given back while two look for one. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the places add up, and nobody sleeps over a free one")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one more than there are, or a wake-up is lost")
    @State
    public static class TwoLeave {
        private final ConnectionLimit limit = new ConnectionLimit(2);
        private final Guest first = new Guest();
        private final Guest second = new Guest();
        private boolean firstIn;
        private boolean secondIn;

        public TwoLeave() {
            limit.take(() -> {});
            limit.take(() -> {});
        }

        @Actor
        public void come() {
            firstIn = limit.take(first.whenFree);
            secondIn = limit.take(second.whenFree);
        }

        @Actor
        public void leave() {
            limit.release();
            limit.release();
        }

        @Arbiter
        public void after(I_Result r) {
            int in = (firstIn ? 1 : 0) + (secondIn ? 1 : 0);
            boolean know = (firstIn || first.told == 1) && (secondIn || second.told == 1);
            r.r1 = know && in + left(limit) == 2 ? 1 : BROKEN;
        }
    }
}
