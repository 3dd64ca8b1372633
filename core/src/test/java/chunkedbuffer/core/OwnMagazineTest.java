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
    private final OwnMagazine magazine = new OwnMagazine(depot, BUDGET);

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
    void counters() {
        magazine.countAcquired(3);
        magazine.countAcquired(3);
        magazine.countReleased(3);
        assertEquals(2, magazine.acquired(3));
        assertEquals(1, magazine.released(3));
        assertEquals(0, magazine.acquired(2));
    }

    @Test
    void abandonedWhenItsThreadHasEnded() throws InterruptedException {
        assertFalse(magazine.isAbandoned());
        assertTrue(magazine.isOwnedBy(Thread.currentThread()));
        List<OwnMagazine> made = new ArrayList<>();
        Thread thread = new Thread(() -> made.add(new OwnMagazine(depot, BUDGET)));
        thread.start();
        thread.join(30_000);
        assertTrue(made.get(0).isAbandoned());
        assertFalse(made.get(0).isOwnedBy(Thread.currentThread()));
    }
}
