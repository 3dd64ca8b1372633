package chunkedbuffer.spi;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Supplier;

/** What {@link WideSearchTest} starts: says whether there is a wide search, and compares it with the one in words. */
public final class WideSearchProbe {
    private static final int RUNS = 3000;

    private WideSearchProbe() {}

    /** Prints "vectors" or "words". The argument is a seed. */
    public static void main(String[] args) {
        WideSearch found = WideSearch.FOUND;
        if (found != null) {
            compare(found, Long.parseLong(args[0]));
        }
        String module = WideSearch.class.getModule().isNamed() ? " in a module" : "";
        System.out.println((found == null ? "words" : "vectors") + module);
    }

    private static void compare(WideSearch wide, long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            byte[] text = NaiveSearch.text(random, random.nextInt(3000));
            for (int i = 0; random.nextBoolean() && i < text.length; i++) { // else there is a match within a few bytes
                text[i] = text[i] == 'a' && random.nextInt(2000) > 0 ? (byte) 'c' : text[i];
            }
            ByteBuffer memory = NaiveSearch.memory(random, text);
            int from = memory.position() + random.nextInt(text.length + 1);
            int to = from + random.nextInt(memory.limit() - from + 1);
            byte first = random.nextBoolean() || text.length == 0 ? (byte) 'a' : text[random.nextInt(text.length)];
            byte second = random.nextBoolean() || text.length == 0 ? (byte) 'b' : text[random.nextInt(text.length)];
            int distance = random.nextInt(random.nextBoolean() ? 3 : 70);
            Supplier<String> where = () -> "seed " + seed + ": " + first + " and " + second + " at " + distance
                    + " from " + from + " to " + to + " in " + memory;
            check(where, words(memory, from, to, first), ByteSearch.indexOf(memory, from, to, first));
            check(
                    where,
                    words(memory, from, to, first, second, distance),
                    PairSearch.indexOf(memory, from, to, first, second, distance));
            if (wide.canRead(memory, from, to)) {
                check(where, words(memory, from, to, first), wide.in(memory, from, to, first));
                check(
                        where,
                        words(memory, from, to, first, second, distance),
                        wide.in(memory, from, to, first, second, distance));
            } else if (memory.hasArray()) {
                throw new AssertionError("heap memory is not for it: " + where.get());
            }
        }
    }

    private static int words(ByteBuffer memory, int from, int to, byte b) {
        return ByteSearch.inWords(memory, from, to, ByteSearch.pattern(b));
    }

    private static int words(ByteBuffer memory, int from, int to, byte first, byte second, int distance) {
        return PairSearch.inWords(memory, from, to, ByteSearch.pattern(first), ByteSearch.pattern(second), distance);
    }

    private static void check(Supplier<String> where, int expected, int found) {
        if (found != expected) {
            throw new AssertionError("found at " + found + " what is at " + expected + ", " + where.get());
        }
    }
}
