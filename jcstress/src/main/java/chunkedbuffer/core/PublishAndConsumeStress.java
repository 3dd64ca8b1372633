package chunkedbuffer.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What is flushed arrives whole and in order, or not yet; then the empty pipe holds no chunk. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "nothing yet")
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "the first flush")
@Outcome(id = "5, 0", expect = Expect.ACCEPTABLE, desc = "both")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, lost or leaked")
@State
public class PublishAndConsumeStress extends StressedPipe {
    private String read = "";

    @Actor
    public void writer() {
        send("ab");
        send("cde");
    }

    @Actor
    public void reader(II_Result r) {
        read = rest();
        r.r1 = "abcde".startsWith(read) ? read.length() : BROKEN;
    }

    @Arbiter
    public void after(II_Result r) {
        boolean whole = (read + rest()).equals("abcde");
        r.r2 = whole && pool.out.get() == 0 ? closed() : BROKEN;
    }
}
