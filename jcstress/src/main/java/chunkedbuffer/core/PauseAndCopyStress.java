package chunkedbuffer.core;

import chunkedbuffer.api.PipeOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A reader that lets a paused writer go on before it copies: the writer fills other memory meanwhile, and no resume is lost. What
 * was read, what is left, and whether all is well.
 */
@JCStressTest
@Outcome(id = "0, 4, 1", expect = Expect.ACCEPTABLE, desc = "read before it was written: still paused")
@Outcome(id = "4, 0, 1", expect = Expect.ACCEPTABLE, desc = "read when the writer had paused")
@Outcome(id = "4, 4, 1", expect = Expect.ACCEPTABLE, desc = "read, and the writer went on")
@Outcome(expect = Expect.FORBIDDEN, desc = "a resume or bytes were lost")
@State
public class PauseAndCopyStress extends StressedPipe {
    private final ByteBuffer read = ByteBuffer.allocate(4);
    private CompletableFuture<?> writable;

    @Override
    PipeOptions.Builder options(PipeOptions.Builder options) {
        return options.pauseThreshold(4).resumeThreshold(1);
    }

    @Actor
    public void writer() {
        if (send("abcd") || pipe.isWritable()) {
            send("efgh");
        } else {
            writable = pipe.whenWritable().toCompletableFuture();
        }
    }

    @Actor
    public void reader(III_Result r) {
        r.r1 = now(() -> pipe.readInto(read));
    }

    @Arbiter
    public void after(III_Result r) {
        r.r2 = (int) pipe.length();
        boolean told = writable == null || writable.isDone();
        boolean right = r.r1 == 0 || "abcd".equals(text(read.array()));
        boolean resumed = writable == null || r.r1 == 0 || (told && pipe.isWritable());
        r.r3 = right && resumed ? 1 : BROKEN;
        if (closed() != 0) {
            r.r3 = BROKEN;
        }
    }
}
