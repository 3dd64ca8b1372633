package chunkedbuffer.core;

import chunkedbuffer.api.PipeOptions;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reader that has consumed enough leaves no writer paused, and no wait of its pending. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "read before it was written: still paused")
@Outcome(id = "4, 1", expect = Expect.ACCEPTABLE, desc = "read, and writable")
@Outcome(expect = Expect.FORBIDDEN, desc = "a resume was lost")
@State
public class PauseAndResumeStress extends StressedPipe {
    private CompletableFuture<?> writable;

    @Override
    PipeOptions.Builder options(PipeOptions.Builder options) {
        return options.pauseThreshold(4).resumeThreshold(1);
    }

    @Actor
    public void writer() {
        if (!send("abcd")) {
            writable = pipe.whenWritable().toCompletableFuture();
        }
    }

    @Actor
    public void reader(II_Result r) {
        r.r1 = now(() -> pipe.skip(4)).intValue();
    }

    @Arbiter
    public void after(II_Result r) {
        boolean done = writable == null || writable.isDone();
        r.r2 = done && pipe.isWritable() ? 1 : done || pipe.isWritable() ? BROKEN : 0;
        if (closed() != 0) {
            r.r2 = BROKEN;
        }
    }
}
