package chunkedbuffer.core;

/**
 * How large a chunk to ask the pool for: twice as large after one that was filled whole, half as large after ten in a row that
 * were less than half full.
 */
final class ChunkSize {
    private static final int SMALL_FILLS = 10;

    private final int minimum;
    private int maximum;
    private int next;
    private int smallFills;

    ChunkSize(int minimum, int maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.next = minimum;
    }

    int minimum() {
        return minimum;
    }

    int next() {
        return next;
    }

    /** A chunk is done with: {@code filled} bytes of {@code capacity} were written. */
    void learn(int filled, int capacity) {
        if (filled == capacity) {
            smallFills = 0;
            next = (int) Math.min(maximum, 2L * next);
        } else if (filled >= capacity - filled) {
            smallFills = 0;
        } else if (++smallFills == SMALL_FILLS) {
            smallFills = 0;
            next = Math.max(minimum, next / 2);
        }
    }

    /** The pool never has chunks so large: the size stays below from now on. */
    void refused() {
        maximum = Math.max(minimum, next / 2);
        next = maximum;
    }
}
