package chunkedbuffer.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The end of a {@link Pipe} that bytes are put into.
 *
 * <p>Two ways to write: ask for a buffer with {@link #getBuffer(int)}, fill it from its position, and say with
 * {@link #advance(int)} how much was filled; or let {@link #write(byte[])}, {@link #append(ByteBuffer)} and the adapters do
 * that. Either way the reader sees the bytes at the next {@link #flush()}.
 *
 * <p><b>The writer's buffer.</b> Its position need not be 0: fill it from the position, never {@code clear} or {@code flip}
 * it. {@code advance} counts from where it was handed out and ignores the position. There is one {@code advance} a
 * {@code getBuffer}; {@code advance(0)} gives it back unused; a second {@code getBuffer} before {@code advance} replaces the
 * first. The memory belongs to the pipe: a buffer kept after its {@code advance} must not be touched.
 *
 * <p><b>Back-pressure</b> is judged at {@code flush()}, on flushed bytes that the reader has neither consumed nor examined:
 * the writer is paused at {@link PipeOptions#pauseThreshold()} or more, until {@link PipeOptions#resumeThreshold()} or fewer.
 * A paused writer may still write; {@code flush()} just says {@code false}.
 *
 * <p><b>Threads.</b> One thread at a time. Two writers at once are a bug of the caller: detected where that costs nothing, and
 * always under {@code -Dchunkedbuffer.checks=true}.
 *
 * <p><b>After the end.</b> After {@link #eof()}, {@code getBuffer}, {@code write}, {@code append} and {@code advance} throw
 * {@link IllegalStateException}. After the reader closed, every call that would hand out or take bytes throws
 * {@link ReaderClosedException}, and the bytes are dropped. When the pool is closed, what would take memory from it throws the
 * pool's {@link IllegalStateException}.
 */
public interface PipeWriter {

    /**
     * Memory to write into: room for at least 1 byte, between position and limit.
     *
     * @return a buffer of the pipe's, good until the next {@code advance}
     * @throws IllegalStateException after {@link #eof()}
     * @throws ReaderClosedException after the reader closed
     * @throws PoolExhaustedException if the pool is at its bound and stays there for its time-out
     */
    ByteBuffer getBuffer();

    /**
     * Memory to write into: room for at least {@code sizeHint} contiguous bytes, between position and limit. A chunk is filled
     * as far as it goes, so more than that is usual. The hint may exceed {@link PipeOptions#maximumChunkSize()}.
     *
     * @param sizeHint bytes wanted; -1 and 0 mean "any", which is at least 1
     * @return a buffer of the pipe's, good until the next {@code advance}
     * @throws IllegalArgumentException if {@code sizeHint} is below -1, or more than the pool ever has
     * @throws IllegalStateException after {@link #eof()}
     * @throws ReaderClosedException after the reader closed
     * @throws PoolExhaustedException if the pool is at its bound and stays there for its time-out
     */
    ByteBuffer getBuffer(int sizeHint);

    /**
     * As {@link #getBuffer(int)}, but {@code null} instead of waiting when the pool is at its bound: for event loops, which go
     * on when {@link ChunkPool#onAvailable(Runnable)} runs.
     *
     * @param sizeHint bytes wanted; -1 and 0 mean "any"
     * @return a buffer of the pipe's, or {@code null} if the pool has no memory now
     * @throws IllegalArgumentException if {@code sizeHint} is below -1, or more than the pool ever has
     * @throws IllegalStateException after {@link #eof()}
     * @throws ReaderClosedException after the reader closed
     */
    @Nullable
    ByteBuffer tryGetBuffer(int sizeHint);

    /**
     * Says that the first {@code nbytes} of the buffer handed out were filled. The reader does not see them before
     * {@link #flush()}. The buffer is the pipe's again.
     *
     * @param nbytes from 0, which gives the buffer back unused, to what was handed out
     * @throws IllegalArgumentException if {@code nbytes} is negative
     * @throws IllegalStateException without a buffer handed out, past its end, or after {@link #eof()}; nothing is changed
     * @throws ReaderClosedException after the reader closed; the bytes are dropped
     */
    void advance(int nbytes);

    /**
     * Makes all that was written visible to the reader and wakes it if it waits. With nothing unflushed it wakes nobody.
     *
     * @return {@code false} if the writer is paused: it should stop until {@link #whenWritable()}
     * @throws ReaderClosedException after the reader closed; the bytes are dropped
     */
    boolean flush();

    /**
     * {@link #advance(int)}, then {@link #flush()}.
     *
     * @param nbytes from 0 to what was handed out
     * @return what {@code flush()} says
     * @throws IllegalArgumentException if {@code nbytes} is negative
     * @throws IllegalStateException without a buffer handed out, past its end, or after {@link #eof()}; nothing is changed
     * @throws ReaderClosedException after the reader closed; the bytes are dropped
     */
    boolean bufferWritten(int nbytes);

    /**
     * Copies the whole array into the pipe. Does not flush.
     *
     * @param src the bytes; the caller's again on return
     * @throws IllegalStateException after {@link #eof()}
     * @throws ReaderClosedException after the reader closed
     * @throws PoolExhaustedException if the pool is at its bound and stays there; bytes copied before that stay written
     */
    void write(byte[] src);

    /**
     * Copies a part of an array into the pipe. Does not flush.
     *
     * @param src the bytes; the caller's again on return
     * @param offset index of the first byte
     * @param length number of bytes
     * @throws IndexOutOfBoundsException if the range is not within the array
     * @throws IllegalStateException after {@link #eof()}
     * @throws ReaderClosedException after the reader closed
     * @throws PoolExhaustedException if the pool is at its bound and stays there; bytes copied before that stay written
     */
    void write(byte[] src, int offset, int length);

    /**
     * Copies the buffer's remaining bytes into the pipe and advances its position to its limit. Does not flush.
     *
     * @param src the bytes; the caller's again on return
     * @throws IllegalStateException after {@link #eof()}
     * @throws ReaderClosedException after the reader closed
     * @throws PoolExhaustedException if the pool is at its bound and stays there; the position tells what was copied
     */
    void write(ByteBuffer src);

    /**
     * Puts a run of bytes into the pipe by linking its chunks, without a copy; runs shorter than
     * {@link PipeOptions#inputCutoffSize()} may be copied instead. Does not flush. The pipe retains what it links: the caller
     * still closes its own handle.
     *
     * @param src the bytes
     * @throws IllegalStateException after {@link #eof()}, or if {@code src} is closed
     * @throws ReaderClosedException after the reader closed
     * @throws PoolExhaustedException if bytes are copied and the pool is at its bound and stays there
     */
    void write(Bytes src);

    /**
     * Hands the buffer's memory, from position to limit, over for good: without a copy when it is at least
     * {@link PipeOptions#inputCutoffSize()} bytes, else copied. The position advances to the limit. The caller must not change
     * the memory afterwards. Does not flush.
     *
     * @param src the bytes; heap or direct, read-only or not
     * @throws IllegalStateException after {@link #eof()}
     * @throws ReaderClosedException after the reader closed
     * @throws PoolExhaustedException if bytes are copied and the pool is at its bound and stays there
     */
    void append(ByteBuffer src);

    /**
     * Bytes written and not yet flushed.
     *
     * @return a count of bytes, 0 or more
     */
    long unflushed();

    /**
     * Whether the writer is not paused.
     *
     * @return {@code true} if writing may go on; also after the reader closed, so that the writer comes and learns of it
     */
    boolean isWritable();

    /**
     * A stage that completes when the writer is not paused: at once if it is not now. One may be pending at a time. It
     * completes on {@link PipeOptions#writerExecutor()}, or on the thread that made it so. Cancelling its future withdraws the
     * wait.
     *
     * @return the stage; it fails with {@link ReaderClosedException} if the reader closes, before or while it waits
     * @throws IllegalStateException if one is pending already, or a thread is in {@link #awaitWritable()}
     */
    CompletionStage<@Nullable Void> whenWritable();

    /**
     * Runs a task once, when the writer is not paused or the reader has closed: at once if that is so now. It is a {@link
     * #whenWritable()} for event loops, which makes no garbage where the pipe has its own and the task is kept; the default
     * makes a stage. While the task runs its thread is the writer. Where others wake the writer at the same time there may be a
     * new pause by then: it looks at {@link #isWritable()}. What it throws ends the stream with that cause.
     *
     * @param once what to run, on {@link PipeOptions#writerExecutor()}, or on the thread that made it so
     * @throws IllegalStateException if a wait is pending already: one at a time, of this kind, {@link #whenWritable()} and {@link
     *     #awaitWritable()}
     */
    default void onWritable(Runnable once) {
        Objects.requireNonNull(once, "once");
        whenWritable().whenComplete((nothing, closed) -> {
            try {
                once.run();
            } catch (Throwable e) {
                eof(e);
                throw e;
            }
        });
    }

    /**
     * Waits until the writer is not paused.
     *
     * @throws IOException reserved to implementations over a device
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws ReaderClosedException if the reader closes, before or while it waits
     * @throws IllegalStateException if a {@link #whenWritable()} is pending
     */
    void awaitWritable() throws IOException, InterruptedException;

    /**
     * Ends the stream: flushes, and no more bytes will come. What was written stays readable. A buffer that is out is given
     * back unused. A second call is ignored, the first one stands. After the reader closed it does nothing but that.
     */
    void eof();

    /**
     * Ends the stream with a failure: as {@link #eof()}, and a reader that has read everything gets {@code cause} as the cause
     * of an {@link IOException}, every time.
     *
     * @param cause what went wrong
     */
    void eof(Throwable cause);

    /**
     * Whether the reader has closed its end, or the whole pipe was closed.
     *
     * @return {@code true} if nobody will read what is written
     */
    boolean isReaderClosed();

    /**
     * This writer as a stream. {@code write} flushes each full chunk, and waits while the pipe is paused, flushing before it
     * waits; {@code flush()} flushes; {@code close()} is {@link #eof()}. A closed reader is an {@link IOException} whose cause
     * is the {@link ReaderClosedException}, also of {@code flush()} and {@code close()}. An interrupt while it waits is an {@link
     * java.io.InterruptedIOException}, with the thread's interrupt status set; one that cuts a write, with some of its bytes in the
     * pipe ({@link java.io.InterruptedIOException#bytesTransferred}), ends the stream with that failure. Where the pool is at its
     * bound and stays there, a write throws {@link PoolExhaustedException}; what it had copied is flushed.
     *
     * @return a stream for the writer's thread
     */
    OutputStream asOutputStream();

    /**
     * This writer as a channel. {@code write} takes all of the buffer and flushes, waiting while the pipe is paused;
     * {@code close()} is {@link #eof()}. A closed reader is an {@link IOException} whose cause is the
     * {@link ReaderClosedException}; an interrupt while it waits is a {@link java.nio.channels.ClosedByInterruptException}, with
     * which the stream ends.
     *
     * @return a channel for the writer's thread
     */
    WritableByteChannel asWritableChannel();
}
