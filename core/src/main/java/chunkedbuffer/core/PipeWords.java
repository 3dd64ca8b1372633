package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.spi.BytesAccess;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The numbers through which the two sides of a pipe see each other, those of each side on cache lines of their own: what hardly
 * ever changes lies between them. {@code LayoutTest} holds the distances.
 *
 * <p>{@code published} holds the count of flushed bytes, shifted left by two, and in the two low bits the state of the tail (see
 * {@link PipeState}): one word, so that a change of one is never seen without the other.
 *
 * <p>The words are volatile, and read as such by name; the handles are for the steps that a field has no way of. {@code signals}
 * alone is not: a step of the reader looks at it behind a fence of its own.
 */
final class PipeWords {
    static final VarHandle PUBLISHED;
    static final VarHandle CONSUMED;
    static final VarHandle EXAMINED;
    static final VarHandle SIGNALS;
    static final VarHandle ENDING;
    static final VarHandle READABLE;
    static final VarHandle WRITABLE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PUBLISHED = lookup.findVarHandle(WriterWords.class, "published", long.class);
            CONSUMED = lookup.findVarHandle(ReaderWords.class, "consumed", long.class);
            EXAMINED = lookup.findVarHandle(ReaderWords.class, "examined", long.class);
            SIGNALS = lookup.findVarHandle(SharedWords.class, "signals", long.class);
            ENDING = lookup.findVarHandle(SeldomWords.class, "ending", Object.class);
            READABLE = lookup.findVarHandle(SeldomWords.class, "readable", Waiter.class);
            WRITABLE = lookup.findVarHandle(SeldomWords.class, "writable", Waiter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private PipeWords() {}

    /** Written by the writer, but for the taking of the tail. */
    abstract static class WriterWords {
        volatile long published;

        /**
         * The first segment ever linked: where a reader that has none begins, and a closer. Set before its first byte is published.
         * Here it fills what the object's header leaves of a word, where else a number of the other side would be put.
         */
        volatile @Nullable Segment first;
    }

    /** Written when the pipe is made: it keeps {@code published} away from the words of the others. */
    abstract static class Terms extends WriterWords {
        final long pauseThreshold;
        final long resumeThreshold;

        /** Bytes that the reader may consume between two fences. */
        final long stride;

        /** Bytes that may have been flushed since the reader's last fence without a pause that it has not seen. */
        final long patience;

        final @Nullable Executor readerExecutor;
        final @Nullable Executor writerExecutor;
        final Listening listening;

        /** The view that the reader may be looking at: no good any more when the pipe is closed. */
        final Bytes view = BytesAccess.get().view();

        /** This pipe as the user knows it. */
        Object outermostPipe = this;

        Terms(PipeOptions options) {
            pauseThreshold = options.pauseThreshold();
            resumeThreshold = options.resumeThreshold();
            stride = pauseThreshold == 0 ? Long.MAX_VALUE : pauseThreshold - resumeThreshold;
            patience = pauseThreshold == 0 ? Long.MAX_VALUE : pauseThreshold;
            readerExecutor = options.readerExecutor();
            writerExecutor = options.writerExecutor();
            listening = new Listening(this, readerExecutor);
        }

        /** By a listener that threw. */
        abstract void fail(Throwable cause);
    }

    /** Read by both sides at each step, and seldom written. */
    abstract static class SharedWords extends Terms {
        /**
         * 0 as long as a step needs to look at nothing else. The two low bits are {@link PipeState}'s flags of the reader's end;
         * above them stands 0 while the writer is not paused, else the number of the flush that paused it. As wide as
         * {@code published}, so that it fits into no smaller gap beside that.
         */
        long signals;

        SharedWords(PipeOptions options) {
            super(options);
        }
    }

    /** Written once, if at all: they keep {@code signals} away from the reader's words. */
    abstract static class SeldomWords extends SharedWords {
        /** Null while the stream goes on, or how it ended (see {@link PipeState}). The first one stands. */
        volatile @Nullable Object ending;

        /** Null until a reader waits for the first time: most pipes have a listener. */
        volatile @Nullable Waiter readable;

        /** Null until a writer waits for the first time. */
        volatile @Nullable Waiter writable;

        /** Why the reader went, if it said so. Set before {@code signals} says that it went. */
        volatile @Nullable Throwable reason;

        SeldomWords(PipeOptions options) {
            super(options);
        }
    }

    @SuppressWarnings("unused") // it is there to take up room
    abstract static class Gap extends SeldomWords {
        long gap1, gap2, gap3, gap4, gap5;

        Gap(PipeOptions options) {
            super(options);
        }
    }

    /** Written by the reader, at each step, as are the fields of {@link ReadCursor} that follow. */
    abstract static class ReaderWords extends Gap {
        /** Bytes that the reader is done with. */
        volatile long consumed;

        /** Position up to which the reader has looked and found too little, or for which it waits. */
        volatile long examined;

        ReaderWords(PipeOptions options) {
            super(options);
        }
    }
}
