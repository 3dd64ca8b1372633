package chunkedbuffer.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The numbers through which the two sides of a pipe see each other, those of each side on cache lines of their own.
 *
 * <p>{@code published} holds the count of flushed bytes, shifted left by two, and in the two low bits the state of the tail (see
 * {@link PipeState}): one word, so that a change of one is never seen without the other.
 */
final class PipeWords {
    static final VarHandle PUBLISHED;
    static final VarHandle CONSUMED;
    static final VarHandle EXAMINED;
    static final VarHandle SIGNALS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PUBLISHED = lookup.findVarHandle(WriterWords.class, "published", long.class);
            CONSUMED = lookup.findVarHandle(ReaderWords.class, "consumed", long.class);
            EXAMINED = lookup.findVarHandle(ReaderWords.class, "examined", long.class);
            SIGNALS = lookup.findVarHandle(SharedWords.class, "signals", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private PipeWords() {}

    /** Written by the writer, but for the taking of the tail. */
    abstract static class WriterWords {
        long published;
    }

    @SuppressWarnings("unused") // it is there to take up room
    abstract static class Gap extends WriterWords {
        long gap1, gap2, gap3, gap4, gap5, gap6, gap7;
    }

    /** Read by both sides at each step, and seldom written. */
    abstract static class SharedWords extends Gap {
        /**
         * 0 as long as a step needs to look at nothing else. The two low bits are {@link PipeState}'s flags of the reader's end;
         * above them stands 0 while the writer is not paused, else the number of the flush that paused it.
         */
        int signals;
    }

    @SuppressWarnings("unused") // it is there to take up room
    abstract static class SecondGap extends SharedWords {
        long gap8, gap9, gap10, gap11, gap12, gap13, gap14;
    }

    /** Written by the reader, at each step, as are the fields of {@link ReadCursor} that follow. */
    abstract static class ReaderWords extends SecondGap {
        /** Bytes that the reader is done with. */
        long consumed;

        /** Position up to which the reader has looked and found too little, or for which it waits. */
        long examined;
    }
}
