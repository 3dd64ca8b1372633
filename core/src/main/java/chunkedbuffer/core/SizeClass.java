package chunkedbuffer.core;

/** The sizes that chunks are pooled in: powers of two from 2 KiB to 256 KiB, numbered from 0. */
final class SizeClass {

    /** How many there are. */
    static final int COUNT = 8;

    /** Stands for a chunk that is too large to be pooled. */
    static final int NONE = -1;

    private static final int SMALLEST_SHIFT = 11;
    private static final int LARGEST_SHIFT = SMALLEST_SHIFT + COUNT - 1;
    private static final int BELOW_SMALLEST = (1 << SMALLEST_SHIFT) - 1;

    private SizeClass() {}

    /** The smallest class whose chunks have room for {@code minCapacity} bytes, or {@link #NONE}. */
    static int of(int minCapacity) {
        return isPositiveAndPooled(minCapacity) ? ofPooled(minCapacity) : minCapacity <= 0 ? 0 : NONE;
    }

    /** Whether a capacity is at least 1 and at most that of the largest class. */
    static boolean isPositiveAndPooled(int minCapacity) {
        return (minCapacity - 1) >>> LARGEST_SHIFT == 0;
    }

    /** As {@link #of}, for what {@link #isPositiveAndPooled}. */
    static int ofPooled(int minCapacity) {
        return Integer.SIZE - SMALLEST_SHIFT - Integer.numberOfLeadingZeros((minCapacity - 1) | BELOW_SMALLEST);
    }

    /** The capacity of the chunks of a class. */
    static int bytes(int sizeClass) {
        return 1 << (SMALLEST_SHIFT + sizeClass);
    }
}
