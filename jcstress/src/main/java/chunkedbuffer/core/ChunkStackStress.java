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
import org.openjdk.jcstress.infra.results.I_Result;

/** One thread pops while another pops two and pushes the first one back: the case that stacks without versions get wrong. */
@JCStressTest
@Outcome(id = "1111", expect = Expect.ACCEPTABLE, desc = "each of the four chunks is in one place")
@Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost or in two places")
@State
public class ChunkStackStress {

    private static final SlabPool POOL = new SlabPool(ChunkPoolOptions.defaults());
    private static final ChunkTable TABLE = new ChunkTable();
    private static final ReferenceQueue<SlabChunk> LOST = new ReferenceQueue<>();

    private final ChunkStack stack = new ChunkStack(TABLE);
    private final SlabChunk[] chunks = new SlabChunk[4];
    private SlabChunk popped;
    private SlabChunk kept;

    public ChunkStackStress() {
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = new SlabChunk(POOL, 0, ByteBuffer.allocate(0), LOST);
            TABLE.add(chunks[i].record);
            stack.push(chunks[i]);
        }
    }

    @Actor
    public void pops() {
        popped = stack.pop();
    }

    @Actor
    public void popsTwoAndPushesOneBack() {
        SlabChunk back = stack.pop();
        kept = stack.pop();
        stack.push(back);
    }

    @Arbiter
    public void after(I_Result r) {
        r.r1 += place(popped) + place(kept);
        for (int i = 0; i < 10 && !stack.isEmpty(); i++) {
            r.r1 += place(stack.pop());
        }
        for (SlabChunk each : chunks) {
            TABLE.remove(each.record);
        }
    }

    /** A decimal place for each chunk. */
    private int place(SlabChunk chunk) {
        int place = 1;
        for (SlabChunk each : chunks) {
            if (each == chunk) {
                return place;
            }
            place *= 10;
        }
        return 0;
    }
}
