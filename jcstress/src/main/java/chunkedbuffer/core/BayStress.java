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

/** Two threads at a bay: one leaves two chunks there and takes what is there, the other takes and leaves one of its own. */
@JCStressTest
@Outcome(id = "1, 1, 7", expect = Expect.ACCEPTABLE, desc = "each chunk is in one place, with its content")
@Outcome(expect = Expect.FORBIDDEN, desc = "a chunk is lost or in two places, or its content is not there")
@State
public class BayStress {

    private static final SlabPool POOL = new SlabPool(ChunkPoolOptions.defaults());
    private static final ReferenceQueue<SlabChunk> LOST = new ReferenceQueue<>();

    private final Bay bay = new Bay(2);
    private final SlabChunk[] chunks = {chunk(), chunk(), chunk()};
    private final SlabChunk[] here = new SlabChunk[3];
    private final SlabChunk[] there = new SlabChunk[3];

    private static SlabChunk chunk() {
        return new SlabChunk(POOL, 0, ByteBuffer.allocate(8), LOST);
    }

    @Actor
    public void here() {
        chunks[0].memory().put(0, (byte) 7);
        chunks[1].memory().put(0, (byte) 7);
        SlabChunk[] two = {chunks[0], chunks[1]};
        if (!bay.fill(two, 2)) {
            here[1] = chunks[0];
            here[2] = chunks[1];
            return;
        }
        bay.empty(here);
    }

    @Actor
    public void there() {
        chunks[2].memory().put(0, (byte) 7);
        SlabChunk[] one = {chunks[2]};
        int many = bay.empty(there);
        if (!bay.fill(one, 1)) {
            there[many] = chunks[2];
        }
    }

    @Arbiter
    public void after(III_Result r) {
        SlabChunk[] left = new SlabChunk[3];
        bay.empty(left);
        int places = 0;
        int different = 0;
        r.r3 = 7;
        for (SlabChunk[] some : new SlabChunk[][] {here, there, left}) {
            for (SlabChunk each : some) {
                if (each != null) {
                    places++;
                    different |= each == chunks[0] ? 1 : each == chunks[1] ? 2 : 4;
                    r.r3 &= each.memory().get(0);
                }
            }
        }
        r.r1 = places == 3 ? 1 : 0;
        r.r2 = different == 7 ? 1 : 0;
    }
}
