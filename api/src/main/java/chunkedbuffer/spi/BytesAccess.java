package chunkedbuffer.spi;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Chunk;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an implementation of {@link chunkedbuffer.api.Pipe} needs of {@link Bytes} and {@link Chunk} beyond their public face:
 * making runs without counting twice, re-binding the borrowed view of {@code buffered()}, and looking at the chunks of a run.
 *
 * <p>For implementers of pipes; a user of pipes has no need of it.
 */
public abstract class BytesAccess {
    private static volatile @Nullable BytesAccess instance;

    /** For {@link Bytes} alone. */
    protected BytesAccess() {}

    /**
     * The one instance.
     *
     * @return it
     */
    public static BytesAccess get() {
        BytesAccess access = instance;
        if (access == null) {
            Bytes.empty(); // its class initializer registers the instance
            access = Objects.requireNonNull(instance, "Bytes did not register its access");
        }
        return access;
    }

    /**
     * Called once, by the class initializer of {@link Bytes}.
     *
     * @param access the instance
     * @throws IllegalStateException if there is one already
     */
    protected static void register(BytesAccess access) {
        if (instance != null) {
            throw new IllegalStateException("BytesAccess is registered already");
        }
        instance = access;
    }

    /**
     * An owned run over a part of one chunk. It takes over one reference of the caller's.
     *
     * @param chunk the chunk
     * @param from index of the first byte
     * @param to index after the last byte; more than {@code from}
     * @return the handle
     */
    public abstract Bytes own(Chunk chunk, int from, int to);

    /**
     * An owned run over a part of a shared chunk. It takes the share's next slot.
     *
     * @param share not spent
     * @param from index of the first byte
     * @param to index after the last byte; more than {@code from}
     * @return the handle
     */
    public abstract Bytes share(ChunkShare share, int from, int to);

    /**
     * An owned run over parts of several chunks. It takes over one reference of the caller's for each.
     *
     * @param chunks the chunks; copied, as the other arrays are
     * @param from index of the first byte in each
     * @param to index after the last byte in each
     * @param count how many entries of the arrays count
     * @return the handle
     */
    public abstract Bytes own(Chunk[] chunks, int[] from, int[] to, int count);

    /**
     * A borrowed view, bound to nothing. It holds no reference and its {@code close()} does nothing.
     *
     * @return the view, empty
     */
    public abstract Bytes view();

    /**
     * Makes a view show a part of one chunk.
     *
     * @param view from {@link #view()}
     * @param chunk the chunk, whose {@link #memory(Chunk)} was asked for, and which stays referenced by the caller as long as the
     *     view is good
     * @param from index of the first byte
     * @param to index after the last byte
     */
    public abstract void bind(Bytes view, Chunk chunk, int from, int to);

    /**
     * Makes a view that shows a part of one chunk show another part of it. A view that was {@linkplain #invalidate invalidated}
     * stays so.
     *
     * @param view from {@link #view()}, bound to a part of one chunk
     * @param from index of the first byte
     * @param to index after the last byte
     */
    public abstract void move(Bytes view, int from, int to);

    /**
     * Makes a view show nothing, so that more can be {@linkplain #add added}.
     *
     * @param view from {@link #view()}
     */
    public abstract void clear(Bytes view);

    /**
     * Makes a view show a part of one more chunk behind what it shows.
     *
     * @param view from {@link #view()}
     * @param chunk the chunk, whose {@link #memory(Chunk)} was asked for, and which stays referenced by the caller as long as the
     *     view is good
     * @param from index of the first byte
     * @param to index after the last byte
     */
    public abstract void add(Bytes view, Chunk chunk, int from, int to);

    /**
     * Makes every further use of a view, before it is bound again, an {@link IllegalStateException}.
     *
     * @param view from {@link #view()}
     */
    public abstract void invalidate(Bytes view);

    /**
     * How many chunks a run lies over.
     *
     * @param bytes a run that is not closed
     * @return 0 for an empty one
     * @throws IllegalStateException if it is closed
     */
    public abstract int parts(Bytes bytes);

    /**
     * One of the chunks of a run. Not retained for the caller.
     *
     * @param bytes a run that is not closed
     * @param part from 0 to {@code parts(bytes) - 1}
     * @return the chunk
     */
    public abstract Chunk chunk(Bytes bytes, int part);

    /**
     * Where a run begins in one of its chunks.
     *
     * @param bytes a run that is not closed
     * @param part from 0 to {@code parts(bytes) - 1}
     * @return index of the first byte
     */
    public abstract int from(Bytes bytes, int part);

    /**
     * Where a run ends in one of its chunks.
     *
     * @param bytes a run that is not closed
     * @param part from 0 to {@code parts(bytes) - 1}
     * @return index after the last byte
     */
    public abstract int to(Bytes bytes, int part);

    /**
     * All of a chunk's memory as a buffer to read from by index: its position and limit are never changed, and any number of
     * threads may share it. Little-endian.
     *
     * <p>A pipe asks for it before any other thread gets to see the chunk: from then on its references are counted by atomic
     * steps alone, so that a reader may add one while somebody who closes the pipe gives one back. A sole reference of a chunk
     * that was never shared is not counted that way.
     *
     * @param chunk the chunk
     * @return the same buffer at each call; nobody writes through it or changes it
     */
    public abstract ByteBuffer memory(Chunk chunk);

    /**
     * Adds a reference for a reader whose pipe may be closed by another thread at this moment, which then gives the chunk back.
     * If that was first, nothing is done to a chunk that is with its pool, or out again and somebody's alone. The reader then
     * looks whether its pipe is still open, and {@linkplain Chunk#release() releases} the chunk if it is not: it may be another
     * pipe's by now.
     *
     * @param chunk whose {@link #memory(Chunk)} was asked for
     * @return whether there is one more
     */
    public abstract boolean retain(Chunk chunk);

    /**
     * A chunk around memory that belongs to the garbage collector, with one reference.
     *
     * @param memory from 0 to its capacity; its position, limit and order are the chunk's from now on
     * @return the chunk
     */
    public abstract Chunk unpooled(ByteBuffer memory);
}
