package chunkedbuffer.core;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A listener that is set while bytes and the end arrive sees all of them, once each and never twice at the same time. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "all seen, and the end")
@Outcome(expect = Expect.FORBIDDEN, desc = "a signal was lost, or two came at once")
@State
public class ListenAndFlushStress extends StressedPipe {
    private final StringBuilder read = new StringBuilder();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean nested;
    private boolean end;

    @Actor
    public void writer() {
        send("ab");
        pipe.write(bytes("c"));
        pipe.eof();
    }

    @Actor
    public void reader() {
        pipe.onReadable(() -> {
            if (inside.incrementAndGet() != 1) {
                nested = true;
            }
            read.append(rest());
            end |= pipe.isExhausted();
            inside.decrementAndGet();
        });
    }

    @Arbiter
    public void after(II_Result r) {
        r.r1 = end && !nested && read.toString().equals("abc") ? 1 : BROKEN;
        r.r2 = pool.out.get() == 0 ? closed() : BROKEN;
    }
}
