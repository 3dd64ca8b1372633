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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * In a pool without a bound: two threads put at the only spot of a shared magazine, by plain stores, and take from there. A chunk
 * may be forgotten; none is had twice, and its content is there.
 */
@JCStressTest
@Outcome(id = "11, 2", expect = Expect.ACCEPTABLE, desc = "both are somewhere, once")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the second was forgotten")
@Outcome(id = "10, 1", expect = Expect.ACCEPTABLE, desc = "the first was forgotten")
@Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is in two places, or its content is not there")
@State
public class SharedSpotForgetStress {

    private static final ChunkPoolOptions OPTIONS = ChunkPoolOptions.defaults();
    private static final SlabPool POOL = new SlabPool(OPTIONS);
    private static final ReferenceQueue<SlabChunk> LOST = new ReferenceQueue<>();
    private static final ChunkTable TABLE = new ChunkTable();

    private final Depot depot = new Depot(2048, new Memory(POOL, OPTIONS, TABLE), TABLE);
    private final SharedMagazine magazine = new SharedMagazine(depot, SizeClass.COUNT * 2048, false, 1);
    private final SlabChunk first = chunk();
    private final SlabChunk second = chunk();
    private int places;
    private int right;
    private SlabChunk takenHere;
    private SlabChunk takenThere;

    private static SlabChunk chunk() {
        SlabChunk chunk = new SlabChunk(POOL, 0, ByteBuffer.allocate(8), LOST);
        TABLE.add(chunk.record);
        return chunk;
    }

    @Actor
    public void here() {
        first.memory().put(0, (byte) 1);
        magazine.put(first);
        takenHere = magazine.take(0);
    }

    @Actor
    public void there() {
        second.memory().put(0, (byte) 10);
        magazine.put(second);
        takenThere = magazine.take(0);
    }

    @Arbiter
    public void after(II_Result r) {
        add(takenHere);
        add(takenThere);
        add(magazine.take(0));
        for (SlabChunk each = depot.take(0); each != null; each = depot.take(0)) {
            add(each);
        }
        r.r1 = places;
        r.r2 = right;
        TABLE.remove(first.record);
        TABLE.remove(second.record);
    }

    private void add(SlabChunk chunk) {
        if (chunk != null) {
            int stamp = chunk == first ? 1 : 10;
            places += stamp;
            right += chunk.memory().get(0) == stamp ? 1 : 0;
        }
    }
}
