package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads want the one chunk that the bound allows, which lies idle in a third thread's magazine. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the first got it")
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "the second got it")
@Outcome(expect = Expect.FORBIDDEN, desc = "both or neither")
@State
public class PoolTwoAcquirersStress {

    static final ChunkPoolOptions ONE_CHUNK = ChunkPoolOptions.builder()
            .memory(MemoryKind.HEAP)
            .maxTotalBytes(2048)
            .acquireTimeout(Duration.ZERO)
            .build();

    private final SlabPool pool = new SlabPool(ONE_CHUNK);

    public PoolTwoAcquirersStress() {
        pool.acquire(1).release();
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = got(pool.tryAcquire(1));
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = got(pool.tryAcquire(1));
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = (int) pool.stats().inUse();
    }

    private static int got(Chunk chunk) {
        return chunk == null ? 0 : 1;
    }
}
