package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One thread finds the pool at its bound and registers, while another releases the chunk and trims. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it got the chunk")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "it was told that memory is back")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "the wake-up was lost")
@Outcome(expect = Expect.FORBIDDEN, desc = "told twice")
@State
public class PoolWakeUpStress {

    private final SlabPool pool = new SlabPool(PoolTwoAcquirersStress.ONE_CHUNK);
    private final Chunk held = pool.acquire(1);
    private volatile int told;

    @Actor
    public void wants(II_Result r) {
        if (pool.tryAcquire(1) != null) {
            r.r1 = 1;
        } else {
            pool.onAvailable(() -> told++);
        }
    }

    @Actor
    public void releases() {
        held.release();
        pool.trim();
    }

    @Arbiter
    public void after(II_Result r) {
        r.r2 = told;
    }
}
