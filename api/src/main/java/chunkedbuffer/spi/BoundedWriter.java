package chunkedbuffer.spi;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A writer's end of a pipe that copies what there is memory for at its pool's bound, and tells when there is more: implemented by a
 * {@link chunkedbuffer.api.PipeWriter} whose pipe knows its pool.
 *
 * <p>For who writes much through little memory: a write that waits inside with bytes of its own unflushed may wait for what only its
 * flush would give back. With these calls it flushes first. They belong to the writer's thread, as all of its calls do.
 *
 * <p>A pool at its bound may be empty because many hold some of it and wait for more, each for what another holds. So {@code
 * writeSome} goes on without the pool where that has nothing: with a little memory of the pipe's own, once what it copied there
 * before has been read. The built-in pipe has 2 KiB.
 */
public interface BoundedWriter {
    /**
     * As {@link chunkedbuffer.api.PipeWriter#write(byte[], int, int)}, but it never waits for memory: where there is none, in the
     * pool or of its own, it stops. Does not flush.
     *
     * @param src the array
     * @param offset index of the first byte
     * @param length number of bytes, 0 or more
     * @return how many were copied: {@code length} unless the pool is at its bound
     * @throws IndexOutOfBoundsException if they do not lie within the array
     * @throws chunkedbuffer.api.ReaderClosedException if the reader has closed
     * @throws IllegalStateException if the stream has ended
     */
    int writeSome(byte[] src, int offset, int length);

    /**
     * As {@link chunkedbuffer.api.PipeWriter#write(ByteBuffer)}, but it never waits for memory: where there is none, in the pool or
     * of its own, it stops. Does not flush.
     *
     * @param src the bytes, position to limit; the position advances behind what was copied
     * @return how many were copied: all of them unless the pool is at its bound
     * @throws chunkedbuffer.api.ReaderClosedException if the reader has closed
     * @throws IllegalStateException if the stream has ended
     */
    int writeSome(ByteBuffer src);

    /**
     * A stage that completes when there may be memory again, after one of these calls copied less than it was given,
     * or {@link chunkedbuffer.api.PipeWriter#tryGetBuffer} gave none: as {@link chunkedbuffer.api.ChunkPool#onAvailable} tells it, which
     * promises none, or, after {@code writeSome}, when what it copied to memory of its own has been read. Who comes back in vain is told
     * with a delay. It is the writer's wait, as {@link chunkedbuffer.api.PipeWriter#whenWritable()} is: on the same thread, one at a time; it fails with {@link
     * chunkedbuffer.api.ReaderClosedException} when the reader closes, and completes on {@link
     * chunkedbuffer.api.PipeOptions#writerExecutor()}, or on the thread that gave the memory back.
     *
     * @return the stage
     * @throws IllegalStateException if a wait of the writer's is pending
     */
    CompletionStage<@Nullable Void> whenMemory();

    /**
     * Waits, as {@link #whenMemory()} does, with the calling thread parked. It has no limit of time, as {@link
     * chunkedbuffer.api.PipeWriter#awaitWritable()} has none.
     *
     * @throws chunkedbuffer.api.ReaderClosedException if the reader closes, or has closed
     * @throws InterruptedException if the thread is interrupted while it waits, or was before
     * @throws IllegalStateException if a wait of the writer's is pending
     */
    void awaitMemory() throws InterruptedException;
}
