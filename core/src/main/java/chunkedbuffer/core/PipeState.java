package chunkedbuffer.core;

import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.spi.BytesAccess;
import chunkedbuffer.spi.ChunkShare;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the two ends of a pipe share. No lock: one writer, one reader, and anybody who closes, each step one atomic access.
 *
 * <p>The reader's end extends it, so that a read has all that it looks at in one object; the writer's end refers to it.
 *
 * <h2>The list</h2>
 * The writer links {@link Segment}s at the tail, the reader passes them at the head. Every linked segment holds at least one
 * byte. Positions are counted from the beginning of the stream and never come back. A closer begins at {@link #head} and walks
 * to the end, while the reader may still pass segments and the writer link some; whoever of them claims a chunk gives it back. A
 * passed segment is used again only if the reader finds no closer after it has moved {@link #head}: then one that comes later
 * begins behind it, so the way of a closer stays as it was.
 *
 * <h2>The tail</h2>
 * The chunk at the tail is shared: the writer fills it while the reader reads it. Its state stands beside the count of flushed
 * bytes in {@code published}:
 *
 * <pre>
 *            writer: begin (CAS)                       writer: rests with unflushed bytes
 *   IDLE ───────────────────────▶ BUSY ───────────────────────────────────▶ HELD ──▶ BUSY …
 *    │  ◀──────────────────────────│ writer: rests, all is flushed            │
 *    │ reader or writer, when all  ▲                                          │
 *    │ is consumed; closer (CAS)   │ writer: begins anew, with another chunk  │ closer (CAS)
 *    └──────────────────────▶ TAKEN ◀─────────────────────────────────────────┘
 * </pre>
 *
 * Whoever makes it TAKEN gives the chunk back, so a pipe that was read empty holds none; a reader that takes the last bytes as a
 * slice does so just before it steps over them, and the chunk is the slice's then. The reader's CAS compares the count
 * too: it succeeds only if nothing was flushed since it looked. Writer: publish, then look at {@code consumed}; reader: publish
 * {@code consumed}, then look at the tail: both with volatile accesses, so the last one of the two finds the pipe empty.
 *
 * <p>To link a chunk that is filled already takes no hold: the writer touches no memory at the tail, will not go on there, and
 * says last what the state of the new tail is, IDLE or HELD, whatever that of the old one was. Meanwhile the old one may be taken,
 * and a closer may take both. A reader that finds a new one there without a byte to read lets it be.
 *
 * <h2>Back-pressure</h2>
 * The writer puts a fresh number into {@code signals} and then looks once more: it stays paused only if {@code pauseThreshold} or
 * more are still unexamined. The reader looks at {@code signals} at each step, behind a full fence at least once in every
 * {@code pauseThreshold - resumeThreshold} bytes that it consumes. From a state in which the writer stays paused to one in which
 * it may go on the reader consumes that many bytes, so there is a fence in between, and one of the two sees the other; a step
 * that finds a pause judges it after its own store. A fresh number at each flush keeps the reader from ending a pause on an
 * older count.
 *
 * <p>A read that found too few has examined all there was, and says so behind a full fence if that could matter: if there is a
 * pause, or if {@code pauseThreshold} bytes or more have been flushed since the last fence. If fewer, the flush that the reader
 * saw last cannot have paused the writer, and a later one calls the reader again.
 *
 * <h2>Closing</h2>
 * A closer sets {@link #CLOSED} first and then sweeps the list, all but a tail that is BUSY: that one the writer finds when it
 * rests, since it looks at the flag after it has published its state. A reader that was in the middle of a call may read memory
 * that has gone home meanwhile; it looks at the flag, behind an acquire fence, before it returns anything, and throws. What
 * spoils the memory comes after the flag, so whoever has read spoilt bytes sees the flag.
 *
 * <p>The reader's {@link ChunkShare}, of which it gives slots away without an atomic step, is left by the closer in its place.
 * A slot given away at that moment: the closer sees it, and it stays good, or the reader sees the flag, and throws.
 */
abstract class PipeState extends PipeWords.ReaderWords {
    static final int IDLE = 0;
    static final int HELD = 1;
    static final int BUSY = 2;
    static final int TAKEN = 3;

    /** The reader will not read any more: the writer's calls throw. */
    private static final long GONE = 1;

    /** The reader's end is closed: the reader's calls throw too. */
    private static final long CLOSED = 2;

    /** The bits of the flags; the number of a pause stands above them. */
    private static final long FLAGS = GONE | CLOSED;

    private static final int PAUSE_SHIFT = 2;

    /** Segments out of use in a pile. There are three: the reader's, the writer's and the one that lies between them. */
    private static final int MAX_SPARES = 16;

    /** What a writer waits for that waits for memory, not for the end of a pause. */
    private static final long MEMORY = 1;

    /** The same, or for its {@link Reserve} to come back. */
    private static final long MEMORY_OR_RESERVE = 2;

    /** Numbers of pauses go from 1 to this one, and begin again. */
    static final int MAX_PAUSE = Integer.MAX_VALUE;

    private static final VarHandle HEAD;
    private static final VarHandle SPARES;

    /** How a stream ended that has no failure; else it is the cause. */
    private static final Object WELL = new Object();

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(PipeState.class, "head", Segment.class);
            SPARES = lookup.findVarHandle(PipeState.class, "spares", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The reader's place, or null before its first look. */
    private volatile @Nullable Segment head;

    /** What the reader gives slots of away: the chunk has one reference for it. Set and left by the reader; left by a closer. */
    private volatile @Nullable ChunkShare offered;

    /** Passed segments for the writer to use again, so that a stream makes no garbage: a pile that the reader still adds to. */
    private @Nullable Segment passed;

    /** The pile that the writer takes next, whole. The reader puts one here only where there is none, the writer takes it away. */
    @SuppressWarnings("unused") // read through SPARES
    private @Nullable Segment spares;

    PipeState(PipeOptions options) {
        super(options);
    }

    // ---- waits

    private final class ReadableWait extends Waiter {
        ReadableWait() {
            super("readable", readerExecutor);
        }

        @Override
        boolean ready(long target) {
            return ended() || closed() || flushed() >= target;
        }

        @Override
        @Nullable
        RuntimeException refusal() {
            return closed() ? readerIsClosed() : null;
        }

        @Override
        void failed(Throwable cause) {
            fail(cause);
        }
    }

    final class WritableWait extends Waiter {
        /** Whether the pool has told of memory since the last wait for it began. */
        private volatile boolean memoryCame;

        /** Whether the pool was asked and has not told yet: it is asked once, however many waits end without it. */
        private volatile boolean asked;

        /** Whether the writer's {@link Reserve} is somewhere on its way. */
        private volatile boolean reserveIsOut;

        WritableWait() {
            super("writable", writerExecutor);
        }

        @Override
        boolean ready(long target) {
            return gone() || (target == 0 ? !paused() : memoryCame || (target == MEMORY_OR_RESERVE && !reserveIsOut));
        }

        /** Begins a wait for memory. */
        private void ask(Consumer<Runnable> pool) {
            memoryCame = false;
            if (!asked) {
                asked = true;
                try {
                    pool.accept(this::told);
                } catch (Throwable e) {
                    asked = false;
                    throw e;
                }
            }
        }

        /** In this order: who begins a wait meanwhile asks anew, or finds that memory came. */
        private void told() {
            asked = false;
            memoryCame = true;
            wake();
        }

        /** By whoever lets go of it last. */
        void reserveIsBack() {
            reserveIsOut = false;
            wake();
        }

        @Override
        @Nullable
        RuntimeException refusal() {
            return gone() ? readerIsGone() : null;
        }

        @Override
        void failed(Throwable cause) {
            if (end(cause)) {
                tellReader();
            } else {
                Log.LOG.warn("What waited to write to a pipe failed when the stream had ended already", cause);
            }
        }
    }

    final Waiter readable() {
        Waiter made = readable;
        return made != null ? made : first(PipeWords.READABLE, new ReadableWait());
    }

    final Waiter writable() {
        Waiter made = writable;
        return made != null ? made : first(PipeWords.WRITABLE, new WritableWait());
    }

    /** The writer's wait for memory, which {@code pool} is asked to tell of, or for the reserve. */
    final CompletionStage<@Nullable Void> whenMemory(Consumer<Runnable> pool, boolean orReserve) {
        WritableWait wait = (WritableWait) writable();
        wait.ask(pool);
        return wait.stage(orReserve ? MEMORY_OR_RESERVE : MEMORY);
    }

    /** The same, with the calling thread parked. */
    final void awaitMemory(Consumer<Runnable> pool, boolean orReserve) throws InterruptedException {
        WritableWait wait = (WritableWait) writable();
        wait.ask(pool);
        wait.await(orReserve ? MEMORY_OR_RESERVE : MEMORY);
    }

    /** By the writer: its reserve, or null while that is out. */
    @Nullable
    Reserve takeReserve() {
        WritableWait wait = (WritableWait) writable();
        if (wait.reserveIsOut) {
            return null;
        }
        wait.reserveIsOut = true;
        return new Reserve(wait);
    }

    private Waiter first(VarHandle place, Waiter mine) {
        Waiter other = (Waiter) place.compareAndExchange(this, null, mine);
        return other != null ? other : mine;
    }

    /** Who waits has put its waiter into the place before it looked for the last time: where there is none, nobody sleeps. */
    private static void wake(@Nullable Waiter waiter) {
        if (waiter != null) {
            waiter.wake();
        }
    }

    /** Whether that is this pipe, or its writer's end, as the user knows them. */
    abstract boolean isSelf(Object target);

    // ---- published

    long word() {
        return published;
    }

    long flushed() {
        return published >>> 2;
    }

    /** By the writer: a full fence. */
    void publish(long flushedBytes, int tailState) {
        published = flushedBytes << 2 | tailState;
    }

    boolean change(long word, int tailState) {
        return PipeWords.PUBLISHED.compareAndSet(this, word, (word & ~3L) | tailState);
    }

    static int tailState(long word) {
        return (int) word & 3;
    }

    // ---- consumed, examined, pause

    long consumed() {
        return consumed;
    }

    void publishConsumed(long position) {
        PipeWords.CONSUMED.setRelease(this, position);
    }

    /** By the reader: says that it has looked as far as {@code position}. */
    void publishExamined(long position) {
        if (position > examined) {
            PipeWords.EXAMINED.setRelease(this, position);
        }
    }

    private long unexamined() {
        return flushed() - Math.max(consumed, examined);
    }

    /** Behind an acquire fence of the caller's: whether there is neither a pause nor an end of the reader to look at. */
    boolean quiet() {
        return signals == 0;
    }

    boolean paused() {
        return ((long) PipeWords.SIGNALS.getVolatile(this) & ~FLAGS) != 0;
    }

    /** By the writer, at a flush: pauses if too much lies there. Says whether writing may go on. */
    boolean judge(int flush) {
        if (pauseThreshold == 0) {
            return true;
        }
        if (unexamined() >= pauseThreshold) {
            boolean before = pause(flush);
            if (before || unexamined() >= pauseThreshold) {
                return !paused();
            }
            // The reader has caught up meanwhile; a stage of an earlier pause may still wait.
            if (endPause((long) flush << PAUSE_SHIFT)) {
                wake(writable);
            }
        }
        return !paused();
    }

    /** Begins a pause, or gives one a new number. Whether there was one. */
    private boolean pause(int flush) {
        while (true) {
            long seen = (long) PipeWords.SIGNALS.getVolatile(this);
            if (PipeWords.SIGNALS.compareAndSet(this, seen, (seen & FLAGS) | (long) flush << PAUSE_SHIFT)) {
                return (seen & ~FLAGS) != 0;
            }
        }
    }

    /** Ends the pause of that number; false if there is none. */
    private boolean endPause(long pause) {
        while (true) {
            long seen = (long) PipeWords.SIGNALS.getVolatile(this);
            if ((seen & ~FLAGS) != pause) {
                return false;
            }
            if (PipeWords.SIGNALS.compareAndSet(this, seen, seen & FLAGS)) {
                return true;
            }
        }
    }

    /** By the reader: ends a pause if little enough lies there now. */
    void resume() {
        long pause = (long) PipeWords.SIGNALS.getVolatile(this) & ~FLAGS;
        while (pause != 0 && unexamined() <= resumeThreshold) {
            if (endPause(pause)) {
                wake(writable);
                return;
            }
            pause = (long) PipeWords.SIGNALS.getVolatile(this) & ~FLAGS;
        }
    }

    // ---- the end of the stream

    boolean ended() {
        return ending != null;
    }

    @Nullable
    Throwable cause() {
        return ending instanceof Throwable cause ? cause : null;
    }

    /** Ends the stream; false if it has ended already. */
    boolean end(@Nullable Throwable cause) {
        return PipeWords.ENDING.compareAndSet(this, null, cause == null ? WELL : cause);
    }

    /** Tells the reader that there are more bytes, or that there will be none. */
    void tellReader() {
        wake(readable);
        listening.signal();
    }

    /** By a listener that threw: nobody reads any more, and this is why. What is there stays readable. */
    @Override
    final void fail(Throwable cause) {
        end(GONE, cause);
        if (!end(cause)) {
            Log.LOG.warn("The listener of a pipe failed when the stream had ended already", cause);
        }
        wake(readable);
    }

    IOException ioFailure(Throwable cause) {
        return new IOException("The stream ended with a failure: " + cause, cause);
    }

    // ---- the end of the reader

    boolean gone() {
        return ((long) PipeWords.SIGNALS.getVolatile(this) & GONE) != 0;
    }

    boolean closed() {
        return ((long) PipeWords.SIGNALS.getVolatile(this) & CLOSED) != 0;
    }

    ReaderClosedException readerIsGone() {
        Throwable cause = reason;
        String message = "The reader of this pipe has closed: what is written is dropped";
        return cause == null
                ? new ReaderClosedException(message)
                : new ReaderClosedException(message + " (" + cause + ")", cause);
    }

    IllegalStateException readerIsClosed() {
        return new IllegalStateException("The reader's end of this pipe is closed: nothing can be read any more");
    }

    void close(@Nullable Throwable cause) {
        if (end(GONE | CLOSED, cause)) {
            listening.set(null);
            BytesAccess.get().invalidate(view);
            sweep();
            ChunkShare share = offered;
            if (share != null) {
                share.leave();
            }
            wake(readable);
        }
    }

    /** By the reader. A closer that comes later finds it, or the caller, which looks at the flag next, finds the closer. */
    void offer(@Nullable ChunkShare share) {
        offered = share;
    }

    /** The writer's calls throw from now on; what was flushed can still be read. */
    final void refuse() {
        end(GONE, null);
    }

    private boolean end(long wanted, @Nullable Throwable cause) {
        if (cause != null && !gone()) {
            reason = cause;
        }
        long before = (long) PipeWords.SIGNALS.getAndBitwiseOr(this, wanted);
        if ((before & GONE) == 0) {
            wake(writable);
        }
        return (before & wanted) != wanted;
    }

    // ---- the list

    /** By the reader: its place, or null if there is nothing yet. */
    @Nullable
    Segment place() {
        Segment segment = head;
        if (segment == null) {
            segment = first;
            HEAD.setRelease(this, segment);
        }
        return segment;
    }

    /** By the reader: leaves a segment that has a next one, and goes there. A full fence. */
    void pass(Segment segment, Segment next) {
        HEAD.setRelease(this, next);
        VarHandle.fullFence(); // a closer that is not seen behind it begins at the next one
        Chunk done = segment.claim();
        if (!closed()) {
            segment.forget();
            recycle(segment);
        }
        if (done != null) {
            done.release(); // last: the pool may run those that wait for memory, and they may read here
        }
    }

    /** By the reader: keeps a segment that is out of use. The height of a pile stands in the limit of its top. */
    private void recycle(Segment segment) {
        Segment top = passed;
        int height = top == null ? 0 : top.limit;
        if (height < MAX_SPARES) {
            segment.pile(top, height + 1);
            top = segment;
        }
        if (SPARES.getOpaque(this) == null) {
            SPARES.setRelease(this, top);
            top = null;
        }
        passed = top;
    }

    /** By the writer: a pile of segments that are out of use, or null. */
    @Nullable
    Segment takeSpares() {
        Segment top = (Segment) SPARES.getAcquire(this);
        if (top != null) {
            SPARES.setRelease(this, null);
        }
        return top;
    }

    /** Gives every chunk back but a tail that the writer is busy with. Everybody may call it once the pipe is closed. */
    void sweep() {
        boolean tailToo = takeTail();
        Segment place = head;
        Segment segment = place != null ? place : first;
        while (segment != null) {
            Segment next = segment.next();
            if (next != null || tailToo) {
                segment.release();
            }
            segment = next;
        }
    }

    /** By a closer: whether the writer will not touch the tail any more. */
    private boolean takeTail() {
        while (true) {
            long word = word();
            int state = tailState(word);
            if (state == BUSY) {
                return false;
            }
            if (state == TAKEN || change(word, TAKEN)) {
                return true;
            }
        }
    }

    /** Made when there is something to say. */
    private static final class Log {
        static final Logger LOG = LoggerFactory.getLogger(PipeState.class);
    }
}
