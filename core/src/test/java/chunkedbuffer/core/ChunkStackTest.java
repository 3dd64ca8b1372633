package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ChunkPoolOptions;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChunkStackTest {

    private final SlabPool pool = new SlabPool(ChunkPoolOptions.defaults());
    private final ReferenceQueue<SlabChunk> lost = new ReferenceQueue<>();
    private final ChunkTable table = new ChunkTable();
    private final ChunkStack stack = new ChunkStack(table);

    private SlabChunk chunk() {
        SlabChunk chunk = new SlabChunk(pool, 0, ByteBuffer.allocate(16), lost);
        table.add(chunk.record);
        return chunk;
    }

    @Test
    void lastInFirstOut() {
        SlabChunk a = chunk();
        SlabChunk b = chunk();
        assertTrue(stack.isEmpty());
        assertNull(stack.pop());
        stack.push(a);
        stack.push(b);
        assertSame(b, stack.pop());
        stack.push(b);
        assertSame(b, stack.pop());
        assertSame(a, stack.pop());
        assertNull(stack.pop());
        assertTrue(stack.isEmpty());
    }

    @Test
    void chains() {
        SlabChunk a = chunk();
        SlabChunk b = chunk();
        SlabChunk c = chunk();
        a.next(b);
        b.next(c);
        stack.push(a, c);
        SlabChunk two = stack.pop(2);
        assertSame(a, two);
        assertSame(b, two.next());
        assertNull(b.next());
        assertSame(c, stack.pop(5));
        assertNull(c.next());
        assertNull(stack.pop(5));
    }

    @Test
    void numbersAreUsedAgainWithoutMixingChunksUp() {
        SlabChunk a = chunk();
        SlabChunk b = chunk();
        stack.push(a);
        stack.push(b);
        assertSame(b, stack.pop());
        int number = b.number();
        assertTrue(table.remove(b.record));
        assertFalse(table.remove(b.record));
        SlabChunk c = chunk();
        assertEquals(number, c.number());
        stack.push(c);
        assertSame(c, stack.pop());
        assertSame(a, stack.pop());
    }

    @Test
    void manyPagesOfNumbers() {
        List<SlabChunk> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            all.add(chunk());
        }
        all.forEach(stack::push);
        for (int i = all.size() - 1; i >= 0; i--) {
            assertSame(all.get(i), stack.pop());
        }
        assertEquals(10_000, table.size());
        all.forEach(each -> table.remove(each.record));
        assertNull(table.get(1));
        assertNull(table.get(9999));
        assertEquals(0, table.size());
    }

    @Test
    void allAtOnce() {
        SlabChunk a = chunk();
        SlabChunk b = chunk();
        assertNull(stack.popAll());
        stack.push(a);
        stack.push(b);
        assertSame(b, stack.popAll());
        assertSame(a, b.next());
        assertNull(a.next());
        assertTrue(stack.isEmpty());
    }

    @Test
    void itsTableHoldsWhatIsOnTheStackAndNothingElse() {
        SlabChunk a = chunk();
        assertNull(table.get(a.number()));
        stack.push(a);
        assertSame(a, table.get(a.number()));
        stack.pop();
        assertNull(table.get(a.number()));
    }

    /** Two stacks, so that a chunk that was popped turns up elsewhere at once: what a pop must not fall for. */
    @Test
    @Timeout(60)
    void eachChunkHasOneHolder() throws Exception {
        int chunks = 8;
        ChunkStack other = new ChunkStack(table);
        AtomicIntegerArray holders = new AtomicIntegerArray(chunks + 1);
        for (int i = 0; i < chunks; i++) {
            stack.push(chunk());
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(threads.submit(() -> {
                for (int round = 0; round < 50_000; round++) {
                    ChunkStack from = (round & 1) == 0 ? stack : other;
                    ChunkStack to = (round & 2) == 0 ? stack : other;
                    SlabChunk first = from.pop(1 + round % 3);
                    SlabChunk last = first;
                    for (SlabChunk each = first; each != null; each = each.next()) {
                        assertEquals(1, holders.incrementAndGet(each.number()));
                        last = each;
                    }
                    for (SlabChunk each = first; each != null; each = each.next()) {
                        holders.decrementAndGet(each.number());
                    }
                    if (first != null) {
                        to.push(first, last);
                    }
                }
            }));
        }
        for (Future<?> each : running) {
            each.get(50, TimeUnit.SECONDS);
        }
        threads.shutdown();
        int left = 0;
        for (ChunkStack each : List.of(stack, other)) {
            while (each.pop() != null) {
                left++;
            }
        }
        assertEquals(chunks, left);
    }
}
