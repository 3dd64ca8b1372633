package chunkedbuffer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class NeedleTest {
    private static final int RUNS = 5_000;

    /** What {@link Needle#wasted} may be for each byte seen. */
    private static final int WASTE = 12;

    @Test
    void findsWhatANaiveSearchFindsAcrossAnyPieces() {
        long seed = Long.getLong("chunkedbuffer.seed", new Random().nextLong());
        System.out.println("NeedleTest: -Dchunkedbuffer.seed=" + seed);
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            byte[] text = NaiveSearch.text(random, random.nextInt(run % 10 == 0 ? 2000 : 201));
            byte[] sequence = needle(random, text);
            Needle needle = new Needle(sequence);
            int longest = 1 + random.nextInt(random.nextBoolean() ? 8 : text.length + 1);
            int begin = 0;
            int at = 0;
            while (at < text.length) {
                int count = Math.min(random.nextInt(longest + 1), text.length - at);
                ByteBuffer memory = NaiveSearch.memory(random, Arrays.copyOfRange(text, at, at + count));
                int shift = memory.position();
                int unseen =
                        Math.max(begin, at - sequence.length + 1); // where a match may begin that did not end before
                int found = NaiveSearch.indexOf(text, unseen, at + count, sequence);
                int after = found < 0 ? -1 : found + sequence.length - at + shift;
                int first = at;
                int last = at + count;
                Supplier<String> where = () -> "seed " + seed + ": " + Arrays.toString(sequence) + ", piece from "
                        + first + " to " + last + " of " + Arrays.toString(text);
                assertEquals(after, needle.scan(memory, shift, shift + count), where);
                if (found >= 0) {
                    assertEquals(0, needle.matched(), where);
                    at = found + sequence.length;
                    begin = at;
                } else {
                    at += count;
                    assertEquals(NaiveSearch.border(text, begin, at, sequence), needle.matched(), where);
                }
                if (random.nextInt(20) == 0) {
                    needle.reset();
                    begin = at;
                }
            }
            assertTrue(needle.wasted() <= WASTE * text.length, () -> "wasted " + needle.wasted() + ", seed " + seed);
        }
    }

    /** A part of the text, perhaps with a byte changed, or something that has nothing to do with it. */
    private static byte[] needle(Random random, byte[] text) {
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 5);
        if (text.length < length || random.nextInt(4) == 0) {
            return NaiveSearch.text(random, length);
        }
        int from = random.nextInt(text.length - length + 1);
        byte[] needle = Arrays.copyOfRange(text, from, from + length);
        if (random.nextBoolean()) {
            needle[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
        return needle;
    }

    @Test
    void theWayIsLinearWhateverTheText() {
        int length = 1 << 20;
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'a');
        ByteBuffer same = ByteBuffer.wrap(text);
        ByteBuffer pairs = ByteBuffer.wrap(text.clone());
        for (int i = 0; i < length; i += 2) {
            pairs.put(i, (byte) 'b');
        }
        for (int size : new int[] {2, 3, 4, 16, 100, 1000, 100_000}) {
            for (int odd = 0; odd < size; odd += Math.max(1, size / 7)) {
                byte[] sequence = new byte[size];
                Arrays.fill(sequence, (byte) 'a');
                sequence[odd] = 'c';
                staysLinear(sequence, same);
                for (int i = 0; i < size; i += 2) {
                    sequence[i] = sequence[i] == 'c' ? (byte) 'c' : (byte) 'b';
                }
                staysLinear(sequence, pairs);
            }
        }
    }

    private static void staysLinear(byte[] sequence, ByteBuffer text) {
        for (int piece : new int[] {sequence.length, sequence.length + 5, 1460, text.limit()}) {
            Needle needle = new Needle(sequence);
            for (int at = 0; at < text.limit(); at += piece) {
                assertEquals(-1, needle.scan(text, at, Math.min(text.limit(), at + piece)));
            }
            assertTrue(
                    needle.wasted() <= (long) WASTE * text.limit(),
                    () -> "wasted " + needle.wasted() + " by " + sequence.length + " bytes in pieces of " + piece);
        }
    }

    @Test
    void knowsItsBytes() {
        byte[] bytes = {1, 2};
        Needle needle = new Needle(bytes);
        bytes[0] = 3;
        assertTrue(needle.matches(new byte[] {1, 2}));
        assertEquals(2, needle.length());
        assertThrows(IllegalArgumentException.class, () -> new Needle(new byte[0]));
    }
}
