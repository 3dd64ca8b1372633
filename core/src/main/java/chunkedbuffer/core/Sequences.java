package chunkedbuffer.core;

import org.jspecify.annotations.Nullable;

/** The last two sequences that were looked for, as a header's end and a line's. */
final class Sequences {
    private @Nullable NeedleMemo last;
    private @Nullable NeedleMemo lastButOne;

    NeedleMemo of(byte[] wanted) {
        NeedleMemo memo = last;
        if (memo != null && memo.isFor(wanted)) {
            return memo;
        }
        NeedleMemo other = lastButOne;
        lastButOne = memo;
        last = other != null && other.isFor(wanted) ? other : new NeedleMemo(wanted);
        return last;
    }
}
