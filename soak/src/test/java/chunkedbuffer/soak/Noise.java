package chunkedbuffer.soak;

/** Random bytes without memory: that at any position of a stream can be told from the stream's seed. */
record Noise(long seed) {

    byte at(long position) {
        return (byte) (word(position >>> 3) >>> ((position & 7) << 3));
    }

    /** SplitMix64's output function, of the word's number. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators". */
    private long word(long number) {
        long z = seed + (number + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    void fill(byte[] bytes, int length, long position) {
        for (int i = 0; i < length; i++) {
            bytes[i] = at(position + i);
        }
    }

    /** Index of the first byte that is not as it was, or -1. */
    int wrong(byte[] bytes, int length, long position) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != at(position + i)) {
                return i;
            }
        }
        return -1;
    }
}
