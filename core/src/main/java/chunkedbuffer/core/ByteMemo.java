package chunkedbuffer.core;

import chunkedbuffer.spi.ByteSearch;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One byte that is being looked for, and how far: as {@link NeedleMemo}, for the commonest of sequences. Of the last block of memory
 * that held one it knows all the places: the ends of short lines are found many at a time, and a line costs a shift and a count
 * of bits ({@code MessageBenchmark.look}: 18 to 33 % less for lines of 12 bytes, 10 to 30 % for those of 64).
 */
final class ByteMemo {
    /** A block that has none is passed in vain: where the last one was further away than so many of them none is tried. */
    private static final int FAR = 2 * ByteSearch.BLOCK;

    private byte wanted;

    /** The position of the block's first byte. What was flushed does not change, so it stays good as long as the stream does. */
    private long block;

    /** The position behind the block; 0: none is known. */
    private long blockEnd;

    /** The places of {@link #wanted} in the block, a bit each. */
    private long places;

    /** Whether the last one was {@link #FAR} away. */
    private boolean far;

    /** Position before which there is none, if {@link #at} is not null. */
    private long scanned;

    /** The segment that holds the byte before {@link #scanned}: still linked as long as that byte is not consumed. */
    private @Nullable Segment at;

    /** The position of the first {@code b} in the stretch from {@code position}, which {@code head} holds, to {@code end}; or -1. */
    long find(byte b, Segment head, long position, long end) {
        Segment segment = at;
        long from = scanned;
        if (segment == null || from <= position || b != wanted) {
            segment = head;
            from = position;
        }
        while (from < end) {
            long stop = Math.min(end, segment.end());
            if (stop <= from) {
                Segment next = segment.next();
                if (next == null) {
                    break;
                }
                segment = next;
                continue;
            }
            int found =
                    ByteSearch.indexOf(segment.memory(), (int) (from - segment.base), (int) (stop - segment.base), b);
            if (found >= 0) {
                remember(b, segment, segment.base + found);
                return segment.base + found;
            }
            from = stop;
            remember(b, segment, from);
        }
        return -1;
    }

    /** How far from {@code position} the next one in the block is; {@link ByteSearch#BLOCK} if there is none, or no block. */
    int inBlock(byte b, long position) {
        if (position < block || position >= blockEnd || b != wanted) {
            return ByteSearch.BLOCK;
        }
        return Long.numberOfTrailingZeros(places >>> (position - block));
    }

    /**
     * How far from {@code position} the first one is up to {@code window}; or -1. The memory holds both, index 0 at {@code base}; what
     * stands behind the window may be anything, and change.
     */
    int findAtHand(byte b, ByteBuffer memory, long base, long position, long window) {
        long from = position < block || position >= blockEnd || b != wanted ? position : blockEnd;
        long stop = far ? from : Math.min(window, position + FAR);
        while (from < stop && from - base <= memory.limit() - ByteSearch.BLOCK) {
            long bits = ByteSearch.places(memory, (int) (from - base), b);
            long next = from + ByteSearch.BLOCK;
            if (next > window) {
                bits &= -1L >>> (next - window);
                next = window;
            }
            if (bits != 0) {
                keep(b, from, next, bits);
                return (int) (from - position) + Long.numberOfTrailingZeros(bits);
            }
            from = next;
        }
        int found = from < window ? ByteSearch.indexOf(memory, (int) (from - base), (int) (window - base), b) : -1;
        if (found < 0) {
            return -1;
        }
        int distance = found - (int) (position - base);
        far = distance >= FAR;
        return distance;
    }

    private void keep(byte b, long position, long end, long bits) {
        if (b != wanted) {
            forget();
            wanted = b;
        }
        block = position;
        blockEnd = end;
        places = bits;
    }

    /** Whether this knows that there is no {@code b} at {@code position}. */
    boolean isAhead(byte b, long position) {
        return b == wanted && scanned > position;
    }

    /** There is none before {@code position}, the byte before which {@code segment} holds. */
    void passed(byte b, Segment segment, long position) {
        remember(b, segment, position);
    }

    /** Remembers nothing. */
    void forget() {
        at = null;
        scanned = 0;
        blockEnd = 0;
    }

    private void remember(byte b, Segment segment, long position) {
        if (b != wanted) {
            wanted = b;
            blockEnd = 0;
        }
        if (at != segment) { // a store of a reference costs the collector's barrier
            at = segment;
        }
        scanned = position;
    }
}
