package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.spi.BoundedWriter;
import chunkedbuffer.spi.BytesAccess;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The writer's end. Its fields belong to the writer's thread; what the reader sees goes through {@link PipeState}.
 *
 * <p>Each call that touches memory is a bracket: {@link #begin()} makes the tail BUSY, {@link #rest()} lets go of it, unless a
 * buffer is out, which keeps it BUSY until {@code advance}. What only hands out or links another chunk needs no {@code begin()}.
 */
final class WriteEnd implements PipeWriter, BoundedWriter {
    private static final BytesAccess ACCESS = BytesAccess.get();
    private static final int NONE = -1;

    private final PipeState state;
    private final ChunkSupply supply;
    private final int inputCutoffSize;

    /** The outermost object of this end, for adapters. */
    private PipeWriter self = this;

    /** The last segment that was linked. */
    private @Nullable Segment tail;

    /** Index in the tail's chunk of the next byte to write. */
    private int index;

    /** Index after the last byte that may be written in the tail's chunk; {@link #index} if none may. */
    private int room;

    /** Whether the tail's chunk came from the pool and is still there to be written. */
    private boolean own;

    /** A pile of segments that are out of use. */
    private @Nullable Segment unused;

    /** A segment handed out and not yet linked, since it is empty. */
    private @Nullable Segment fresh;

    /** Bytes handed out and not yet advanced over, or {@link #NONE}. */
    private int handedOut = NONE;

    private long written;
    private long flushed;

    /** The segment of the last flushed byte. The reader may have left it. */
    private @Nullable Segment flushedTail;

    /** The first of the segments that hold nothing but what was not flushed. */
    private @Nullable Segment firstUnflushed;

    private int flushes;

    WriteEnd(PipeState state, ChunkPool pool, PipeOptions options) {
        this.state = state;
        this.supply = new ChunkSupply(pool, options);
        this.inputCutoffSize = options.inputCutoffSize();
    }

    void showAs(PipeWriter outermost) {
        self = outermost;
    }

    @SuppressWarnings("ReferenceEquality") // the very same object
    boolean isShownAs(Object target) {
        return target == self;
    }

    // ---- buffers

    @Override
    public ByteBuffer getBuffer() {
        return getBuffer(0);
    }

    @Override
    public ByteBuffer getBuffer(int sizeHint) {
        return Objects.requireNonNull(hand(sizeHint, true));
    }

    @Override
    public @Nullable ByteBuffer tryGetBuffer(int sizeHint) {
        return hand(sizeHint, false);
    }

    private @Nullable ByteBuffer hand(int sizeHint, boolean wait) {
        if (sizeHint < -1) {
            throw new IllegalArgumentException(
                    "sizeHint " + sizeHint + ": bytes wanted, or -1 or 0 for any number of them");
        }
        int wanted = Math.max(sizeHint, 1);
        Segment kept = fresh;
        if (kept == null && handedOut == NONE && lacks(wanted)) {
            refuseAtEnd();
            refuseIfGone();
            return handNext(wanted, wait, false);
        }
        int before = handedOut;
        begin();
        if (kept == null && room - index >= wanted) {
            return handOut(Objects.requireNonNull(tail), index, room);
        }
        if (index == room) {
            retire();
        }
        // A chunk that is not linked yet needs no hold on the tail, and what is out stays out until there is another.
        handedOut = before;
        rest();
        if (kept != null && kept.limit >= wanted) {
            return handOut(kept, 0, kept.limit);
        }
        return handNext(wanted, wait, before != NONE && kept == null);
    }

    /** Whether it is certain, without a hold on the tail, that its chunk has no room for so many. */
    private boolean lacks(int wanted) {
        int tailState = PipeState.tailState(state.word());
        if (tailState == PipeState.BUSY) {
            return false; // another writer's
        }
        if (tailState == PipeState.TAKEN || index == room) {
            retire();
        }
        return room - index < wanted;
    }

    /**
     * Hands out another chunk in place of what is out; {@code inTail}: that is the tail's, which is let go of then. Else the tail is
     * let be, and a message in a chunk of its own costs one atomic step, at its flush.
     */
    private @Nullable ByteBuffer handNext(int wanted, boolean wait, boolean inTail) {
        Segment segment = acquire(wanted, wait);
        if (segment == null) {
            return null;
        }
        dropFresh();
        fresh = segment;
        handedOut = segment.limit;
        if (inTail) {
            rest();
        }
        refuseIfGone();
        return handOut(segment, 0, segment.limit);
    }

    private ByteBuffer handOut(Segment segment, int from, int to) {
        handedOut = to - from;
        // The limit and order may be as an earlier user left them.
        return segment.chunk().memory().order(ByteOrder.BIG_ENDIAN).limit(to).position(from);
    }

    private @Nullable Segment acquire(int wanted, boolean wait) {
        return bound(supply.acquire(wanted, wait));
    }

    private @Nullable Segment bound(@Nullable Chunk chunk) {
        if (chunk == null) {
            return null;
        }
        Segment segment = newSegment();
        segment.bind(chunk, 0, chunk.capacity());
        return segment;
    }

    /** A segment to use, new or used. */
    private Segment newSegment() {
        Segment used = unused;
        if (used == null) {
            used = state.takeSpares();
            if (used == null) {
                return new Segment();
            }
        }
        unused = used.next();
        return used;
    }

    @Override
    public void advance(int nbytes) {
        check(nbytes);
        fill(nbytes);
        rest();
        refuseIfGone();
    }

    @Override
    public boolean bufferWritten(int nbytes) {
        check(nbytes);
        fill(nbytes);
        if (flushed == written) {
            rest();
        }
        return flush();
    }

    /** Whether a buffer is out that so many bytes may have been written to: else its memory is somebody else's by now. */
    boolean lends(int nbytes) {
        return nbytes >= 0 && nbytes <= handedOut;
    }

    private void check(int nbytes) {
        if (nbytes < 0) {
            throw new IllegalArgumentException("advance(" + nbytes + "): the number of bytes filled, 0 or more");
        }
        refuseAtEnd();
        if (state.gone()) {
            abandon();
            throw state.readerIsGone();
        }
        if (handedOut == NONE) {
            throw new IllegalStateException(
                    "advance(" + nbytes + ") without a buffer handed out: one advance for each getBuffer");
        }
        if (nbytes > handedOut) {
            throw new IllegalStateException("advance(" + nbytes + ") past the buffer handed out, which had room for "
                    + handedOut + " bytes: ask getBuffer for as many as are written");
        }
    }

    private void fill(int nbytes) {
        Segment segment = fresh;
        if (segment != null) {
            fresh = null;
            if (nbytes == 0) {
                hold(); // the tail stays the tail
                segment.empty();
            } else {
                link(segment, segment.limit);
            }
        }
        handedOut = NONE;
        wrote(nbytes);
    }

    private void wrote(int nbytes) {
        index += nbytes;
        written += nbytes;
    }

    private void dropFresh() {
        Segment segment = fresh;
        if (segment != null) {
            fresh = null;
            segment.empty();
        }
    }

    /** Makes a segment the tail. Its first byte is written next; up to {@code writableTo} may follow. */
    private void link(Segment segment, int writableTo) {
        int first = segment.place(written);
        Segment last = tail;
        if (last == null) {
            state.first = segment;
        } else {
            retire();
            last.limit = index;
            last.link(segment);
        }
        if (firstUnflushed == null) {
            firstUnflushed = segment;
        }
        tail = segment;
        index = first;
        room = writableTo;
        own = true;
    }

    /** The writer will not go on in the tail's chunk. */
    private void retire() {
        if (own) {
            own = false;
            supply.learn(index, room);
            room = index;
        }
    }

    // ---- copies and links

    @Override
    public void write(byte[] src) {
        write(src, 0, src.length);
    }

    @Override
    public void write(byte[] src, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, src.length);
        copy(src, offset, length, AtBound.WAIT);
    }

    @Override
    public int writeSome(byte[] src, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, src.length);
        return copy(src, offset, length, AtBound.RESERVE);
    }

    private int copy(byte[] src, int offset, int length, AtBound atBound) {
        beginWrite();
        int at = offset;
        int end = offset + length;
        try {
            while (at < end) {
                Segment segment = withRoom(atBound);
                if (segment == null) {
                    break;
                }
                int count = Math.min(end - at, roomIn(segment));
                segment.memory().put(indexIn(segment), src, at, count);
                copied(segment, count);
                at += count;
            }
        } finally {
            endCopy();
        }
        refuseIfGone();
        return at - offset;
    }

    @Override
    public void write(ByteBuffer src) {
        copy(src, AtBound.WAIT);
    }

    @Override
    public int writeSome(ByteBuffer src) {
        int before = src.remaining();
        copy(src, AtBound.RESERVE);
        return before - src.remaining();
    }

    private void copy(ByteBuffer src, AtBound atBound) {
        beginWrite();
        try {
            while (src.hasRemaining()) {
                Segment segment = withRoom(atBound);
                if (segment == null) {
                    break;
                }
                int count = Math.min(src.remaining(), roomIn(segment));
                segment.memory().put(indexIn(segment), src, src.position(), count);
                src.position(src.position() + count);
                copied(segment, count);
            }
        } finally {
            endCopy();
        }
        refuseIfGone();
    }

    /** Copies as much as there is memory for; the index behind that. */
    private int copy(ByteBuffer src, int from, int to) {
        int at = from;
        while (at < to) {
            Segment segment = withRoom(AtBound.STOP);
            if (segment == null) {
                break;
            }
            int count = Math.min(to - at, roomIn(segment));
            segment.memory().put(indexIn(segment), src, at, count);
            copied(segment, count);
            at += count;
        }
        return at;
    }

    /** What a copy does where the pool is at its bound: it waits, goes on in the reserve, or stops. */
    private enum AtBound {
        WAIT,
        RESERVE,
        STOP
    }

    /**
     * The segment to copy to: the tail, or a fresh one, which {@link #copied} links when there is something in it. Null: there is no
     * memory without a wait.
     */
    private @Nullable Segment withRoom(AtBound atBound) {
        if (index < room) {
            return Objects.requireNonNull(tail);
        }
        retire();
        rest(); // the reader may give a full tail back while this waits for the pool
        Segment segment = acquire(1, atBound == AtBound.WAIT);
        if (segment == null && atBound == AtBound.RESERVE) {
            segment = bound(supply.reserve(state));
        }
        hold();
        if (segment == null) {
            return null;
        }
        fresh = segment;
        refuseIfGone();
        return segment;
    }

    private int indexIn(Segment segment) {
        return segment == fresh ? 0 : index;
    }

    private int roomIn(Segment segment) {
        return segment == fresh ? segment.limit : room - index;
    }

    private void copied(Segment segment, int count) {
        if (segment == fresh) {
            fresh = null;
            link(segment, segment.limit);
        }
        wrote(count);
    }

    private void endCopy() {
        dropFresh(); // a source that cannot be read has left it empty
        rest();
    }

    @Override
    public void write(Bytes src) {
        int parts = ACCESS.parts(src);
        if (parts == 1 && links(src.length())) {
            beginLink();
        } else {
            beginWrite();
        }
        try {
            for (int part = 0; part < parts; part++) {
                Chunk chunk = ACCESS.chunk(src, part);
                int from = ACCESS.from(src, part);
                int to = ACCESS.to(src, part);
                if (links(to - from)) {
                    linkForeign(retained(src, chunk), from, to);
                } else {
                    int at = copy(ACCESS.memory(chunk), from, to);
                    if (at < to) { // at the pool's bound: to link takes no memory
                        linkForeign(retained(src, chunk), at, to);
                    }
                }
            }
        } finally {
            endCopy();
        }
        refuseIfGone();
    }

    /** The chunk with a reference of the pipe's own; somebody may close the bytes meanwhile, and others have the chunk then. */
    private static Chunk retained(Bytes src, Chunk chunk) {
        if (!ACCESS.retain(chunk)) {
            throw new IllegalStateException(
                    "write: the bytes were closed meanwhile; nothing of their chunk was written");
        }
        try {
            ACCESS.parts(src); // throws if they are closed
        } catch (IllegalStateException e) {
            chunk.release();
            throw e;
        }
        return chunk;
    }

    @Override
    public void append(ByteBuffer src) {
        int count = src.remaining();
        if (!links(count)) {
            write(src);
            return;
        }
        beginLink();
        try {
            linkForeign(ACCESS.unpooled(src.slice()), 0, count);
            src.position(src.limit());
        } finally {
            rest();
        }
        refuseIfGone();
    }

    /** The core's own end behind a writer, or null. */
    static @Nullable WriteEnd of(PipeWriter writer) {
        if (writer instanceof DefaultPipe pipe) {
            return pipe.writer();
        }
        return writer instanceof WriteEnd end ? end : null;
    }

    /** Whether a run of so many bytes is linked; else it is copied. */
    boolean links(long count) {
        return count > 0 && count >= inputCutoffSize;
    }

    /** Links a part of a chunk. The caller's reference is this end's from now on, even if this throws. */
    void link(Chunk chunk, int from, int to) {
        try {
            beginLink();
        } catch (IllegalStateException e) {
            chunk.release();
            throw e;
        }
        linkForeign(chunk, from, to);
        rest();
        refuseIfGone();
    }

    /** Whether a buffer is out whose chunk goes home with the next write. */
    boolean lendsFresh() {
        return fresh != null;
    }

    /** Takes back what is out. */
    void takeBack() {
        beginWrite();
        rest();
    }

    /** Memory that somebody else filled: nothing may be written behind it. */
    private void linkForeign(Chunk chunk, int from, int to) {
        Segment segment = newSegment();
        segment.bind(chunk, from, to);
        link(segment, to);
        own = false;
        written += to - from;
        index = to;
    }

    // ---- brackets

    private void beginWrite() {
        begin();
        dropFresh();
    }

    private void begin() {
        refuseAtEnd();
        if (!hold()) {
            refuseTwoWriters();
        }
        handedOut = NONE; // a second getBuffer replaces the first
        refuseIfGone();
    }

    /** Begins a step that links what is filled already, for which the tail need not be held. */
    private void beginLink() {
        refuseAtEnd();
        if (PipeState.tailState(state.word()) == PipeState.BUSY) {
            refuseTwoWriters();
        }
        handedOut = NONE;
        dropFresh();
        retire();
        refuseIfGone();
    }

    /** The tail is BUSY: then a buffer of this thread's is out. */
    private void refuseTwoWriters() {
        if (handedOut == NONE) {
            throw new IllegalStateException("Two writers at once: this pipe is being written by another thread");
        }
    }

    /** Makes the tail BUSY; false if it was so already. */
    private boolean hold() {
        long word = state.word();
        int tailState = PipeState.tailState(word);
        if (tailState == PipeState.BUSY) {
            return false;
        }
        if (tailState == PipeState.TAKEN || !state.change(word, PipeState.BUSY)) {
            retire();
            state.publish(flushed, PipeState.BUSY);
        }
        return true;
    }

    /** Lets go of the tail. Everything that the other side may wait for is looked at after it. */
    private void rest() {
        boolean idle = written == flushed;
        boolean inUse = handedOut != NONE && fresh == null;
        state.publish(flushed, inUse ? PipeState.BUSY : idle ? PipeState.IDLE : PipeState.HELD);
        if (state.closed()) {
            state.sweep();
        } else if (idle && !inUse && state.consumed() == flushed) {
            returnTail();
        }
    }

    /** Gives the tail's chunk back if the reader has not done so: all is consumed. */
    private void returnTail() {
        Segment last = tail;
        if (last != null && state.change(flushed << 2, PipeState.TAKEN)) {
            last.empty();
        }
    }

    /** Gives back what only the writer knows of: nobody will read it. */
    private void abandon() {
        hold();
        handedOut = NONE;
        dropFresh();
        if (written != flushed) {
            dropUnflushed();
        }
        rest();
    }

    /** Drops what is behind the last flush. The segments stay linked, as the reader may have gone there; it finds nothing in them. */
    private void dropUnflushed() {
        Segment segment = firstUnflushed;
        firstUnflushed = null;
        while (segment != null) {
            segment.release();
            segment = segment.next();
        }
        written = flushed;
        tail = flushedTail;
        own = false;
        room = index;
    }

    private void refuseIfGone() {
        if (state.gone()) {
            abandon();
            throw state.readerIsGone();
        }
    }

    private void refuseAtEnd() {
        if (state.ended() && !state.gone()) { // a listener that threw has ended it, and gone before
            throw new IllegalStateException("The stream has ended: nothing can be written after eof()");
        }
    }

    // ---- flush and end

    @Override
    public boolean flush() {
        if (state.gone()) {
            abandon();
            throw state.readerIsGone();
        }
        if (flushed != written) {
            markFlushed();
            rest();
            refuseIfGone();
            state.tellReader();
        }
        return state.judge(nextFlush());
    }

    /** All that was written belongs to the reader, from the next {@link #rest()} on. */
    private void markFlushed() {
        flushed = written;
        flushedTail = tail;
        firstUnflushed = null;
    }

    private int nextFlush() {
        flushes = flushes == PipeState.MAX_PAUSE ? 1 : flushes + 1;
        return flushes;
    }

    @Override
    public void eof() {
        finish(null);
    }

    @Override
    public void eof(Throwable cause) {
        finish(Objects.requireNonNull(cause, "cause"));
    }

    private void finish(@Nullable Throwable cause) {
        if (state.gone()) {
            abandon();
        } else if (!state.ended() && (handedOut != NONE || flushed != written)) {
            hold();
            handedOut = NONE;
            dropFresh();
            markFlushed();
            rest();
        }
        if (state.end(cause)) {
            state.tellReader();
        }
    }

    // ---- the state of things

    @Override
    public long unflushed() {
        return written - flushed;
    }

    @Override
    public boolean isWritable() {
        return state.gone() || !state.paused();
    }

    @Override
    public CompletionStage<@Nullable Void> whenWritable() {
        return state.writable().stage(0);
    }

    @Override
    public CompletionStage<@Nullable Void> whenMemory() {
        return supply.whenMemory(state);
    }

    @Override
    public void awaitMemory() throws InterruptedException {
        supply.awaitMemory(state);
        if (state.gone()) {
            throw state.readerIsGone();
        }
    }

    @Override
    public void onWritable(Runnable once) {
        state.writable().run(0, Objects.requireNonNull(once, "once"));
    }

    @Override
    public void awaitWritable() throws InterruptedException {
        state.writable().await(0);
        if (state.gone()) {
            throw state.readerIsGone();
        }
    }

    @Override
    public boolean isReaderClosed() {
        return state.gone();
    }

    @Override
    public OutputStream asOutputStream() {
        return new PipeOutputStream(self);
    }

    @Override
    public WritableByteChannel asWritableChannel() {
        return new PipeWritableChannel(self);
    }
}
