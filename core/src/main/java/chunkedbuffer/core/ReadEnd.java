package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import chunkedbuffer.api.LimitExceededException;
import chunkedbuffer.api.PartialReadException;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.spi.ByteSearch;
import chunkedbuffer.spi.BytesAccess;
import chunkedbuffer.spi.ReaderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.VarHandle;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The reader's end. Its fields belong to the reader's thread; what the writer sees goes through {@link PipeState}.
 *
 * <p>A read has three steps: look whether there is enough ({@link #has}), copy or share, {@link #consume}. The second may read
 * memory that a closer on another thread has given back meanwhile, so {@link #checkOpen} comes once more behind it.
 */
final class ReadEnd implements PipeReader, ReaderFailure {
    private static final BytesAccess ACCESS = BytesAccess.get();
    private static final byte[] NO_BYTES = {};
    private static final ByteBuffer NO_MEMORY = ByteBuffer.allocate(0);
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    /** More than the digits of a 64-bit number, so that a number without an end is refused before it fills the memory. */
    private static final int MAX_DECIMAL = 1024;

    private final PipeState state;
    private final Searches searches = new Searches();
    private final Bytes view = ACCESS.view();
    private final long stride;

    /** The outermost object of this end, for adapters. */
    private PipeReader self = this;

    private long position;

    /** Flushed bytes, as last seen. */
    private long end;

    /** Whether the stream had ended before {@link #end} was last seen: then no more will come. */
    private boolean ended;

    private @Nullable PipePublisher publisher;

    /** A view for the reader's own use. */
    private @Nullable Bytes scratch;

    /** Where {@link #position} was at the last full fence. */
    private long fencedAt;

    /**
     * The segment of the next byte as last looked up, in the reader's own fields: its memory, the position of index 0, and the
     * position up to which the reader knows that bytes are there. A call that stays within it looks at nothing else.
     */
    private ByteBuffer memory = NO_MEMORY;

    private long base;
    private long window;
    private @Nullable Segment here;

    ReadEnd(PipeState state) {
        this.state = state;
        this.stride = state.stride();
        state.view = view;
    }

    void showAs(PipeReader outermost) {
        self = outermost;
    }

    long position() {
        return position;
    }

    // ---- what is there

    @Override
    public long length() {
        return state.closed() ? 0 : Math.max(0, state.flushed() - state.consumed());
    }

    @Override
    public boolean isEof() {
        return state.ended();
    }

    @Override
    public boolean isExhausted() {
        return state.ended() && length() == 0;
    }

    @Override
    public @Nullable Throwable failure() {
        return state.failure();
    }

    private void checkOpen() {
        // What was read from memory before must not move behind this look at the flag.
        VarHandle.acquireFence();
        if (state.closed()) {
            throw state.readerIsClosed();
        }
    }

    @Override
    public boolean has(long n) {
        checkCount(n, 0);
        checkOpen();
        if (there(n)) {
            return true;
        }
        examineAhead(n);
        return there(n);
    }

    private boolean there(long n) {
        return end - position >= n || look() >= n;
    }

    /**
     * Looks at what has been flushed; how much of it is not consumed. Goes on to the segment of the next byte if there is one, so
     * that {@link #here} is right whenever there is something to read.
     */
    private long look() {
        ended = state.ended();
        long flushed = state.flushed();
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
        Segment segment = state.head;
        if (segment == null) {
            segment = state.first;
            state.head = segment;
        }
        Segment at = Objects.requireNonNull(segment);
        while (position >= at.end()) {
            Segment next = at.next();
            if (next == null) {
                break;
            }
            state.pass(at, next);
            at = Objects.requireNonNull(state.head);
        }
        here = at;
        if (position < end) {
            memory = at.memory();
            base = at.base;
            window = Math.min(end, at.end());
        }
    }

    /** The segment of the next byte. There is one. */
    private Segment head() {
        return Objects.requireNonNull(here);
    }

    // ---- consuming

    /** Steps over {@code n} bytes that are there. The last thing that a read does: what waits for it runs in here. */
    private void consume(long n) {
        long to = position + n;
        if (to < window && to - fencedAt < stride) {
            position = to;
            state.consume(to);
            if (state.paused()) {
                state.resume();
            }
        } else if (n > 0) {
            consumeFar(to);
        }
    }

    /** Steps over the last byte that the reader knows of in this segment, or over so many that a fence is due. */
    private void consumeFar(long to) {
        position = to;
        state.consume(to);
        settle();
        if (position == end || position - fencedAt >= stride) {
            fencedAt = position;
            VarHandle.fullFence();
            if (position == end) {
                Segment tail = head();
                forget();
                returnTail(tail);
            }
        }
        if (state.paused()) {
            state.resume();
        }
    }

    /** Lets go of the memory at hand, so that an idle pipe keeps none alive that its pool has given up. */
    private void forget() {
        memory = NO_MEMORY;
        window = 0;
        ACCESS.clear(view);
        Bytes own = scratch;
        if (own != null) {
            ACCESS.clear(own);
        }
    }

    /** Gives the tail's chunk back if all is consumed and the writer rests; else the writer does so when it comes to rest. */
    private void returnTail(Segment tail) {
        if (state.change(position << 2, PipeState.TAKEN)) {
            tail.empty();
        }
    }

    /** A read found too little: it has looked at all there was. */
    private void examineAll() {
        state.examine(end);
    }

    /** What an exact read gives when there are fewer than it wants: null for "not yet", or the end. */
    private byte @Nullable [] tooFew(String wanted) throws IOException {
        if (!ended) {
            examineAll();
            return null;
        }
        long left = end - position;
        if (left == 0) {
            throwFailure();
            return NO_BYTES;
        }
        byte[] leftover = new byte[arrayLength(left)];
        copy(position, leftover, 0, leftover.length);
        checkOpen();
        consume(left);
        PartialReadException partial =
                new PartialReadException("Requested " + wanted + " but encountered EOF", leftover);
        Throwable cause = state.failure();
        if (cause != null) {
            partial.initCause(cause);
        }
        throw partial;
    }

    private void throwFailure() throws IOException {
        Throwable cause = state.failure();
        if (cause != null) {
            throw state.ioFailure(cause);
        }
    }

    /** Bytes that are there; if none, 0 or, at the end, -1; and if the stream ended with a cause, that is thrown. */
    private long some() throws IOException {
        if (look() > 0) {
            return end - position;
        }
        if (ended) {
            throwFailure();
            return -1;
        }
        examineAll();
        return 0;
    }

    private static int arrayLength(long length) {
        if (length > MAX_ARRAY) {
            throw new IllegalArgumentException(length + " bytes are there, and one array holds at most " + MAX_ARRAY
                    + ": read them in pieces, or take() them");
        }
        return (int) length;
    }

    private static void checkCount(long n, long least) {
        if (n < least) {
            throw new IllegalArgumentException(n + " bytes asked for: it must be " + least + " or more"
                    + (least < 0 ? ", -1 meaning all that is there" : ""));
        }
    }

    private void copy(long from, byte[] dst, int offset, int count) {
        Segment segment = head();
        long at = from;
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

    private static Segment following(Segment segment) {
        return Objects.requireNonNull(segment.next());
    }

    private byte[] copyAndConsume(int count, int skip) {
        byte[] out = new byte[count];
        if (position + count <= window) {
            memory.get((int) (position - base), out);
        } else {
            copy(position, out, 0, count);
        }
        checkOpen();
        consume((long) count + skip);
        return out;
    }

    // ---- reads that copy

    @Override
    public byte @Nullable [] readBytes(int n) throws IOException {
        checkCount(n, 0);
        checkOpen();
        if (n == 0) {
            return NO_BYTES;
        }
        return there(n) ? copyAndConsume(n, 0) : tooFew(n + " bytes");
    }

    @Override
    public byte @Nullable [] readAtMost(int n) throws IOException {
        checkCount(n, -1);
        checkOpen();
        if (n == 0) {
            return NO_BYTES;
        }
        long there = some();
        if (there <= 0) {
            return there < 0 ? NO_BYTES : null;
        }
        return copyAndConsume(n == -1 ? arrayLength(there) : (int) Math.min(n, there), 0);
    }

    @Override
    public byte @Nullable [] peek(int n) throws IOException {
        checkCount(n, 0);
        checkOpen();
        if (n == 0) {
            return NO_BYTES;
        }
        long there = some();
        if (there <= 0) {
            return there < 0 ? NO_BYTES : null;
        }
        byte[] out = new byte[(int) Math.min(n, there)];
        copy(position, out, 0, out.length);
        checkOpen();
        if (there < n && !ended) {
            examineAll();
        }
        return out;
    }

    @Override
    public int readInto(ByteBuffer dst) throws IOException {
        if (dst.isReadOnly()) {
            throw new java.nio.ReadOnlyBufferException();
        }
        checkOpen();
        if (!dst.hasRemaining()) {
            return 0;
        }
        long there = some();
        if (there <= 0) {
            return (int) there;
        }
        int count = (int) Math.min(dst.remaining(), there);
        Segment segment = head();
        long at = position;
        int index = dst.position();
        int left = count;
        while (left > 0) {
            long rest = segment.end() - at;
            if (rest <= 0) {
                segment = following(segment);
                continue;
            }
            int size = (int) Math.min(left, rest);
            dst.put(index, segment.memory(), (int) (at - segment.base), size);
            at += size;
            index += size;
            left -= size;
        }
        checkOpen();
        dst.position(index);
        consume(count);
        return count;
    }

    @Override
    public @Nullable String readString(int nbytes, Charset charset) throws IOException {
        Objects.requireNonNull(charset, "charset");
        checkCount(nbytes, 0);
        checkOpen();
        if (nbytes == 0) {
            return "";
        }
        if (there(nbytes)) {
            return decode(nbytes, nbytes, charset);
        }
        return tooFew(nbytes + " bytes") == null ? null : "";
    }

    /** Decodes {@code count} bytes and consumes {@code total}. */
    private String decode(int count, int total, Charset charset) {
        String text;
        if (position + count <= window && memory.hasArray()) {
            int index = (int) (position - base);
            text = new String(memory.array(), memory.arrayOffset() + index, count, charset);
        } else {
            byte[] bytes = new byte[count];
            copy(position, bytes, 0, count);
            text = new String(bytes, charset);
        }
        checkOpen();
        consume(total);
        return text;
    }

    // ---- separators

    @Override
    public byte @Nullable [] readUntil(byte[] separator) throws IOException {
        return readUntil(separator, false);
    }

    @Override
    public byte @Nullable [] readUntil(byte[] separator, boolean skipSeparator) throws IOException {
        return readUntil(separator, skipSeparator, Integer.MAX_VALUE);
    }

    @Override
    public byte @Nullable [] readUntil(byte[] separator, boolean skipSeparator, int maxLength) throws IOException {
        checkCount(maxLength, 0);
        checkOpen();
        long before = find(separator, maxLength);
        if (before < 0) {
            return noSeparator(separator);
        }
        long count = skipSeparator ? before : before + separator.length;
        return copyAndConsume(arrayLength(count), (int) (before + separator.length - count));
    }

    @Override
    public @Nullable Bytes takeUntil(byte[] separator, boolean includeSeparator) throws IOException {
        checkOpen();
        long before = find(separator, Long.MAX_VALUE);
        if (before < 0) {
            return noSeparator(separator) == null ? null : Bytes.empty();
        }
        return share(includeSeparator ? before + separator.length : before, before + separator.length);
    }

    private byte @Nullable [] noSeparator(byte[] separator) throws IOException {
        return tooFew("to readUntil " + Escaped.text(separator));
    }

    /** Bytes before the first separator, or -1 if there is none and at most {@code maxLength} may come before it. */
    private long find(byte[] separator, long maxLength) throws IOException {
        NeedleMemo memo = memo(separator);
        long there = look();
        long found = there == 0 ? -1 : memo.find(head(), position, end);
        checkOpen();
        // Without a match, one may still begin where the sequence's first bytes stand at the end.
        long before = found >= 0 ? found - position : there == 0 ? 0 : there - memo.matched();
        if (before > maxLength) {
            throw new LimitExceededException("No '" + Escaped.text(separator) + "' after at most " + maxLength
                    + " bytes, the limit: raise maxLength or end the stream; nothing was consumed");
        }
        return found >= 0 ? before : -1;
    }

    private NeedleMemo memo(byte[] sequence) {
        if (sequence.length == 0) {
            throw new IllegalArgumentException("The sequence to look for is empty: give at least 1 byte");
        }
        return searches.sequence(sequence);
    }

    @Override
    public @Nullable String readLine(Charset charset) throws IOException {
        return readLine(charset, MAX_ARRAY);
    }

    @Override
    public @Nullable String readLine(Charset charset, int maxLength) throws IOException {
        Objects.requireNonNull(charset, "charset");
        checkCount(maxLength, 0);
        checkOpen();
        long total = lineLength();
        if (total == 0) {
            long there = end - position;
            if (there > maxLength && (there > maxLength + 1L || !endsWithReturn(there))) {
                throw lineTooLong(maxLength);
            }
            noLine();
            return null;
        }
        long count = total - terminator(total);
        if (count > maxLength) {
            throw lineTooLong(maxLength);
        }
        return decode(arrayLength(count), arrayLength(total), charset);
    }

    /** There is no line: all was looked at, and if the stream ended with a cause, that is thrown. */
    private void noLine() throws IOException {
        if (ended) {
            throwFailure();
        } else {
            examineAll();
        }
    }

    private static LimitExceededException lineTooLong(int maxLength) {
        return new LimitExceededException("No end of line within the first " + maxLength
                + " bytes, the limit: raise maxLength, or end the stream; nothing was consumed");
    }

    @Override
    public @Nullable Bytes takeLine() throws IOException {
        checkOpen();
        long total = lineLength();
        if (total == 0) {
            noLine();
            return null;
        }
        return share(total - terminator(total), total);
    }

    /** Length of the next line with its terminator; 0: no whole line yet, or the end. */
    private long lineLength() {
        long near = near(searches.newline, (byte) '\n');
        if (near >= 0) {
            return near - position + 1;
        }
        long there = look();
        long found = there == 0 ? -1 : searches.newline.find((byte) '\n', head(), position, end);
        checkOpen();
        if (found >= 0) {
            return found - position + 1;
        }
        return ended ? there : 0;
    }

    /** Bytes of the terminator of a line that is {@code total} bytes long with it. */
    private int terminator(long total) {
        if (byteAt(position + total - 1) != '\n') {
            return 0;
        }
        return total > 1 && byteAt(position + total - 2) == '\r' ? 2 : 1;
    }

    private boolean endsWithReturn(long there) {
        return byteAt(position + there - 1) == '\r';
    }

    private byte byteAt(long at) {
        if (at < window) {
            return memory.get((int) (at - base));
        }
        Segment segment = head();
        while (at >= segment.end()) {
            segment = following(segment);
        }
        return segment.memory().get((int) (at - segment.base));
    }

    // ---- reads that do not copy

    @Override
    public @Nullable Bytes take(long n) throws IOException {
        checkCount(n, -1);
        checkOpen();
        if (n == 0) {
            return Bytes.empty();
        }
        if (n == -1) {
            long there = some();
            return there > 0 ? share(there, there) : there < 0 ? Bytes.empty() : null;
        }
        if (there(n)) {
            return share(n, n);
        }
        return tooFew(n + " bytes") == null ? null : Bytes.empty();
    }

    /** A handle on the next {@code count} bytes; {@code total} are consumed. */
    private Bytes share(long count, long total) {
        Bytes shared = count == 0 ? Bytes.empty() : retained(count);
        try {
            checkOpen();
            consume(total);
            return shared;
        } catch (IllegalStateException e) {
            shared.close();
            throw e;
        }
    }

    private Bytes retained(long count) {
        Segment segment = head();
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

    private Chunk retain(Segment segment) {
        Chunk chunk = segment.peekChunk();
        if (chunk == null) {
            throw state.readerIsClosed(); // only a closer takes chunks that are not read
        }
        return chunk.retain();
    }

    @Override
    public Bytes buffered() {
        checkOpen();
        show(view, look());
        if (state.closed()) {
            ACCESS.invalidate(view);
            throw state.readerIsClosed();
        }
        return view;
    }

    private Bytes scratch(long count) {
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
        Segment segment = head();
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

    private Chunk chunk(Segment segment) {
        Chunk chunk = segment.peekChunk();
        if (chunk == null) {
            throw state.readerIsClosed();
        }
        return chunk;
    }

    @Override
    public long transferTo(PipeWriter target, long n) throws IOException {
        checkCount(n, -1);
        if (target == state.pipe || target == state.writer) {
            throw new IllegalArgumentException("transferTo: the target is this pipe itself");
        }
        checkOpen();
        if (n == 0) {
            return 0;
        }
        long there = some();
        if (there <= 0) {
            return there;
        }
        long count = n == -1 ? there : Math.min(n, there);
        long unflushed = target.unflushed();
        // Owned, so that nobody else gets the memory while the target copies or links it.
        try (Bytes bytes = retained(count)) {
            checkOpen();
            target.write(bytes);
        } catch (PoolExhaustedException e) {
            consume(Math.max(0, target.unflushed() - unflushed)); // what the target took is not to be sent twice
            throw e;
        }
        consume(count);
        target.flush();
        return count;
    }

    // ---- searching

    @Override
    public long indexOf(byte b) {
        checkOpen();
        long found = near(searches.lastByte, b);
        if (found < 0) {
            found = look() == 0 ? -1 : searches.lastByte.find(b, head(), position, end);
        }
        return found(found, end);
    }

    /** A search that needs no more than the segment at hand, or -1. */
    private long near(ByteMemo memo, byte b) {
        if (position >= window || memo.isAhead(b, position)) {
            return -1;
        }
        int found = ByteSearch.indexOf(memory, (int) (position - base), (int) (window - base), b);
        return found < 0 ? -1 : base + found;
    }

    @Override
    public long indexOf(byte[] needle) {
        NeedleMemo memo = memo(needle);
        checkOpen();
        long found = look() < needle.length ? -1 : memo.find(head(), position, end);
        return found(found, end);
    }

    /** The distance of a match; without one all up to {@code stop} was examined. */
    private long found(long at, long stop) {
        checkOpen();
        if (at < 0) {
            if (stop == end && !ended) {
                examineAll();
            }
            return -1;
        }
        return at - position;
    }

    @Override
    public long indexOf(byte b, long from, long to) {
        checkOpen();
        long stop = stop(from, to);
        if (from >= stop - position) {
            return found(-1, stop);
        }
        long start = position + from;
        ByteMemo memo = from == 0 ? searches.lastByte : new ByteMemo();
        return found(memo.find(b, segmentOf(start), start, stop), stop);
    }

    @Override
    public long indexOf(byte[] needle, long from, long to) {
        NeedleMemo memo = from == 0 ? memo(needle) : new NeedleMemo(needle);
        checkOpen();
        long stop = stop(from, to);
        if (from >= stop - position) {
            return found(-1, stop);
        }
        long start = position + from;
        long found = memo.find(segmentOf(start), start, stop);
        return found(found >= 0 && found + needle.length > stop ? -1 : found, stop);
    }

    /** The position at which a search over a range ends. */
    private long stop(long from, long to) {
        if (from < 0 || to < -1 || (to != -1 && to < from)) {
            throw new IndexOutOfBoundsException("Search from " + from + " to " + to
                    + ": from must be 0 or more, to at least from, or -1 for all that is there");
        }
        long there = look();
        return position + (to == -1 ? there : Math.min(to, there));
    }

    private Segment segmentOf(long at) {
        Segment segment = head();
        while (at >= segment.end()) {
            segment = following(segment);
        }
        return segment;
    }

    @Override
    public long skip(long n) throws IOException {
        checkCount(n, -1);
        checkOpen();
        if (n == 0) {
            return 0;
        }
        long count = n;
        if (n < 0 || n > end - position) {
            long there = some();
            if (there <= 0) {
                return 0;
            }
            count = n < 0 ? there : Math.min(n, there);
        }
        consume(count);
        return count;
    }

    @Override
    public boolean skipIfStartsWith(byte[] prefix) throws IOException {
        checkOpen();
        if (prefix.length == 0) {
            return true;
        }
        long there = some();
        if (there <= 0) {
            return false;
        }
        int comparable = (int) Math.min(there, prefix.length);
        for (int i = 0; i < comparable; i++) {
            if (byteAt(position + i) != prefix[i]) {
                checkOpen();
                return false;
            }
        }
        checkOpen();
        if (comparable < prefix.length) {
            if (!ended) {
                examineAll();
            }
            return false;
        }
        consume(comparable);
        return true;
    }

    // ---- numbers

    @Override
    public byte readByte() throws IOException {
        return (byte) number(Byte.BYTES);
    }

    @Override
    public short readShort() throws IOException {
        return (short) number(Short.BYTES);
    }

    @Override
    public int readInt() throws IOException {
        return (int) number(Integer.BYTES);
    }

    @Override
    public long readLong() throws IOException {
        return number(Long.BYTES);
    }

    @Override
    public short readShortLe() throws IOException {
        return Short.reverseBytes(readShort());
    }

    @Override
    public int readIntLe() throws IOException {
        return Integer.reverseBytes(readInt());
    }

    @Override
    public long readLongLe() throws IOException {
        return Long.reverseBytes(readLong());
    }

    /** Reads a big-endian number of {@code size} bytes. */
    private long number(int size) throws IOException {
        checkOpen();
        if (!there(size)) {
            throw underflow();
        }
        long value;
        if (position + size <= window) {
            int index = (int) (position - base);
            value = switch (size) {
                case Byte.BYTES -> memory.get(index);
                case Short.BYTES -> memory.getShort(index);
                case Integer.BYTES -> memory.getInt(index);
                default -> memory.getLong(index);
            };
        } else {
            value = 0;
            for (int i = 0; i < size; i++) {
                value = value << 8 | (byteAt(position + i) & 0xff);
            }
        }
        checkOpen();
        consume(size);
        return value;
    }

    private BufferUnderflowException underflow() throws IOException {
        if (!ended) {
            examineAll();
        } else if (end == position) {
            throwFailure();
        }
        return new BufferUnderflowException();
    }

    @Override
    public long readDecimal(byte[] terminator) throws IOException {
        NeedleMemo memo = memo(terminator);
        checkOpen();
        boolean enough = look() >= terminator.length;
        long found = enough ? memo.find(head(), position, end) : -1;
        if (found < 0) {
            refuseMalformed(enough ? end - position - memo.matched() : 0);
            throw underflow();
        }
        long count = found - position;
        long value = scratch(count).parseDecimal();
        checkOpen();
        consume(count + terminator.length);
        return value;
    }

    /** A number that is not complete may be refused already: at its first wrong byte, or when it has no end. */
    private void refuseMalformed(long digits) {
        if (digits > MAX_DECIMAL) {
            throw new NumberFormatException(
                    "No terminator within the first " + MAX_DECIMAL + " bytes of a number; nothing was consumed");
        }
        byte first = digits == 0 ? 0 : byteAt(position);
        if (digits > 1 || (digits == 1 && first != '-' && first != '+')) {
            scratch(digits).parseDecimal();
        }
    }

    // ---- waiting

    @Override
    public CompletionStage<@Nullable Void> whenReadable(long minBytes) {
        checkCount(minBytes, 0);
        checkOpen();
        return state.readable.stage(examineAhead(minBytes));
    }

    @Override
    public boolean awaitReadable(long minBytes) throws IOException, InterruptedException {
        checkCount(minBytes, 0);
        checkOpen();
        state.readable.await(examineAhead(minBytes));
        return waited(minBytes);
    }

    @Override
    public boolean awaitReadable(long minBytes, Duration timeout)
            throws IOException, InterruptedException, TimeoutException {
        checkCount(minBytes, 0);
        checkOpen();
        if (!state.readable.await(examineAhead(minBytes), nanos(timeout))) {
            throw new TimeoutException("Fewer than " + minBytes + " bytes came in " + timeout);
        }
        return waited(minBytes);
    }

    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException tooLongToCount) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    private boolean waited(long minBytes) throws IOException {
        checkOpen();
        if (there(minBytes)) {
            return true;
        }
        if (look() == 0) {
            throwFailure();
        }
        return false;
    }

    /** Says that the reader needs {@code minBytes}, and where they end. */
    private long examineAhead(long minBytes) {
        long target = minBytes > Long.MAX_VALUE / 8 - position ? Long.MAX_VALUE / 8 : position + minBytes;
        VarHandle.fullFence();
        fencedAt = position;
        state.examine(target);
        state.resume();
        return target;
    }

    @Override
    public void onReadable(@Nullable Runnable listener) {
        checkOpen();
        state.listening.set(listener);
        // Without the reader's fields: the listener may run on another thread already, and that is the reader then.
        if (listener != null && (state.flushed() > state.consumed() || state.ended())) {
            state.listening.signal();
        }
    }

    // ---- adapters and the end

    @Override
    public InputStream asInputStream() {
        return new PipeInputStream(self);
    }

    @Override
    public ReadableByteChannel asReadableChannel() {
        return new PipeReadableChannel(self);
    }

    @Override
    public Flow.Publisher<Bytes> asPublisher() {
        PipePublisher only = publisher;
        if (only == null) {
            only = new PipePublisher(self);
            publisher = only;
        }
        return only;
    }

    @Override
    public void close() {
        state.close(null);
    }

    @Override
    public void closeReader(Throwable cause) {
        state.close(Objects.requireNonNull(cause, "cause"));
    }
}
