package chunkedbuffer.core;

import chunkedbuffer.spi.ByteSearch;
import org.jspecify.annotations.Nullable;

/** One byte that is being looked for, and how far: as {@link NeedleMemo}, for the commonest of sequences. */
final class ByteMemo {
    private byte wanted;

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
    }

    private void remember(byte b, Segment segment, long position) {
        wanted = b;
        if (at != segment) { // a store of a reference costs the collector's barrier
            at = segment;
        }
        scanned = position;
    }
}
