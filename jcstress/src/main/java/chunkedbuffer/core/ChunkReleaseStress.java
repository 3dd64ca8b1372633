package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Two holders: one releases, the other hands a reference on before it releases its own. The memory goes home once. */
@JCStressTest
@Outcome(id = "1, 0, 1, 0", expect = Expect.ACCEPTABLE, desc = "the first holder was the last")
@Outcome(id = "0, 1, 1, 0", expect = Expect.ACCEPTABLE, desc = "the second holder was the last")
@Outcome(expect = Expect.FORBIDDEN, desc = "recycled twice, never, or too early")
@State
public class ChunkReleaseStress {

    private int recycled;

    private final Chunk chunk = new Chunk(ByteBuffer.allocate(8)) {
        @Override
        protected void recycle() {
            recycled++; // plain: a second one would be seen, the counter orders the first
        }
    };

    public ChunkReleaseStress() {
        chunk.retain();
    }

    @Actor
    public void first(IIII_Result r) {
        r.r1 = chunk.release() ? 1 : 0;
    }

    @Actor
    public void second(IIII_Result r) {
        chunk.retain();
        int last = chunk.release() ? 1 : 0;
        r.r2 = last + (chunk.release() ? 1 : 0);
    }

    @Arbiter
    public void after(IIII_Result r) {
        r.r3 = recycled;
        r.r4 = chunk.references();
    }
}
