package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.ChunkPool;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.spi.BoundedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
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
 * <p>While it does not read, data, end of stream and reset wait in the kernel, and cost nothing: {@link #arrived} is remembered until it
 * reads again.
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

    private final EpollConnection connection;
    private final EpollLoop loop;
    private final NativeSocket socket;
    private final PipeWriter input;
    private final ChunkPool pool;
    private final int room;
    private final int batch;
    private State state = State.READING;

    /** Whether the kernel may have something: an event has said so, and no read has found the end of it since. */
    private boolean arrived;

    /** Whether the other end is gone: then the end of what there is is the end of the stream, or a failure. */
    private boolean lastWords;

    private @Nullable Runnable writable;
    private boolean memoryPromised;
    private @Nullable Future<?> memoryRetry;

    /** Whether {@link #again} is among the loop's tasks. */
    private boolean willReceive;

    private final Runnable again = this::receiveAgain;

    Receiver(
            EpollConnection connection,
            EpollLoop loop,
            NativeSocket socket,
            PipeWriter input,
            ChunkPool pool,
            int maximumChunkSize,
            long pauseThreshold) {
        this.connection = connection;
        this.loop = loop;
        this.socket = socket;
        this.input = input;
        this.pool = pool;
        room = Math.min(LEAST_ROOM, maximumChunkSize);
        batch = pauseThreshold == 0
                ? UNLIMITED_BATCH
                : (int) Math.min(UNLIMITED_BATCH, Math.max(LEAST_ROOM, pauseThreshold));
    }

    /**
     * Takes note that the socket has something.
     *
     * @param last whether nothing can come after it
     */
    void arrived(boolean last) {
        arrived = true;
        lastWords |= last;
    }

    /** Takes what has arrived, if it may; comes back later for what is too much for once. */
    void receive() {
        if (!arrived) {
            return;
        }
        if (state == State.READING) {
            read();
        } else if (state == State.DISCARDING) {
            discardBatch();
        } else {
            return;
        }
        receiveLater();
    }

    private void receiveLater() {
        if (arrived && !willReceive && (state == State.READING || state == State.DISCARDING)) {
            willReceive = true;
            loop.executeLater(again);
        }
    }

    private void receiveAgain() {
        willReceive = false;
        try {
            connection.receive();
        } catch (Throwable e) {
            connection.failed(e); // as for an event: what a pool throws, say
        }
    }

    private void read() {
        int total = 0;
        boolean ended = false;
        boolean memory = true;
        try {
            for (int reads = 0; arrived && reads < READS_A_TURN && total < batch; reads++) {
                ByteBuffer buffer = input.tryGetBuffer(room);
                if (buffer == null) {
                    memory = false;
                    break;
                }
                int count = fill(buffer, Math.min(buffer.remaining(), batch - total));
                ended = count < 0;
                total += Math.max(0, count);
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
    private int fill(ByteBuffer buffer, int most) throws IOException {
        int count;
        try {
            count = buffer.isDirect()
                    ? readInto(buffer, buffer.position(), most)
                    : readThroughDirectMemory(buffer, buffer.position(), most);
        } catch (IOException e) {
            giveBack(e);
            throw e;
        }
        input.advance(Math.max(0, count));
        return count;
    }

    private int readInto(ByteBuffer direct, int at, int most) throws IOException {
        int count = socket.read(direct, at, at + most);
        if (count <= 0 || (count < most && !lastWords)) {
            arrived = false; // what comes now is a new event
        }
        return count;
    }

    private int readThroughDirectMemory(ByteBuffer heap, int at, int most) throws IOException {
        Gather lent = loop.borrowGather();
        ByteBuffer direct = lent.room();
        int count = readInto(direct, 0, Math.min(most, direct.capacity()));
        if (count > 0) {
            heap.put(at, direct, 0, count);
        }
        loop.returnGather(lent);
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
                count = buffer == null ? 0 : fill(buffer, buffer.remaining());
            }
        } catch (Throwable e) {
            LOG.trace("No rest to be read", e); // the failure of the other direction is the one that counts
        }
    }

    private void end() {
        state = State.ENDED;
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

    /** Reads later, as this may be called by a reader of the input that is in the middle of something. */
    private void resume() {
        if (state != State.PAUSED && state != State.NO_MEMORY) {
            return;
        }
        if (input.isReaderClosed()) {
            checkReader();
            return;
        }
        state = State.READING;
        receiveLater();
    }

    private void awaitMemory() {
        state = State.NO_MEMORY;
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
        if (state != State.ENDED && state != State.DISCARDING) {
            state = State.DISCARDING;
            cancelTimer();
            receiveLater();
        }
    }

    /** Drops what has come so far, or at least much of it. */
    void discardBatch() {
        Gather lent = loop.borrowGather();
        try {
            ByteBuffer room = lent.room();
            for (int reads = 0; reads < READS_A_TURN && state == State.DISCARDING; reads++) {
                int count = readInto(room, 0, room.capacity());
                if (count < 0) {
                    end();
                } else if (!arrived) {
                    return;
                }
            }
        } catch (IOException e) {
            connection.fail(e);
        } finally {
            loop.returnGather(lent);
        }
    }

    /** The connection has ended. */
    void stop() {
        state = State.ENDED;
        cancelTimer();
    }

    private void cancelTimer() {
        EpollLoop.cancel(memoryRetry);
        memoryRetry = null;
    }
}
