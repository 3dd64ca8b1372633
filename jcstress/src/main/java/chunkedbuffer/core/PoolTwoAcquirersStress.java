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

    // Held until all is over: the pool finds chunks that nobody can reach any more, and has their memory again.
    private Chunk ofFirst;
    private Chunk ofSecond;

    public PoolTwoAcquirersStress() {
        pool.acquire(1).release();
    }

    @Actor
    public void first() {
        ofFirst = pool.tryAcquire(1);
    }

    @Actor
    public void second() {
        ofSecond = pool.tryAcquire(1);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = (int) pool.stats().inUse();
        r.r1 = givenBack(ofFirst);
        r.r2 = givenBack(ofSecond);
    }

    private static int givenBack(Chunk chunk) {
        return chunk != null && chunk.release() ? 1 : 0;
    }
}
