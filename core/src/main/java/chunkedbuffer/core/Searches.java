package chunkedbuffer.core;

import org.jspecify.annotations.Nullable;

/** What a reader looks for: the last byte, the end of a line, and the last two sequences, each with how far it has looked. */
final class Searches {
    final ByteMemo lastByte = new ByteMemo();
    final ByteMemo newline = new ByteMemo();
    private @Nullable NeedleMemo last;
    private @Nullable NeedleMemo lastButOne;

    NeedleMemo sequence(byte[] wanted) {
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
