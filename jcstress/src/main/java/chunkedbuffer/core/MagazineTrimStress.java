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
 * In a pool without a bound: the owner takes one by plain accesses, puts another and takes again, while another thread trims,
 * twice. It never gets one that it has already, or one that it has not put.
 */
@JCStressTest
@Outcome(id = "11, 0", expect = Expect.ACCEPTABLE, desc = "the trimmers missed both")
@Outcome(id = "10, 0", expect = Expect.ACCEPTABLE, desc = "the first was trimmed")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the second was trimmed")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "both were trimmed")
@Outcome(expect = Expect.FORBIDDEN, desc = "a chunk came twice, or is still there though it is out")
@State
public class MagazineTrimStress {

    private static final ChunkPoolOptions OPTIONS = ChunkPoolOptions.defaults();
    private static final SlabPool CLOSED = new SlabPool(OPTIONS);
    private static final ChunkTable TABLE = new ChunkTable();
    private static final ReferenceQueue<SlabChunk> LOST = new ReferenceQueue<>();
    private static final Memory MEMORY = new Memory(CLOSED, OPTIONS, TABLE);
    private static final Depot DEPOT = new Depot(0, MEMORY, TABLE);

    static {
        CLOSED.close();
    }

    /** Of the largest size, of which it has room for two. */
    private static final int CLASS = SizeClass.COUNT - 1;

    private final OwnMagazine magazine = new OwnMagazine(DEPOT, 2 * SizeClass.bytes(CLASS), false, true);
    private final SlabChunk first = chunk();
    private final SlabChunk second = chunk();
    private int got;

    public MagazineTrimStress() {
        magazine.put(first);
    }

    /** One that has been out and is home again. */
    private static SlabChunk chunk() {
        SlabChunk chunk = new SlabChunk(CLOSED, CLASS, ByteBuffer.allocate(8), LOST);
        chunk.release();
        return chunk;
    }

    @Actor
    public void owner() {
        Rack rack = magazine.rack(CLASS);
        got += place(rack.takeQuickly());
        rack.put(second);
        got += place(rack.takeQuickly());
    }

    @Actor
    public void trims() {
        magazine.trim(MEMORY, false);
        magazine.trim(MEMORY, false);
    }

    @Arbiter
    public void after(II_Result r) {
        r.r1 = got;
        r.r2 = place(magazine.rack(CLASS).takeQuickly()) + (int) magazine.idleBytes();
    }

    private int place(SlabChunk chunk) {
        return chunk == first ? 1 : chunk == second ? 10 : 0;
    }
}
