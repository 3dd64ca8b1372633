package chunkedbuffer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSearchTest {
    private static final int RUNS = 10_000;

    @Test
    void findsWhatANaiveSearchFinds() {
        long seed = Long.getLong("chunkedbuffer.seed", new Random().nextLong());
        System.out.println("ByteSearchTest: -Dchunkedbuffer.seed=" + seed);
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            byte[] text = NaiveSearch.text(random, random.nextInt(run % 10 == 0 ? 2000 : 201));
            ByteBuffer memory = NaiveSearch.memory(random, text);
            byte b = (byte) random.nextInt();
            if (text.length > 0 && random.nextInt(4) > 0) {
                int last = random.nextInt(text.length);
                b = text[last];
                if (random.nextBoolean()) { // and none before
                    for (int i = 0; i < last; i++) {
                        text[i] = (byte) (text[i] == b ? b + 1 : text[i]);
                    }
                    memory = NaiveSearch.memory(random, text);
                }
            }
            int from = random.nextInt(text.length + 1);
            int to = from + random.nextInt(text.length - from + 1);
            int expected = NaiveSearch.indexOf(text, from, to, new byte[] {b});
            int shift = memory.position();
            int found = ByteSearch.indexOf(memory, from + shift, to + shift, b);
            assertEquals(expected < 0 ? -1 : expected + shift, found, "seed " + seed + " in " + memory);
        }
    }

    @Test
    void findsAllThePlacesInABlock() {
        long seed = Long.getLong("chunkedbuffer.seed", new Random().nextLong());
        System.out.println("ByteSearchTest: -Dchunkedbuffer.seed=" + seed);
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            byte[] text = NaiveSearch.text(random, ByteSearch.BLOCK + random.nextInt(20));
            byte b = (byte) random.nextInt();
            int density = 1 + random.nextInt(10);
            for (int i = 0; i < text.length; i++) {
                if (random.nextInt(density) == 0) {
                    text[i] = random.nextBoolean() ? b : (byte) (b ^ 1); // which other tests for a zero take for one
                }
            }
            ByteBuffer memory = NaiveSearch.memory(random, text);
            int from = random.nextInt(text.length - ByteSearch.BLOCK + 1);
            long expected = 0;
            for (int i = 0; i < ByteSearch.BLOCK; i++) {
                expected |= text[from + i] == b ? 1L << i : 0;
            }
            assertEquals(expected, ByteSearch.places(memory, from + memory.position(), b), "seed " + seed);
        }
        assertThrows(IndexOutOfBoundsException.class, () -> ByteSearch.places(ByteBuffer.allocate(63), 0, (byte) 1));
        assertThrows(
                IndexOutOfBoundsException.class, () -> ByteSearch.places(ByteBuffer.allocateDirect(63), 0, (byte) 1));
    }

    @Test
    void findsEachByteAtEachPlaceAmongAllOthers() {
        ByteBuffer heap = ByteBuffer.allocate(70);
        ByteBuffer direct = ByteBuffer.allocateDirect(70);
        for (int wanted = 0; wanted < 256; wanted++) {
            for (int at = 0; at < 70; at++) {
                for (int i = 0; i < 70; i++) {
                    byte b = (byte) (i < at ? wanted + 1 + (i + at) % 255 : wanted);
                    heap.put(i, b);
                    direct.put(i, b);
                }
                assertEquals(at, ByteSearch.indexOf(heap, 0, 70, (byte) wanted));
                assertEquals(at, ByteSearch.indexOf(direct, 0, 70, (byte) wanted));
                assertEquals(-1, ByteSearch.indexOf(heap, 0, at, (byte) wanted));
                assertEquals(-1, ByteSearch.indexOf(direct, 0, at, (byte) wanted));
            }
        }
    }

    @Test
    void doesNotReadBehindTheMemory() {
        for (int length : new int[] {0, 7, 31, 40}) {
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> ByteSearch.indexOf(ByteBuffer.allocate(length), 0, length + 1, (byte) 1));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> ByteSearch.indexOf(ByteBuffer.allocateDirect(length), 0, length + 1, (byte) 1));
        }
    }

    /** In each of the ways that memory is gone through, near and far. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsTheFirstAtEachPlaceNearAndFar(boolean direct) {
        int length = 1400;
        ByteBuffer memory = direct
                ? ByteBuffer.allocateDirect(length)
                : ByteBuffer.allocate(length + 3).position(3).slice();
        for (int from : new int[] {0, 1, 7, 30}) {
            for (int at = from; at < length; at++) {
                memory.put(at, (byte) 0x8a);
                assertEquals(at, ByteSearch.indexOf(memory, from, length, (byte) 0x8a));
                assertEquals(at, ByteSearch.indexOf(memory, from, at + 1, (byte) 0x8a));
                assertEquals(-1, ByteSearch.indexOf(memory, from, at, (byte) 0x8a));
                memory.put(length - 1, (byte) 0x8a); // a second one, which is not the first
                assertEquals(at, ByteSearch.indexOf(memory, from, length, (byte) 0x8a));
                memory.put(length - 1, (byte) 0);
                memory.put(at, (byte) 0x0a); // what differs in one bit
                assertEquals(-1, ByteSearch.indexOf(memory, from, length, (byte) 0x8a));
                memory.put(at, (byte) 0);
            }
        }
    }
}
