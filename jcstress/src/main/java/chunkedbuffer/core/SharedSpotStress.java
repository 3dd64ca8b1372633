package chunkedbuffer.core;

import chunkedbuffer.api.ChunkPoolOptions;
import chunkedbuffer.api.MemoryKind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads meet at the only spot of a shared magazine: one takes and puts back, the other takes, and trims. */
@JCStressTest
@Outcome(
        id = "1, 0",
        expect = Expect.ACCEPTABLE,
        desc = "the chunk is in one place, or was trimmed, and the account is right")
@Outcome(expect = Expect.FORBIDDEN, desc = "the chunk is in two places, or lost, or the account is wrong")
@State
public class SharedSpotStress {

    private static final ChunkPoolOptions OPTIONS =
            ChunkPoolOptions.builder().memory(MemoryKind.HEAP).build();
    private static final SlabPool POOL = new SlabPool(OPTIONS);

    private final ChunkTable table = new ChunkTable();
    private final Memory memory = new Memory(POOL, OPTIONS, table);
    private final Depot depot = new Depot(1 << 20, memory, table);
    private final SharedMagazine magazine = new SharedMagazine(depot, SizeClass.COUNT * 2048, true, 1);
    private SlabChunk taken;

    public SharedSpotStress() {
        magazine.put(memory.allocate(0, 2048));
    }

    @Actor
    public void takesAndPutsBack() {
        SlabChunk mine = magazine.take(0);
        if (mine != null) {
            magazine.put(mine);
        }
    }

    @Actor
    public void takesOrTrims() {
        taken = magazine.take(0);
        magazine.trim(memory, false);
    }

    @Arbiter
    public void after(II_Result r) {
        long inDepot = depot.booked() - magazine.booked();
        SlabChunk there = magazine.take(0);
        SlabChunk given = depot.take(0);
        int places = (taken == null ? 0 : 1) + (there == null ? 0 : 1) + (given == null ? 0 : 1);
        r.r1 = places == 1 && memory.bytes() == 2048 || places == 0 && memory.bytes() == 0 ? 1 : 0;
        r.r2 = (int) (given == null ? inDepot : inDepot - 2048);
        magazine.trim(memory, false);
        r.r2 += (int) (magazine.booked() + depot.booked());
    }
}
