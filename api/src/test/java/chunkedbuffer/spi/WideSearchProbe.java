package chunkedbuffer.spi;

import java.nio.ByteBuffer;

/** What {@link WideSearchTest} starts: says whether there is a wide search, and searches in all kinds of memory. */
public final class WideSearchProbe {
    private WideSearchProbe() {}

    /** Prints "vectors" or "words". */
    public static void main(String[] args) {
        WideSearch found = WideSearch.FOUND;
        for (ByteBuffer memory : new ByteBuffer[] {ByteBuffer.allocate(5000), ByteBuffer.allocateDirect(5000)}) {
            for (int at = 0; at < 4998; at++) {
                memory.put(at, (byte) 1).put(at + 2, (byte) 2);
                check(at, ByteSearch.indexOf(memory, 0, 5000, (byte) 1));
                check(at, PairSearch.indexOf(memory, 0, 5000, (byte) 1, (byte) 2, 2));
                check(-1, ByteSearch.indexOf(memory, 0, at, (byte) 1));
                check(-1, PairSearch.indexOf(memory, 0, at + 2, (byte) 1, (byte) 2, 2));
                memory.put(at, (byte) 0).put(at + 2, (byte) 0);
            }
        }
        String module = WideSearch.class.getModule().isNamed() ? " in a module" : "";
        System.out.println((found == null ? "words" : "vectors") + module);
    }

    private static void check(int expected, int found) {
        if (found != expected) {
            throw new AssertionError("found at " + found + " what is at " + expected);
        }
    }
}
