package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ChunkPoolOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnMagazineTest {

    private static final int BUDGET = 512 << 10;
    private static final int LARGEST = SizeClass.COUNT - 1;

    private final ChunkPoolOptions options = ChunkPoolOptions.defaults();
    private final ChunkTable table = new ChunkTable();
    private final Memory memory = new Memory(new SlabPool(options), options, table);
    private final Depot depot = new Depot(4 << 20, memory, table);

    /** Of a pool with a bound, where others may steal. */
    private final OwnMagazine magazine = new OwnMagazine(depot, BUDGET, true, false);

    /** Of one without, where others only trim. */
    private final OwnMagazine open = new OwnMagazine(depot, BUDGET, false, true);

    private SlabChunk chunk(int sizeClass) {
        return memory.allocate(sizeClass, SizeClass.bytes(sizeClass));
    }

    @Test
    void theLastOnePutComesFirst() {
        SlabChunk a = chunk(2);
        SlabChunk b = chunk(2);
        magazine.put(a);
        magazine.put(b);
        assertNull(magazine.take(1));
        assertSame(b, magazine.take(2));
        assertSame(a, magazine.take(2));
        assertNull(magazine.take(2));
    }

    @Test
    void neverMoreThanTheBudget() {
        for (int i = 0; i < 1000; i++) {
            magazine.put(chunk(i % SizeClass.COUNT));
            assertTrue(magazine.idleBytes() <= BUDGET);
            assertEquals(memory.bytes(), magazine.idleBytes() + depot.booked());
        }
    }

    @Test
    void fullItGivesTheColdestToTheDepot() {
        List<SlabChunk> all = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            all.add(chunk(2));
        }
        all.forEach(magazine::put);
        assertEquals(33 * 8192, magazine.idleBytes());
        assertEquals(32 * 8192, depot.booked());
        for (int i = 64; i >= 32; i--) {
            assertSame(all.get(i), magazine.take(2));
        }
        assertNull(magazine.take(2));
    }

    @Test
    void theSizeThatTakesMostMakesRoomForOthers() {
        for (int i = 0; i < 64; i++) {
            magazine.put(chunk(2));
        }
        SlabChunk large = chunk(LARGEST);
        magazine.put(large);
        assertSame(large, magazine.take(LARGEST));
        assertEquals(32 * 8192, magazine.idleBytes());
    }

    @Test
    void refillTakesOneAndPutsSomeAside() {
        for (int i = 0; i < 20; i++) {
            depot.give(chunk(2));
        }
        assertNotNull(magazine.refill(2));
        assertEquals(8 * 8192, magazine.idleBytes());
        assertEquals(11 * 8192, depot.booked());
        assertNull(magazine.refill(3));
    }

    @Test
    void stolenChunksAreSkipped() {
        List<SlabChunk> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(chunk(1));
            magazine.put(all.get(i));
        }
        assertSame(all.get(0), magazine.steal(1));
        assertSame(all.get(1), magazine.steal(1));
        assertNull(magazine.steal(0));
        assertSame(all.get(3), magazine.take(1));
        assertSame(all.get(2), magazine.take(1));
        assertNull(magazine.take(1));
        magazine.put(all.get(0));
        assertSame(all.get(0), magazine.take(1));
    }

    @Test
    void makingRoomSkipsStolenOnes() {
        for (int i = 0; i < 64; i++) {
            magazine.put(chunk(2));
        }
        for (int i = 0; i < 60; i++) {
            assertNotNull(magazine.steal(2));
        }
        magazine.put(chunk(2));
        assertEquals(8192, magazine.idleBytes());
        assertEquals(4 * 8192, depot.booked());
    }

    @Test
    void whatIsTrimmedIsSkipped() {
        for (OwnMagazine each : List.of(magazine, open)) {
            SlabChunk a = chunk(1);
            SlabChunk b = chunk(1);
            each.put(a);
            each.trim(memory, false);
            assertEquals(0, each.idleBytes());
            each.put(b);
            assertEquals(4096, each.idleBytes());
            assertSame(b, each.take(1));
            assertNull(each.take(1));
        }
    }

    @Test
    void onlyWhatWasNotUsedSinceIsCold() {
        for (OwnMagazine each : List.of(magazine, open)) {
            SlabChunk a = chunk(1);
            SlabChunk b = chunk(1);
            each.put(a);
            each.put(b);
            each.trim(memory, true);
            assertEquals(2 * 4096, each.idleBytes());
            assertSame(b, each.take(1));
            b.record.turn();
            b.record.turn();
            each.put(b);
            each.trim(memory, true);
            assertEquals(4096, each.idleBytes());
            assertSame(b, each.take(1));
            assertNull(each.take(1));
        }
    }

    @Test
    void theShortestWay() {
        SlabChunk a = chunk(1);
        a.release(); // into the pool's own magazine, which is another one
        Rack rack = open.rack(1);
        assertTrue(rack.isShortcutFor(Thread.currentThread()));
        assertFalse(magazine.rack(1).isShortcutFor(Thread.currentThread()));
        assertFalse(rack.putQuickly(a), "no room has been set aside for the size");
        open.put(a);
        assertSame(a, rack.takeQuickly());
        assertSame(rack, a.home());
        assertEquals(1, a.references());
        assertNull(rack.takeQuickly());
        assertEquals(0, open.idleBytes());
        assertTrue(rack.putQuickly(a));
        assertEquals(4096, open.idleBytes());
        open.noLongerQuick();
        assertFalse(rack.isShortcutFor(Thread.currentThread()));
        assertTrue(open.isOwnedBy(Thread.currentThread()));
        assertFalse(open.isAbandoned());
    }

    @Test
    void anEmptyRackForgetsWhatIsOut() {
        SlabChunk a = chunk(1);
        a.release();
        open.put(a);
        Rack rack = open.rack(1);
        assertSame(a, rack.takeQuickly());
        assertSame(a, rack.slot(0), "kept, in case it comes back");
        open.refill(1);
        assertNull(rack.slot(0));
    }

    @Test
    void abandonedWhenItsThreadHasEnded() throws InterruptedException {
        assertFalse(magazine.isAbandoned());
        assertTrue(magazine.isOwnedBy(Thread.currentThread()));
        List<OwnMagazine> made = new ArrayList<>();
        Thread thread = new Thread(() -> made.add(new OwnMagazine(depot, BUDGET, true, true)));
        thread.start();
        thread.join(30_000);
        assertTrue(made.get(0).isAbandoned());
        assertFalse(made.get(0).isOwnedBy(Thread.currentThread()));
    }
}
