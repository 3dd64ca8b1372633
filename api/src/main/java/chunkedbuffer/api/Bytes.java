package chunkedbuffer.api;

import chunkedbuffer.spi.ByteSearch;
import chunkedbuffer.spi.ChunkShare;
import chunkedbuffer.spi.Needle;
import chunkedbuffer.spi.Witness;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.Charset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A read-only run of bytes over one or more chunks, counted by reference.
 *
 * <p>Each {@code Bytes} is a handle with its own {@link #close()}, which gives its references to the chunks back;
 * {@link #slice} and {@link #retain} make further handles. Closing a handle twice has no effect. Any other use after
 * {@code close()} is an {@link IllegalStateException}, never somebody else's bytes.
 *
 * <p><b>Threads.</b> A handle may be handed from thread to thread, and read by several at once as long as none of them closes
 * it meanwhile.
 *
 * <p>All methods but {@code close()} and {@code toString()} throw {@link IllegalStateException} after {@code close()}; a handle of no
 * bytes has nothing to lose, and stays good. Indexes count from 0; those out of range are an {@link IndexOutOfBoundsException}.
 *
 * <pre>{@code
 * try (Bytes greeting = Bytes.wrap("Hello, ".getBytes(UTF_8));
 *         Bytes name = Bytes.wrap("Ada".getBytes(UTF_8));
 *         Bytes both = Bytes.concat(greeting, name);
 *         Bytes end = both.slice(5, both.length())) {
 *     System.out.println(end.toString(UTF_8));           // , Ada
 *     System.out.println(both.indexOf((byte) 'A'));      // 7
 *     System.out.println(both.buffers().length);         // 2
 * }
 * }</pre>
 */
public final class Bytes implements AutoCloseable {
    private static final VarHandle OWNER;

    /** The owner of a handle that is closed. */
    private static final Chunk CLOSED = new UnpooledChunk(ByteBuffer.allocate(0));

    /** In the place of a slot: the handle has references of its own. */
    private static final byte OWN = -1;

    /** In the place of a slot: the handle has no references to give back. */
    private static final byte BORROWED = -2;

    private static final Bytes EMPTY = new Bytes(new UnpooledChunk(ByteBuffer.allocate(0)), 0, 0, null, null, BORROWED);

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(Bytes.class, "owner", Chunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        Access.install();
    }

    /** The only chunk, or the first of the run; {@link #CLOSED} after {@code close()}, but if there is a {@link #share}. */
    private Chunk owner;

    /** Index of the first byte in the owner's memory. */
    private int offset;

    private long length;

    /** The parts, if there are several. */
    private @Nullable Run run;

    /** What holds the chunk's reference for this handle and others, and knows which of them are closed. */
    private final @Nullable ChunkShare share;

    /** The handle's slot in {@link #share}, else {@link #OWN} or {@link #BORROWED}. */
    private final byte slot;

    private Bytes(Chunk owner, int offset, long length, @Nullable Run run, @Nullable ChunkShare share, byte slot) {
        this.owner = owner;
        this.offset = offset;
        this.length = length;
        this.run = run;
        this.share = share;
        this.slot = slot;
    }

    /**
     * An array as bytes, without a copy. The array must not be changed afterwards.
     *
     * @param array the bytes
     * @return a handle over garbage-collected memory
     */
    public static Bytes wrap(byte[] array) {
        return array.length == 0 ? EMPTY : ownCounted(new UnpooledChunk(ByteBuffer.wrap(array)), 0, array.length);
    }

    /**
     * A part of a chunk. Retains the chunk.
     *
     * @param chunk the memory
     * @param from index of the first byte
     * @param to index after the last byte
     * @return a handle
     * @throws IndexOutOfBoundsException if the range is not within the chunk
     * @throws IllegalStateException if the chunk has been released, unless the range is empty
     */
    public static Bytes of(Chunk chunk, int from, int to) {
        Objects.checkFromToIndex(from, to, chunk.capacity());
        return from == to ? EMPTY : own(chunk.retain(), from, to);
    }

    /**
     * Several runs, one behind the other, without a copy. Retains the chunks: the caller still closes its own handles.
     *
     * @param runs the runs
     * @return a handle over all of them
     * @throws IllegalStateException if one of them is closed
     */
    public static Bytes concat(Bytes... runs) {
        int parts = 0;
        for (Bytes bytes : runs) {
            parts += bytes.parts();
        }
        Run all = new Run(parts);
        for (Bytes bytes : runs) {
            for (int part = 0, count = bytes.parts(); part < count; part++) {
                all.add(bytes.chunk(part), bytes.from(part), bytes.to(part));
            }
        }
        if (!all.retain()) {
            throw new IllegalStateException(
                    "One of " + runs.length + " runs was closed while it was added to the others: close it later");
        }
        return own(all);
    }

    /**
     * No bytes.
     *
     * @return always the same handle, whose {@code close()} has no effect
     */
    public static Bytes empty() {
        return EMPTY;
    }

    /**
     * The number of bytes.
     *
     * @return 0 or more
     */
    public long length() {
        // No memory is read, so that nothing need be ordered: what follows may use what came before.
        ChunkShare shared = share;
        if (owner == CLOSED || (shared != null && !shared.isOpen(slot))) {
            throw closed();
        }
        return length;
    }

    /**
     * Whether there are none.
     *
     * @return {@code length() == 0}
     */
    public boolean isEmpty() {
        return length() == 0;
    }

    /**
     * One byte.
     *
     * @param index its distance from the beginning
     * @return the byte
     */
    public byte get(long index) {
        Chunk held = held();
        if (index < 0 || index >= length) {
            throw outside(index, Byte.BYTES);
        }
        Run several = run;
        byte value = several == null ? held.view().get(offset + (int) index) : several.get(index);
        stillOpen(held);
        return value;
    }

    /**
     * Two bytes, the most significant first.
     *
     * @param index distance of the first from the beginning
     * @return the value
     */
    public short getShort(long index) {
        Chunk held = held();
        if (index < 0 || index > length - Short.BYTES) {
            throw outside(index, Short.BYTES);
        }
        short value = run == null
                ? Short.reverseBytes(held.view().getShort(offset + (int) index))
                : (short) assemble(index, Short.BYTES);
        stillOpen(held);
        return value;
    }

    /**
     * Four bytes, the most significant first.
     *
     * @param index distance of the first from the beginning
     * @return the value
     */
    public int getInt(long index) {
        Chunk held = held();
        if (index < 0 || index > length - Integer.BYTES) {
            throw outside(index, Integer.BYTES);
        }
        int value = run == null
                ? Integer.reverseBytes(held.view().getInt(offset + (int) index))
                : (int) assemble(index, Integer.BYTES);
        stillOpen(held);
        return value;
    }

    /**
     * Eight bytes, the most significant first.
     *
     * @param index distance of the first from the beginning
     * @return the value
     */
    public long getLong(long index) {
        Chunk held = held();
        if (index < 0 || index > length - Long.BYTES) {
            throw outside(index, Long.BYTES);
        }
        long value = run == null
                ? Long.reverseBytes(held.view().getLong(offset + (int) index))
                : assemble(index, Long.BYTES);
        stillOpen(held);
        return value;
    }

    private IndexOutOfBoundsException outside(long index, int count) {
        open(); // a handle that is closed says so first
        return new IndexOutOfBoundsException(
                "Index " + index + ", where " + count + " bytes are read, is out of bounds for length " + length);
    }

    private long assemble(long index, int count) {
        Run several = Objects.requireNonNull(run);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | (several.get(index + i) & 0xff);
        }
        return value;
    }

    /**
     * Finds the first {@code b}.
     *
     * @param b the byte
     * @return its index, or -1
     */
    public long indexOf(byte b) {
        return indexOf(b, 0, -1);
    }

    /**
     * Finds the first {@code b} in a range.
     *
     * @param b the byte
     * @param from where to begin
     * @param to where to end, exclusive, or -1 for the end; more than {@link #length()} means the same
     * @return its index, or -1
     * @throws IndexOutOfBoundsException if {@code from} is negative, or {@code to} is below -1 or below {@code from}
     */
    public long indexOf(byte b, long from, long to) {
        Chunk held = openOwner();
        long end = Range.end(from, to, length);
        long found = -1;
        if (from < end) {
            found = run == null
                    ? ByteSearch.indexOf(held.view(), offset + (int) from, offset + (int) end, b) - (long) offset
                    : indexOfInParts(b, from, end);
        }
        stillOpen(held);
        return Math.max(found, -1);
    }

    private long indexOfInParts(byte b, long from, long end) {
        for (int part = partOf(from), count = parts(); part < count && begin(part) < end; part++) {
            int base = from(part);
            long begin = begin(part);
            int first = base + (int) Math.max(0, from - begin);
            int last = (int) Math.min(to(part), base + (end - begin));
            int found = ByteSearch.indexOf(view(part), first, last, b);
            if (found >= 0) {
                return begin + (found - base);
            }
        }
        return -1;
    }

    /**
     * Finds the first {@code needle}.
     *
     * @param needle the bytes, at least one
     * @return the index of its first byte, or -1
     * @throws IllegalArgumentException if {@code needle} is empty
     */
    public long indexOf(byte[] needle) {
        return indexOf(needle, 0, -1);
    }

    /**
     * Finds the first {@code needle} that lies wholly in a range. The worst case is linear.
     *
     * @param needle the bytes, at least one
     * @param from where to begin
     * @param to where the match must have ended, exclusive, or -1 for the end
     * @return the index of its first byte, or -1
     * @throws IllegalArgumentException if {@code needle} is empty
     * @throws IndexOutOfBoundsException if {@code from} is negative, or {@code to} is below -1 or below {@code from}
     */
    public long indexOf(byte[] needle, long from, long to) {
        open();
        Needle search = new Needle(needle);
        long end = Range.end(from, to, length);
        if (end - from < needle.length) {
            return -1;
        }
        long found = -1;
        for (int part = partOf(from), count = parts(); found < 0 && part < count && begin(part) < end; part++) {
            int base = from(part);
            long begin = begin(part);
            int first = base + (int) Math.max(0, from - begin);
            int last = (int) Math.min(to(part), base + (end - begin));
            int after = search.scan(view(part), first, last);
            if (after >= 0) {
                found = begin + (after - base) - needle.length;
            }
        }
        open();
        return found;
    }

    /**
     * Whether the first bytes are these.
     *
     * @param prefix the bytes; an empty one is always there
     * @return whether they are
     */
    public boolean startsWith(byte[] prefix) {
        open();
        boolean equal = prefix.length <= length && equalsAt(prefix);
        open();
        return equal;
    }

    /**
     * Whether the bytes are exactly these.
     *
     * @param other the bytes
     * @return whether they are
     */
    public boolean contentEquals(byte[] other) {
        open();
        boolean equal = other.length == length && equalsAt(other);
        open();
        return equal;
    }

    private boolean equalsAt(byte[] other) {
        for (int part = 0, count = parts(), at = 0; part < count && at < other.length; part++) {
            ByteBuffer view = view(part);
            for (int i = from(part), to = to(part); i < to && at < other.length; i++, at++) {
                if (view.get(i) != other[at]) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Whether the bytes are the same as those of another run, however both lie over chunks.
     *
     * @param other a run that is not closed
     * @return whether they are
     * @throws IllegalStateException if either is closed
     */
    public boolean contentEquals(Bytes other) {
        open();
        boolean equal = other.length() == length && equalsRun(other);
        open();
        other.open();
        return equal;
    }

    private boolean equalsRun(Bytes other) {
        int theirs = 0;
        for (int part = 0, count = parts(); part < count; part++) {
            long at = begin(part);
            long end = at + (to(part) - from(part));
            while (at < end) {
                long theirEnd = other.begin(theirs) + (other.to(theirs) - other.from(theirs));
                int size = (int) (Math.min(end, theirEnd) - at);
                ByteBuffer mine = view(part).slice(from(part) + (int) (at - begin(part)), size);
                if (!mine.equals(
                        other.view(theirs).slice(other.from(theirs) + (int) (at - other.begin(theirs)), size))) {
                    return false;
                }
                at += size;
                if (at == theirEnd) {
                    theirs++;
                }
            }
        }
        return true;
    }

    /**
     * A part of these bytes, without a copy. Retains the chunks it lies over.
     *
     * @param from index of the first byte
     * @param to index after the last byte
     * @return a further handle, to be closed on its own
     */
    public Bytes slice(long from, long to) {
        Chunk first = openOwner();
        Objects.checkFromToIndex(from, to, length);
        if (from == to) {
            return EMPTY;
        }
        Run several = run;
        Run part = several == null ? null : several.part(from, to);
        if (part == null ? !first.retainIfShared() : !part.retain()) {
            throw closed();
        }
        Bytes slice = part == null ? own(first, offset + (int) from, offset + (int) to) : own(part);
        if (isClosed()) { // meanwhile: the chunk may have been somebody else's already when it was retained
            slice.close();
            throw closed();
        }
        return slice;
    }

    /**
     * A further handle on the same bytes.
     *
     * @return a handle, to be closed on its own; owned also if this one is borrowed
     */
    public Bytes retain() {
        open();
        return slice(0, length);
    }

    /**
     * A copy of all bytes.
     *
     * @return a new array
     * @throws IllegalArgumentException if there are more than an array holds, 2^31 - 9
     */
    public byte[] toByteArray() {
        open();
        byte[] array = new byte[Range.arrayLength(length)];
        copy(0, array, 0, array.length);
        open();
        return array;
    }

    /**
     * All bytes, decoded. Malformed input is replaced as {@link String} does.
     *
     * @param charset the encoding
     * @return the string
     * @throws IllegalArgumentException if there are more than an array holds, 2^31 - 9
     */
    public String toString(Charset charset) {
        Chunk held = held();
        ByteBuffer view = held.view();
        if (run != null || !view.hasArray()) {
            return new String(toByteArray(), charset);
        }
        String text = new String(view.array(), view.arrayOffset() + offset, (int) length, charset);
        stillOpen(held);
        return text;
    }

    /**
     * What this is, for logs and debuggers: not the content.
     *
     * @return length and number of chunks, or that it is closed
     */
    @Override
    public String toString() {
        return isClosed() ? "Bytes[closed]" : "Bytes[length=" + length + ", chunks=" + parts() + "]";
    }

    /**
     * Copies a part into an array.
     *
     * @param from index of the first byte to copy
     * @param dst where to
     * @param dstOffset index of the first byte in {@code dst}
     * @param count number of bytes
     * @throws IndexOutOfBoundsException if a range is not within these bytes or the array; nothing is copied
     */
    public void copyTo(long from, byte[] dst, int dstOffset, int count) {
        open();
        Objects.checkFromIndexSize(from, count, length);
        Objects.checkFromIndexSize(dstOffset, count, dst.length);
        copy(from, dst, dstOffset, count);
        open();
    }

    /**
     * Copies all bytes into a buffer.
     *
     * @param dst where to; its position advances by {@link #length()}
     * @return the number copied, {@link #length()}
     * @throws BufferOverflowException if {@code dst} has too little room; nothing is copied
     * @throws java.nio.ReadOnlyBufferException if {@code dst} is read-only and there are bytes
     */
    public int copyTo(ByteBuffer dst) {
        open();
        if (dst.remaining() < length) {
            throw new BufferOverflowException();
        }
        int count = (int) length;
        int limit = dst.limit();
        dst.limit(dst.position() + count);
        try {
            copy(0, dst);
        } finally {
            dst.limit(limit);
        }
        open();
        return count;
    }

    /** Copies a part that is there, without a buffer around the array: it would be garbage where it is not inlined away. */
    private void copy(long from, byte[] dst, int dstOffset, int count) {
        int done = 0;
        while (done < count) {
            int part = partOf(from + done);
            int index = from(part) + (int) (from + done - begin(part));
            int size = Math.min(to(part) - index, count - done);
            view(part).get(index, dst, dstOffset + done, size);
            done += size;
        }
    }

    /** Fills {@code dst} from {@code from} on; there are enough bytes. */
    private void copy(long from, ByteBuffer dst) {
        long at = from;
        while (dst.hasRemaining()) {
            int part = partOf(at);
            int index = from(part) + (int) (at - begin(part));
            int size = Math.min(to(part) - index, dst.remaining());
            dst.put(dst.position(), view(part), index, size);
            dst.position(dst.position() + size);
            at += size;
        }
    }

    /**
     * Writes the bytes to a channel, straight from the chunks, several in one gathering write where the channel can: until all
     * are written, or, on a non-blocking channel, until it takes no more.
     *
     * @param channel where to
     * @return the number written
     * @throws IOException if the channel fails
     */
    public long writeTo(WritableByteChannel channel) throws IOException {
        open();
        if (length == 0) {
            return 0;
        }
        return run == null
                ? Transfer.write(channel, owner, offset, offset + (int) length)
                : Transfer.write(channel, run);
    }

    /**
     * Writes all bytes to a stream.
     *
     * @param stream where to
     * @return the number written, {@link #length()}
     * @throws IOException if the stream fails
     */
    public long writeTo(OutputStream stream) throws IOException {
        for (int part = 0, count = parts(); part < count; part++) {
            Transfer.write(stream, view(part), from(part), to(part));
        }
        return length;
    }

    /**
     * The memory of these bytes, without a copy.
     *
     * @return one read-only buffer for each chunk, positioned at 0; good as long as this handle is open
     */
    public ByteBuffer[] buffers() {
        ByteBuffer[] buffers = new ByteBuffer[parts()];
        for (int part = 0; part < buffers.length; part++) {
            buffers[part] = view(part).slice(from(part), to(part) - from(part)).asReadOnlyBuffer();
        }
        return buffers;
    }

    /**
     * These bytes as one read-only buffer: their memory itself if they lie in one chunk, and then good as long as this handle is
     * open; else a copy.
     *
     * @return a big-endian buffer, positioned at 0
     * @throws IllegalArgumentException if there are more than a buffer holds, 2^31 - 9
     */
    public ByteBuffer asByteBuffer() {
        Chunk held = openOwner();
        return run == null
                ? held.view().slice(offset, (int) length).asReadOnlyBuffer()
                : ByteBuffer.wrap(toByteArray()).asReadOnlyBuffer();
    }

    /**
     * The number that the bytes spell: ASCII digits with an optional sign.
     *
     * @return the value
     * @throws NumberFormatException if they are malformed or the number does not fit in 64 bits
     */
    public long parseDecimal() {
        open();
        return Numbers.decimal(this);
    }

    /**
     * The number that the bytes spell in ASCII digits of base 16, in either case, without a sign or a prefix.
     *
     * @return the value, 0 or more
     * @throws NumberFormatException if they are malformed or the number does not fit in 63 bits
     */
    public long parseHexadecimal() {
        open();
        return Numbers.hexadecimal(this);
    }

    /**
     * Whether the other object is a {@code Bytes} of the same content.
     *
     * @param other an object
     * @return whether they are equal
     * @throws IllegalStateException if either is closed, unless they are the same handle
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Bytes bytes && contentEquals(bytes));
    }

    /**
     * A hash of the content, the same as {@link java.util.Arrays#hashCode(byte[])} gives for the same bytes.
     *
     * @return the hash
     */
    @Override
    public int hashCode() {
        int hash = 1;
        for (int part = 0, count = parts(); part < count; part++) {
            ByteBuffer view = view(part);
            for (int i = from(part), to = to(part); i < to; i++) {
                hash = 31 * hash + view.get(i);
            }
        }
        open();
        return hash;
    }

    /** Gives this handle's references back. A second call, or one on a borrowed handle, has no effect. */
    @Override
    public void close() {
        if (Witness.ON && slot != BORROWED) {
            Witness.saw("closed", this);
        }
        ChunkShare shared = share;
        if (shared != null) {
            shared.close(slot);
            return;
        }
        if (slot == BORROWED) {
            return;
        }
        Chunk held = (Chunk) OWNER.getAndSet(this, CLOSED);
        if (held == CLOSED) {
            return;
        }
        Run several = run;
        if (several == null) {
            held.release();
        } else {
            several.release();
        }
    }

    private void open() {
        if (isClosed()) {
            throw closed();
        }
    }

    private boolean isClosed() {
        VarHandle.acquireFence(); // what was read before is good if the handle is open now
        Chunk now = owner;
        VarHandle.acquireFence();
        ChunkShare shared = share;
        return now == CLOSED || (shared != null && !shared.isOpen(slot));
    }

    private Chunk openOwner() {
        open();
        return held();
    }

    /** The owner. What is read of its memory is good if the handle is {@linkplain #stillOpen still open} afterwards. */
    private Chunk held() {
        Chunk now = owner;
        if (now == CLOSED) {
            throw closed();
        }
        return now;
    }

    @SuppressWarnings("ReferenceEquality") // this very object
    private void stillOpen(Chunk held) {
        ChunkShare shared = share;
        VarHandle.acquireFence();
        if (owner != held || (shared != null && !shared.isOpen(slot))) {
            throw closed();
        }
    }

    private IllegalStateException closed() {
        String message = "These " + length + " bytes are "
                + (slot == BORROWED
                        ? "a borrowed view that a later call on the pipe ended: retain() before it what is needed longer"
                        : "closed: retain() a handle of its own for each user")
                + Witness.by(this);
        return Witness.explain(this, new IllegalStateException(message));
    }

    private static Bytes own(Chunk chunk, int from, int to) {
        return new Bytes(chunk, from, to - from, null, null, OWN);
    }

    /** Of a chunk that may never have been shared: other threads may close the handle while it is sliced. */
    private static Bytes ownCounted(Chunk chunk, int from, int to) {
        chunk.countAtomically();
        return own(chunk, from, to);
    }

    private static Bytes own(Run run) {
        return run.count() == 0
                ? EMPTY
                : new Bytes(run.chunk(0), run.from(0), run.length(), run.count() == 1 ? null : run, null, OWN);
    }

    private int parts() {
        open();
        Run several = run;
        return several != null ? several.count() : length == 0 ? 0 : 1;
    }

    private Chunk chunk(int part) {
        Run several = run;
        return several != null ? several.chunk(part) : openOwner();
    }

    private ByteBuffer view(int part) {
        Run several = run;
        return several != null ? several.view(part) : held().view();
    }

    private int from(int part) {
        Run several = run;
        return several != null ? several.from(part) : offset;
    }

    private int to(int part) {
        Run several = run;
        return several != null ? several.to(part) : offset + (int) length;
    }

    private long begin(int part) {
        Run several = run;
        return several != null ? several.begin(part) : 0;
    }

    private int partOf(long index) {
        Run several = run;
        return several != null ? several.partOf(index) : 0;
    }

    /** What implementations of pipes may do beyond the public methods. */
    private static final class Access extends chunkedbuffer.spi.BytesAccess {
        static void install() {
            register(new Access());
        }

        @Override
        public Bytes own(Chunk chunk, int from, int to) {
            return Bytes.ownCounted(chunk, from, to);
        }

        @Override
        public Bytes share(ChunkShare share, int from, int to) {
            return new Bytes(share.chunk(), from, to - from, null, share, (byte) share.issue());
        }

        @Override
        public Bytes own(Chunk[] chunks, int[] from, int[] to, int count) {
            Run run = new Run(count);
            for (int part = 0; part < count; part++) {
                chunks[part].countAtomically();
                run.add(chunks[part], from[part], to[part]);
            }
            return Bytes.own(run);
        }

        @Override
        public Bytes view() {
            return new Bytes(EMPTY.owner, 0, 0, null, null, BORROWED);
        }

        @Override
        public void bind(Bytes view, Chunk chunk, int from, int to) {
            show(view, chunk, from, to - from, null);
        }

        @Override
        public void move(Bytes view, int from, int to) {
            view.offset = from;
            view.length = (long) to - from;
        }

        @Override
        public void clear(Bytes view) {
            Run several = view.run;
            if (several != null) {
                several.clear();
            }
            show(view, EMPTY.owner, 0, 0, several);
        }

        @Override
        public void add(Bytes view, Chunk chunk, int from, int to) {
            Run several = view.run;
            if (several == null) {
                several = new Run(4);
            }
            several.add(chunk, from, to);
            show(view, several.chunk(0), several.from(0), several.length(), several);
        }

        @Override
        public void invalidate(Bytes view) {
            Witness.saw("ended", view);
            OWNER.setVolatile(view, CLOSED);
        }

        @SuppressWarnings("ReferenceEquality") // this very object is shared by everybody
        private static void show(Bytes view, Chunk owner, int offset, long length, @Nullable Run run) {
            if (view.slot != BORROWED || view == EMPTY) {
                throw new IllegalArgumentException(view + " is not a borrowed view");
            }
            // The same chunk is shown again and again: a store of a reference costs the collector's barrier.
            if (view.owner != owner) {
                view.owner = owner;
            }
            if (view.run != run) {
                view.run = run;
            }
            view.offset = offset;
            view.length = length;
        }

        @Override
        public int parts(Bytes bytes) {
            return bytes.parts();
        }

        @Override
        public Chunk chunk(Bytes bytes, int part) {
            return bytes.chunk(part);
        }

        @Override
        public int from(Bytes bytes, int part) {
            return bytes.from(part);
        }

        @Override
        public int to(Bytes bytes, int part) {
            return bytes.to(part);
        }

        @Override
        public ByteBuffer memory(Chunk chunk) {
            chunk.countAtomically();
            return chunk.view();
        }

        @Override
        public boolean retain(Chunk chunk) {
            return chunk.retainIfShared();
        }

        @Override
        public Chunk unpooled(ByteBuffer memory) {
            return new UnpooledChunk(memory);
        }
    }
}
