package chunkedbuffer.core;

/** What a reader looks for: the last byte, the end of a line, and the last sequences, each with how far it has looked. */
final class Searches {
    final ByteMemo lastByte = new ByteMemo();
    final ByteMemo newline = new ByteMemo();
    private final Sequences sequences = new Sequences();

    /** For searches that begin anywhere: kept so that none allocates, and not to go on from. */
    private final ByteMemo byteAhead = new ByteMemo();

    private final Sequences sequencesAhead = new Sequences();

    /** As it was left by the last search for the same sequence. */
    NeedleMemo sequence(byte[] wanted) {
        return sequences.of(wanted);
    }

    /** Which knows nothing, for a search behind the position. */
    ByteMemo byteAhead() {
        byteAhead.forget();
        return byteAhead;
    }

    /** Which knows nothing, for a search behind the position. */
    NeedleMemo sequenceAhead(byte[] wanted) {
        NeedleMemo memo = sequencesAhead.of(wanted);
        memo.forget();
        return memo;
    }
}
