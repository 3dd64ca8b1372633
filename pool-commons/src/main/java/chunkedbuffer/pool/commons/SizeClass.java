package chunkedbuffer.pool.commons;

/** The sizes that chunks are pooled in: powers of two from 2 KiB to 256 KiB, numbered from 0. The same as the slab pool's. */
final class SizeClass {

    /** How many there are. */
    static final int COUNT = 8;

    /** Stands for a chunk that is too large to be pooled. */
    static final int NONE = -1;

    private static final int SMALLEST_SHIFT = 11;

    private SizeClass() {}

    /** The smallest class whose chunks have room for {@code minCapacity} bytes, or {@link #NONE}. */
    static int of(int minCapacity) {
        int last = Math.max(minCapacity, 1) - 1;
        int sizeClass = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(last) - SMALLEST_SHIFT);
        return sizeClass < COUNT ? sizeClass : NONE;
    }

    /** The capacity of the chunks of a class. */
    static int bytes(int sizeClass) {
        return 1 << (SMALLEST_SHIFT + sizeClass);
    }
}
