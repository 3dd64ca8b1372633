package chunkedbuffer.core;

import chunkedbuffer.api.PipeOptions;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A paused writer that waits may flush again: its wait ends if, and only if, the pause does. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "paused, and waiting")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "not paused, and the wait is over")
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "the wait was over, then paused again")
@Outcome(expect = Expect.FORBIDDEN, desc = "not paused, and the wait is forgotten")
@State
public class FlushWhilePausedStress extends StressedPipe {
    private final CompletableFuture<?> writable;

    public FlushWhilePausedStress() {
        send("abcd");
        writable = pipe.whenWritable().toCompletableFuture();
    }

    @Override
    PipeOptions.Builder options(PipeOptions.Builder options) {
        return options.pauseThreshold(4).resumeThreshold(2);
    }

    @Actor
    public void writer() {
        send("e");
    }

    @Actor
    public void reader() {
        now(() -> pipe.skip(2));
    }

    @Arbiter
    public void after(I_Result r) {
        boolean done = writable.isDone();
        r.r1 = pipe.isWritable() ? done ? 1 : BROKEN : done ? 2 : 0;
        if (closed() != 0) {
            r.r1 = BROKEN;
        }
    }
}
