package chunkedbuffer.benchmarks.search;

import java.util.Random;

/** Text of lower-case letters with something else, or a word of letters, at a known place. */
public final class Haystack {
    /** Where every search begins: not at 0, so that none is answered from what an earlier one found. */
    public static final int FROM = 1;

    private static final int AFTER = 100;

    private final byte[] text;
    private final byte[] needle;
    private final int at;

    private Haystack(byte[] text, byte[] needle, int at) {
        this.text = text;
        this.needle = needle;
        this.at = at;
    }

    /**
     * Makes one.
     *
     * @param wanted what is looked for
     * @param distance from where the search begins to where it ends
     * @return the same at each call
     */
    public static Haystack of(Wanted wanted, int distance) {
        Random random = new Random(distance);
        int at = FROM + distance;
        byte[] needle = wanted.needle();
        byte[] text = new byte[at + needle.length + AFTER];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (wanted.isHostile() ? 'a' : 'a' + random.nextInt(26));
        }
        System.arraycopy(needle, 0, text, at, needle.length);
        return new Haystack(text, needle, at);
    }

    /**
     * All of it.
     *
     * @return the array itself
     */
    public byte[] text() {
        return text;
    }

    /**
     * What is in it once.
     *
     * @return the array itself
     */
    public byte[] needle() {
        return needle;
    }

    /**
     * Where it is.
     *
     * @return index of its first byte
     */
    public int at() {
        return at;
    }
}
