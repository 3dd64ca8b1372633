package chunkedbuffer.core;

import chunkedbuffer.spi.Needle;
import org.jspecify.annotations.Nullable;

/**
 * One sequence that is being looked for, and how far: a search goes on where the last one stopped.
 *
 * <p>Positions are the stream's own, so that what is consumed in between does no harm.
 */
final class NeedleMemo {
    private final Needle needle;

    /** Position up to which all was looked at. */
    private long scanned;

    /** The segment that holds the byte before {@link #scanned}: still linked as long as that byte is not consumed. */
    private @Nullable Segment at;

    /** Position of the first match, or -1. */
    private long found = -1;

    NeedleMemo(byte[] sequence) {
        needle = new Needle(sequence);
    }

    boolean isFor(byte[] sequence) {
        return needle.matches(sequence);
    }

    /** Whether a search from {@code position} on would go on behind it, or has its answer already. */
    boolean isAhead(long position) {
        return scanned > position || found >= position;
    }

    /** Remembers nothing but the sequence. */
    void forget() {
        at = null;
        scanned = 0;
        found = -1;
    }

    /** Bytes at the end of what was looked at that the sequence may begin with. */
    int matched() {
        return needle.matched();
    }

    /**
     * The position of the first match in the stretch from {@code position}, which {@code head} holds, to {@code end}; or -1.
     */
    long find(Segment head, long position, long end) {
        if (found >= position) {
            return found;
        }
        Segment segment = at;
        if (segment == null || found >= 0 || scanned - needle.matched() < position || scanned <= position) {
            needle.reset();
            scanned = position;
            segment = head;
            found = -1;
        }
        while (scanned < end) {
            long stop = Math.min(end, segment.end());
            if (stop <= scanned) {
                Segment next = segment.next();
                if (next == null) {
                    break;
                }
                segment = next;
                continue;
            }
            int after = needle.scan(segment.memory(), (int) (scanned - segment.base), (int) (stop - segment.base));
            if (at != segment) { // a store of a reference costs the collector's barrier
                at = segment;
            }
            if (after >= 0) {
                scanned = segment.base + after;
                found = scanned - needle.length();
                return found;
            }
            scanned = stop;
        }
        return -1;
    }
}
