package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.PoolStats;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Two threads acquire, stamp and release while one of them trims: nobody writes into another's chunk, and the counters add up. */
@JCStressTest
@Outcome(id = "1, 1, 0, 1", expect = Expect.ACCEPTABLE, desc = "both had a chunk of their own, and all came back")
@Outcome(expect = Expect.FORBIDDEN, desc = "a chunk had two holders, or the counters do not add up")
@State
public class PoolTrimStress {

    private static final ChunkPoolOptions OPTIONS =
            ChunkPoolOptions.builder().memory(MemoryKind.HEAP).build();

    private final SlabPool pool = new SlabPool(OPTIONS);

    private int use(int stamp, boolean trims) {
        int good = 0;
        for (int i = 0; i < 2; i++) {
            if (trims) {
                pool.trim();
            }
            Chunk chunk = pool.acquire(1);
            chunk.memory().putInt(0, stamp);
            good += chunk.memory().getInt(0) == stamp ? 1 : 0;
            chunk.release();
        }
        return good / 2;
    }

    @Actor
    public void first(IIII_Result r) {
        r.r1 = use(1, false);
    }

    @Actor
    public void second(IIII_Result r) {
        r.r2 = use(2, true);
    }

    @Arbiter
    public void after(IIII_Result r) {
        PoolStats stats = pool.stats();
        r.r3 = (int) (stats.inUse() + stats.inUseBytes());
        r.r4 = stats.acquired() == 4 && stats.released() == 4 && stats.idleBytes() <= 2 * 2048 ? 1 : 0;
    }
}
