package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.spi.BytesAccess;
import chunkedbuffer.spi.ChunkShare;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reader's place in the stream: what is there, the memory at hand, and the step over it. Its fields belong to the reader's
 * thread; what the writer sees goes through {@link PipeState}.
 *
 * <p>A read has three steps: look whether there is enough ({@link #there}), copy or share, {@link #consume}. The second may read
 * memory that a closer on another thread has given back meanwhile: {@link #checkOpen} behind it, or {@link #consume}, which looks
 * at the same word, throws then.
 *
 * <p><b>The fast path.</b> As long as a step stays within the segment at hand, nothing is looked at but the reader's own fields
 * and one word that is seldom written ({@link PipeState#quiet}). Within a call the order is: the reader's fields and the memory,
 * by plain loads; one acquire fence; the word; the stores. So the compiler keeps what one call stores in registers for the next.
 */
abstract class ReadCursor extends PipeState {
    static final BytesAccess ACCESS = BytesAccess.get();
    private static final ByteBuffer NO_MEMORY = ByteBuffer.allocate(0);

    long position;

    /** Flushed bytes, as last seen. */
    long end;

    /** Whether the stream had ended before {@link #end} was last seen: then no more will come. */
    boolean ended;

    /** Position up to which all was looked at by a read that found too little. */
    long lookedTo;

    /** Where {@link #position} was at the last full fence. */
    private long fencedAt;

    /** A step to a position below this one stays within the segment at hand, leaves a byte there, and needs no fence. */
    private long easy;

    /**
     * The segment of the next byte as last looked up: its memory, little-endian, the position of index 0, and the position up
     * to which the reader knows that bytes are there. 0: none is at hand.
     */
    ByteBuffer memory = NO_MEMORY;

    long base;
    long window;
    private @Nullable Segment here;

    /** Whether {@link #view} shows a part of the chunk at hand, so that it need only be moved. */
    private boolean shown;

    /** What slices of the chunk at hand share, if there is more than one. */
    private @Nullable ChunkShare share;

    /** A view for the reader's own use. */
    private @Nullable Bytes scratch;

    ReadCursor(PipeOptions options) {
        super(options);
    }

    final long position() {
        return position;
    }

    // ---- what is there

    /** What was read before this call is good if it returns. */
    final void checkOpen() {
        VarHandle.acquireFence();
        if (!quiet() && closed()) {
            throw readerIsClosed();
        }
    }

    final boolean there(long n) {
        return end - position >= n || look() >= n;
    }

    /**
     * Looks at what has been flushed; how much of it is not consumed. Goes on to the segment of the next byte if there is one, so
     * that {@link #here} is right whenever there is something to read.
     */
    final long look() {
        ended = ended(); // first: then nothing comes after what is flushed by then
        long flushed = flushed();
        if (flushed != end) {
            end = flushed;
            settle();
        }
        return end - position;
    }

    /**
     * Leaves the segments that are behind the position. A chunk that goes home may wake somebody who reads here, so nothing is
     * kept over a step.
     */
    private void settle() {
        Segment at = Objects.requireNonNull(place());
        while (position >= at.end()) {
            Segment next = at.next();
            if (next == null) {
                break;
            }
            leaveChunk();
            fencedAt = position;
            pass(at, next);
            at = Objects.requireNonNull(place());
        }
        here = at;
        if (position < end) {
            memory = at.memory();
            base = at.base;
            window = Math.min(end, at.end());
            easy = easy();
        }
    }

    private long easy() {
        long fence = stride > Long.MAX_VALUE - fencedAt ? Long.MAX_VALUE : fencedAt + stride;
        return Math.min(window, fence);
    }

    /** The segment of the next byte. There is one. */
    final Segment here() {
        return Objects.requireNonNull(here);
    }

    /** The segment of a byte that is there. */
    final Segment segmentOf(long at) {
        Segment segment = here();
        while (at >= segment.end()) {
            segment = following(segment);
        }
        return segment;
    }

    static Segment following(Segment segment) {
        return Objects.requireNonNull(segment.next());
    }

    final byte byteAt(long at) {
        if (at < window) {
            return memory.get((int) (at - base));
        }
        Segment segment = segmentOf(at);
        return segment.memory().get((int) (at - segment.base));
    }

    // ---- consuming

    /**
     * Steps over {@code n} bytes that are there. The last thing that a read does: what waits for it runs in here. Throws, and
     * consumes nothing, if the reader's end is closed.
     */
    final void consume(long n) {
        long to = position + n;
        VarHandle.acquireFence();
        if (to < easy && quiet()) {
            publishConsumed(to);
            position = to;
        } else {
            consumeSlowly(to);
        }
    }

    private void consumeSlowly(long to) {
        if (closed()) {
            throw readerIsClosed();
        }
        if (to != position) {
            moveTo(to);
            if (paused()) { // asked here for the size of this method: see SlowPathTest
                resume();
            }
        }
    }

    /** Steps over bytes that somebody has taken already, even if the reader's end was closed meanwhile. */
    final void consumeTaken(long n) {
        if (n > 0) {
            moveTo(position + n);
            resume();
        }
    }

    /** The caller ends a pause behind it. */
    private void moveTo(long to) {
        position = to;
        publishConsumed(to);
        if (to >= window) {
            settle();
        }
        if (position == end || position - fencedAt >= stride) {
            fence();
            if (position == end) {
                Segment tail = here();
                forget();
                returnTail(tail);
            }
        }
    }

    /** What the reader has consumed is seen by everybody, and it sees what everybody did before they saw it. */
    private void fence() {
        fencedAt = position;
        easy = easy();
        VarHandle.fullFence();
    }

    /** Lets go of the memory at hand, so that an idle pipe keeps none alive that its pool has given up. */
    private void forget() {
        leaveChunk();
        memory = NO_MEMORY;
        window = 0;
        easy = 0;
        ACCESS.clear(view);
        Bytes own = scratch;
        if (own != null) {
            ACCESS.clear(own);
        }
    }

    /** Nothing more is shared or shown of the chunk at hand. */
    private void leaveChunk() {
        shown = false;
        ChunkShare last = share;
        if (last != null) {
            share = null;
            offer(null);
            last.leave();
        }
    }

    /**
     * Gives the tail's chunk back if all is consumed and the writer rests; else the writer does so when it comes to rest. A slice may
     * have it already. A segment without a consumed byte is one that the writer has just linked, and not flushed.
     */
    private void returnTail(Segment tail) {
        if (position > tail.begin() && (tail.peekChunk() == null || change(position << 2, PipeState.TAKEN))) {
            tail.empty();
        }
    }

    // ---- examining

    /** A read found too little: it has looked at all there was. */
    final void examineAll() {
        lookedTo = end;
        if (!ended) {
            examine(end, false);
        }
    }

    /** How many bytes there are when there are some that no read has looked at that found too little. */
    final long more() {
        return Math.max(0, lookedTo - position) + 1;
    }

    /** The reader needs {@code minBytes}, which are not there; {@code waits}: it may sleep next. The position after them. */
    final long examineAhead(long minBytes, boolean waits) {
        long target = minBytes > Long.MAX_VALUE / 8 - position ? Long.MAX_VALUE / 8 : position + minBytes;
        examine(target, waits);
        return target;
    }

    /**
     * A read will copy the next {@code count} bytes: a writer that they have paused may fill other memory meanwhile. What waits
     * for that runs in here, and may read, so whoever calls it looks anew.
     */
    final void announce(long count) {
        if (paused()) {
            publishExamined(position + count);
            fence();
            resume();
        }
    }

    private void examine(long target, boolean waits) {
        publishExamined(target);
        if (waits || end - fencedAt >= patience || !quiet()) {
            fence();
            resume();
        }
    }

    // ---- copying

    /** A copy of the next {@code count} bytes, wherever they lie. */
    final byte[] copyOf(int count) {
        byte[] dst = new byte[count];
        copy(dst, 0, count);
        return dst;
    }

    final void copy(byte[] dst, int offset, int count) {
        Segment segment = here();
        long at = position;
        int to = offset;
        int left = count;
        while (left > 0) {
            long rest = segment.end() - at;
            if (rest <= 0) {
                segment = following(segment);
                continue;
            }
            int size = (int) Math.min(left, rest);
            segment.memory().get((int) (at - segment.base), dst, to, size);
            at += size;
            to += size;
            left -= size;
        }
    }

    final void copy(ByteBuffer dst, int index, int count) {
        Segment segment = here();
        long at = position;
        int to = index;
        int left = count;
        while (left > 0) {
            long rest = segment.end() - at;
            if (rest <= 0) {
                segment = following(segment);
                continue;
            }
            int size = (int) Math.min(left, rest);
            dst.put(to, segment.memory(), (int) (at - segment.base), size);
            at += size;
            to += size;
            left -= size;
        }
    }

    // ---- sharing

    /** A handle on the next {@code count} bytes; {@code total} are consumed. */
    final Bytes share(long count, long total) {
        Bytes shared = count == 0 ? Bytes.empty() : retained(count, total);
        try {
            consume(total);
            return shared;
        } catch (IllegalStateException e) {
            shared.close();
            throw e;
        }
    }

    /** A handle on the next {@code count} bytes, behind which there may be more to share. */
    private Bytes retained(long count, long total) {
        ChunkShare current = share;
        return current == null || current.isSpent() || position + count > window
                ? retainedAnew(count, total)
                : share(current, count);
    }

    private Bytes share(ChunkShare current, long count) {
        int from = (int) (position - base);
        return ACCESS.share(current, from, (int) (from + count));
    }

    /** The first of a chunk, the first after as many as a share has, the last, or one that lies over several chunks. */
    private Bytes retainedAnew(long count, long total) {
        if (!liesAtHand(count)) {
            return retained(count);
        }
        return position + total < window && ChunkShare.suits(chunk(here()))
                ? share(shareAnew(), count)
                : last(count, total);
    }

    /** A handle on the last bytes at hand. If nothing will be read of the chunk behind them, it is the handle's from now on. */
    private Bytes last(long count, long total) {
        int from = indexAtHand();
        Segment segment = here();
        boolean leaves = ChunkShare.suits(chunk(segment)) && leaves(segment, position + total);
        return ACCESS.own(leaves ? claim(segment) : retain(segment), from, (int) (from + count));
    }

    final int indexAtHand() {
        return (int) (position - base);
    }

    private boolean liesAtHand(long count) {
        return position + count <= window;
    }

    /** The pipe's own reference to the chunk. The segment keeps the memory until the step, which may be refused. */
    private Chunk claim(Segment segment) {
        Chunk chunk = segment.claim();
        if (chunk == null) {
            throw readerIsClosed(); // only a closer takes chunks that are not read
        }
        return chunk;
    }

    /** Whether a step to there leaves the segment for good. A tail is taken, then, which the writer does not go on with. */
    private boolean leaves(Segment segment, long to) {
        return segment.next() != null ? to >= segment.end() : to == end && change(to << 2, TAKEN);
    }

    private ChunkShare shareAnew() {
        ChunkShare fresh = new ChunkShare(retain(here()));
        share = fresh;
        offer(fresh);
        if (closed()) {
            fresh.leave();
            throw readerIsClosed();
        }
        return fresh;
    }

    /** A handle of its own on the next {@code count} bytes. */
    final Bytes retained(long count) {
        Segment segment = here();
        int from = (int) (position - segment.base);
        if (position + count <= segment.end()) {
            return ACCESS.own(retain(segment), from, (int) (from + count));
        }
        Chunk[] chunks = new Chunk[4];
        int[] begins = new int[4];
        int[] ends = new int[4];
        int parts = 0;
        long at = position;
        long stop = position + count;
        while (true) {
            if (parts == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * parts);
                begins = Arrays.copyOf(begins, 2 * parts);
                ends = Arrays.copyOf(ends, 2 * parts);
            }
            try {
                chunks[parts] = retain(segment);
            } catch (IllegalStateException e) {
                for (int part = 0; part < parts; part++) {
                    chunks[part].release();
                }
                throw e;
            }
            begins[parts] = (int) (at - segment.base);
            at = Math.min(stop, segment.end());
            ends[parts] = (int) (at - segment.base);
            parts++;
            if (at == stop) {
                return ACCESS.own(chunks, begins, ends, parts);
            }
            segment = following(segment);
        }
    }

    /** The chunk of the next {@code count} bytes, with one more reference for the caller; null if they lie in several. */
    final @Nullable Chunk heldFor(long count) {
        if (!liesAtHand(count)) {
            return null;
        }
        Chunk chunk = retain(here());
        try {
            checkOpen(); // else it may be another pipe's by now
        } catch (IllegalStateException e) {
            chunk.release();
            throw e;
        }
        return chunk;
    }

    private Chunk retain(Segment segment) {
        Chunk chunk = chunk(segment);
        if (!ACCESS.retain(chunk)) {
            throw readerIsClosed();
        }
        return chunk;
    }

    private Chunk chunk(Segment segment) {
        Chunk chunk = segment.peekChunk();
        if (chunk == null) {
            throw readerIsClosed(); // only a closer takes chunks that are not read
        }
        return chunk;
    }

    // ---- showing

    /** The view of all that is there. */
    final Bytes showAll() {
        long at = position; // before the first look at a shared word: see the class comment
        long flushed = flushed();
        if (flushed != window || !shown) {
            return showAnew();
        }
        int from = (int) (at - base);
        int to = (int) (flushed - base);
        checkOpen();
        ACCESS.move(view, from, to);
        return view;
    }

    private Bytes showAnew() {
        checkOpen();
        long count = look();
        show(view, count);
        shown = count > 0 && end == window;
        // A closer that ended the view before it was bound here must be seen.
        VarHandle.fullFence();
        if (closed()) {
            shown = false;
            ACCESS.invalidate(view);
            throw readerIsClosed();
        }
        return view;
    }

    /** The next {@code count} bytes, for the reader's own use. */
    final Bytes scratch(long count) {
        Bytes own = scratch;
        if (own == null) {
            own = ACCESS.view();
            scratch = own;
        }
        show(own, count);
        return own;
    }

    /** Makes a view show the next {@code count} bytes. */
    private void show(Bytes view, long count) {
        if (count == 0) {
            ACCESS.clear(view);
            return;
        }
        Segment segment = here();
        if (position + count <= segment.end()) {
            int from = (int) (position - segment.base);
            ACCESS.bind(view, chunk(segment), from, (int) (from + count));
            return;
        }
        ACCESS.clear(view);
        long at = position;
        long stop = position + count;
        while (true) {
            long to = Math.min(stop, segment.end());
            ACCESS.add(view, chunk(segment), (int) (at - segment.base), (int) (to - segment.base));
            at = to;
            if (at == stop) {
                return;
            }
            segment = following(segment);
        }
    }
}
