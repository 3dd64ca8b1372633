package chunkedbuffer.core;

import chunkedbuffer.api.ChunkPoolOptions;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** In a pool with a bound: the owner takes one and puts another while a thief empties the magazine. */
@JCStressTest
@Outcome(id = "1, 11, 7", expect = Expect.ACCEPTABLE, desc = "the thief was late, or came in between")
@Outcome(id = "1, 11, 0", expect = Expect.ACCEPTABLE, desc = "the second chunk stayed with the owner")
@Outcome(id = "0, 11, 7", expect = Expect.ACCEPTABLE, desc = "the thief got both")
@Outcome(id = "0, 11, 0", expect = Expect.ACCEPTABLE, desc = "the thief got the first one")
@Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost, in two places, or its content is not there")
@State
public class MagazineStealStress {

    private static final ChunkPoolOptions OPTIONS = ChunkPoolOptions.defaults();
    private static final SlabPool POOL = new SlabPool(OPTIONS);
    private static final ChunkTable TABLE = new ChunkTable();
    private static final ReferenceQueue<SlabChunk> LOST = new ReferenceQueue<>();
    private static final Depot DEPOT = new Depot(0, new Memory(POOL, OPTIONS, TABLE), TABLE);

    /** Of the largest size, of which it has room for two. */
    private static final int CLASS = SizeClass.COUNT - 1;

    private final OwnMagazine magazine = new OwnMagazine(DEPOT, 2 * SizeClass.bytes(CLASS), true, false);
    private final SlabChunk first = new SlabChunk(POOL, CLASS, ByteBuffer.allocate(8), LOST);
    private final SlabChunk second = new SlabChunk(POOL, CLASS, ByteBuffer.allocate(8), LOST);
    private SlabChunk taken;
    private SlabChunk stolen;
    private SlabChunk stolenNext;

    public MagazineStealStress() {
        magazine.put(first);
    }

    @Actor
    public void owner(III_Result r) {
        taken = magazine.take(CLASS);
        r.r1 = taken == null ? 0 : 1;
        second.memory().put(0, (byte) 7);
        magazine.put(second);
    }

    @Actor
    public void thief(III_Result r) {
        stolen = magazine.steal(CLASS);
        stolenNext = magazine.steal(CLASS);
        if (stolen == second || stolenNext == second) {
            r.r3 = second.memory().get(0);
        }
    }

    @Arbiter
    public void after(III_Result r) {
        r.r2 = place(taken)
                + place(stolen)
                + place(stolenNext)
                + place(magazine.take(CLASS))
                + place(magazine.take(CLASS));
    }

    private int place(SlabChunk chunk) {
        return chunk == first ? 1 : chunk == second ? 10 : 0;
    }
}
