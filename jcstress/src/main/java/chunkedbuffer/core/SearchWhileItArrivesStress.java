package chunkedbuffer.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A separator that arrives in two pieces is found, now or at the next try. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not complete yet")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "found at once")
@Outcome(expect = Expect.FORBIDDEN, desc = "missed or leaked")
@State
public class SearchWhileItArrivesStress extends StressedPipe {
    private static final byte[] CRLF = bytes("\r\n");
    private byte[] line;

    @Actor
    public void writer() {
        send("ab\r");
        send("\nc");
    }

    @Actor
    public void reader(II_Result r) {
        line = now(() -> pipe.readUntil(CRLF));
        r.r1 = line == null ? 0 : text(line).equals("ab\r\n") ? 1 : BROKEN;
    }

    @Arbiter
    public void after(II_Result r) {
        if (line == null) {
            line = now(() -> pipe.readUntil(CRLF));
        }
        r.r2 = text(line).equals("ab\r\n") && rest().equals("c") && pool.out.get() == 0 ? closed() : BROKEN;
    }
}
