package chunkedbuffer.transport.nio;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.spi.BoundedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves bytes from a socket into the input pipe, as long as the pipe takes them and the pool has memory for them. Belongs to
 * the loop.
 *
 * <pre>{@code
 *              flush() is false                 the reader closed
 *   READING ----------------------> PAUSED      (from any state but ENDED)
 *    |   ^  <----------------------   |                  |
 *    |   |        onWritable          |                  v
 *    |   |                            +------------> DISCARDING
 *    |   | memory is back, or the reader closed          |
 *    v   |                                               v   the peer's end of stream
 *   NO_MEMORY                                          ENDED   (from READING too)
 * }</pre>
 *
 * <p>While it does not read, data, end of stream and reset wait in the kernel.
 */
final class Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** Less room than this is not worth a system call: the pipe takes a new chunk. */
    private static final int LEAST_ROOM = 2048;

    private static final int READS_A_TURN = 16;

    /** The most taken at a time for a pipe that is never paused. */
    private static final int UNLIMITED_BATCH = 1024 * 1024;

    /** More than kernels hold for one socket. */
    private static final int MOST_REST = 16 * 1024 * 1024;

    /** A pool that says it has memory and gives none is not asked again at once. */
    private static final long MEMORY_BACK_OFF = TimeUnit.MILLISECONDS.toNanos(10);

    private enum State {
        READING,
        PAUSED,
        NO_MEMORY,
        DISCARDING,
        ENDED
    }

    private final NioConnection connection;
    private final EventLoop loop;
    private final SocketChannel channel;
    private final PipeWriter input;
    private final ChunkPool pool;
    private final int room;
    private final int batch;
    private State state = State.READING;
    private @Nullable Runnable writable;
    private boolean memoryPromised;
    private Timers.@Nullable Timer memoryRetry;

    Receiver(
            NioConnection connection,
            EventLoop loop,
            SocketChannel channel,
            PipeWriter input,
            ChunkPool pool,
            int maximumChunkSize,
            long pauseThreshold) {
        this.connection = connection;
        this.loop = loop;
        this.channel = channel;
        this.input = input;
        this.pool = pool;
        room = Math.min(LEAST_ROOM, maximumChunkSize);
        batch = pauseThreshold == 0
                ? UNLIMITED_BATCH
                : (int) Math.min(UNLIMITED_BATCH, Math.max(LEAST_ROOM, pauseThreshold));
    }

    /** The socket has something. */
    void ready() {
        switch (state) {
            case READING -> read();
            case DISCARDING -> discardBatch();
            default -> connection.wantRead(false);
        }
    }

    private void read() {
        int total = 0;
        boolean ended = false;
        boolean memory = true;
        try {
            for (int reads = 0; reads < READS_A_TURN && total < batch; reads++) {
                ByteBuffer buffer = input.tryGetBuffer(room);
                if (buffer == null) {
                    memory = false;
                    break;
                }
                int offered = Math.min(buffer.remaining(), batch - total);
                buffer.limit(buffer.position() + offered);
                int count = fill(buffer);
                ended = count < 0;
                total += Math.max(0, count);
                if (count < offered) {
                    break;
                }
            }
            memoryPromised &= total == 0;
            if (ended) {
                end();
            } else if (total > 0 && !input.flush() && state == State.READING) {
                pause();
            } else if (!memory) {
                awaitMemory();
            }
        } catch (ReaderClosedException e) {
            readerClosed(e);
        } catch (IOException e) {
            connection.fail(e);
        }
    }

    /** The buffer goes back to the pipe whatever happens: a connection that has nothing to read holds no chunk. */
    private int fill(ByteBuffer buffer) throws IOException {
        int count;
        try {
            count = channel.read(buffer);
        } catch (IOException e) {
            giveBack(e);
            throw e;
        }
        input.advance(Math.max(0, count));
        return count;
    }

    private void giveBack(IOException failure) {
        try {
            input.advance(0);
        } catch (ReaderClosedException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Takes what has come before a failure of the other direction: the peer may have said why. It is taken even where the input is
     * paused: no more than what the kernel holds, where nothing comes any more. Does not flush.
     */
    void takeRest() {
        if (state != State.READING && state != State.PAUSED) {
            return;
        }
        try {
            int count = 1;
            for (int total = 0; total < MOST_REST && count > 0; total += count) {
                ByteBuffer buffer = input.tryGetBuffer(room);
                count = buffer == null ? 0 : fill(buffer);
            }
        } catch (Throwable e) {
            LOG.trace("No rest to be read", e); // the failure of the other direction is the one that counts
        }
    }

    private void end() {
        state = State.ENDED;
        connection.wantRead(false);
        connection.inputEnds();
    }

    /** The end was an orderly one. */
    void tellEnd() {
        input.eof();
        connection.inputEnded();
        checkReader();
    }

    private void pause() {
        state = State.PAUSED;
        connection.wantRead(false);
        input.onWritable(writable());
    }

    /** Made at the first pause, and kept: most connections have none. */
    private Runnable writable() {
        Runnable made = writable;
        if (made == null) {
            Runnable resume = this::resume;
            made = () -> loop.execute(resume);
            writable = made;
        }
        return made;
    }

    private void resume() {
        if (state != State.PAUSED && state != State.NO_MEMORY) {
            return;
        }
        if (input.isReaderClosed()) {
            checkReader();
            return;
        }
        state = State.READING;
        connection.wantRead(true);
    }

    private void awaitMemory() {
        state = State.NO_MEMORY;
        connection.wantRead(false);
        if (memoryPromised && !(input instanceof BoundedWriter)) { // which has a delay of its own
            memoryRetry = loop.schedule(MEMORY_BACK_OFF, this::askForMemory);
        } else {
            askForMemory();
        }
    }

    private void askForMemory() {
        memoryRetry = null;
        try {
            if (input instanceof BoundedWriter bounded) {
                // Also when the reader closes: then what comes is dropped, which takes no memory.
                bounded.whenMemory().whenComplete((nothing, closed) -> loop.execute(this::memoryAvailable));
            } else {
                pool.onAvailable(() -> loop.execute(this::memoryAvailable));
            }
        } catch (Throwable e) {
            connection.failed(e); // a pool's; nobody else would wake this connection
        }
    }

    private void memoryAvailable() {
        memoryPromised = true;
        resume();
    }

    /** Looks whether the reader has closed, and why. */
    void checkReader() {
        if (!input.isReaderClosed()) {
            return;
        }
        try {
            input.flush();
            discard();
        } catch (ReaderClosedException e) {
            readerClosed(e);
        }
    }

    private void readerClosed(ReaderClosedException closed) {
        if (closed.getCause() == null) {
            discard();
        } else {
            connection.drop(closed.getCause());
        }
    }

    /** From now on what comes is dropped, until the peer's end of stream. */
    void discard() {
        if (state != State.ENDED) {
            state = State.DISCARDING;
            cancelTimer();
            connection.wantRead(true);
        }
    }

    /** Drops what has come so far. */
    void discardBatch() {
        try {
            for (int reads = 0; reads < READS_A_TURN && state == State.DISCARDING; reads++) {
                ByteBuffer scratch = loop.scratch();
                int count = channel.read(scratch);
                if (count < 0) {
                    end();
                } else if (scratch.hasRemaining()) {
                    return;
                }
            }
        } catch (IOException e) {
            connection.fail(e);
        }
    }

    /** The connection has ended. */
    void stop() {
        state = State.ENDED;
        cancelTimer();
    }

    private void cancelTimer() {
        loop.cancel(memoryRetry);
        memoryRetry = null;
    }
}
