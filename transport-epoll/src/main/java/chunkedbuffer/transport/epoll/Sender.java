package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeReader;
import chunkedbuffer.spi.ReaderFailure;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes from the output pipe into a socket, straight out of the chunks; and closes the socket.
 *
 * <p>Two threads may have reason to send: the one that flushes, which tries at once, and the loop, when the socket takes bytes
 * again. {@link #work} counts the reasons; whoever raises it from 0 is the pipe's reader until it has brought it back to 0,
 * and does the others' work as well. So there is one reader at a time, nobody waits, and nothing is overlooked. Fields without
 * {@code volatile} belong to the holder of the work.
 *
 * <p>Closing the pipe and the socket is the holder's business too: a chunk must not go home while the kernel reads it, and nobody may
 * write to a descriptor that has been closed and may be another socket's by then.
 */
final class Sender {

    private static final VarHandle WORK;
    private static final VarHandle SENT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORK = lookup.findVarHandle(Sender.class, "work", int.class);
            SENT = lookup.findVarHandle(Sender.class, "sent", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** After as many writes in a row, the loop looks after its other connections. */
    private static final int WRITES_A_TURN = 16;

    private static final int NOT_CLOSING = -1;

    private enum Outcome {
        ALL_SENT,
        SOCKET_FULL,
        TURN_OVER
    }

    private final EpollConnection connection;
    private final EpollLoop loop;
    private final NativeSocket socket;
    private final Pipe output;
    private final PipeReader reader;

    @SuppressWarnings("unused") // read through WORK
    private int work;

    private final Runnable sendMore = this::work;

    private boolean finished;
    private boolean failed;
    private boolean inputEndTold;
    private boolean ended;
    private boolean released;
    private long unsentAtClose = NOT_CLOSING;

    /** Counted by the holder alone, read by the loop to see progress. */
    @SuppressWarnings("unused") // read through SENT
    private long sent;

    /** Written by the holder alone, read by the loop to see whether to watch for more room. */
    private volatile boolean awaitingSocket;

    private volatile boolean socketReady;
    private volatile boolean closeRequested;
    private volatile boolean inputEnds;
    private volatile boolean releaseRequested;
    private volatile @Nullable Ending ending; // written once, by the loop

    Sender(EpollConnection connection, EpollLoop loop, NativeSocket socket, Pipe output) {
        this.connection = connection;
        this.loop = loop;
        this.socket = socket;
        this.output = output;
        reader = output.reader();
    }

    void start() {
        reader.onReadable(sendMore);
    }

    /** The socket takes bytes again. */
    void socketReady() {
        socketReady = true;
        work();
    }

    /** Whether bytes wait for {@link #socketReady}. */
    boolean isAwaitingSocket() {
        return awaitingSocket;
    }

    /** Whoever writes from now on is told that the connection is closed. */
    void refuseWrites() {
        if (reader instanceof ReaderFailure refusing) {
            refusing.refuseWrites();
        }
    }

    /** Sends what is flushed by now, and ends. */
    void close() {
        closeRequested = true;
        work();
    }

    /** Sends nothing more, closes the socket, and tells the connection when that is done. Called once. */
    void end(Ending how) {
        ending = how;
        work();
    }

    /** After the end: gives back what the writer has not flushed. */
    void release() {
        releaseRequested = true;
        work();
    }

    /**
     * The receiver has come to the end. The connection is told when nobody is in the middle of a write, and only if none has failed: a
     * reset is reported once, to whoever asks the socket first, and if that is a writer, the reader gets what looks like an orderly end.
     */
    void inputEnds() {
        inputEnds = true;
        work();
    }

    long sent() {
        return (long) SENT.getAcquire(this);
    }

    /** Makes the loop the only one that sends, until {@link #resume}: what is flushed meanwhile goes out in one write. */
    boolean hold() {
        return WORK.compareAndSet(this, 0, 1);
    }

    void resume() {
        if (!WORK.compareAndSet(this, 1, 0)) {
            workOff();
        }
    }

    private void work() {
        if ((int) WORK.getAndAdd(this, 1) == 0) {
            workOff();
        }
    }

    private void workOff() {
        int seen = (int) WORK.getVolatile(this);
        do {
            send();
            seen = (int) WORK.getAndAdd(this, -seen) - seen;
        } while (seen != 0);
    }

    private void send() {
        if (inputEnds && !inputEndTold && !failed) {
            inputEndTold = true;
            loop.execute(connection::tellInputEnd);
        }
        Ending how = ending;
        if (how != null) {
            endNow(how);
            return;
        }
        if (finished) {
            return;
        }
        if (closeRequested && unsentAtClose == NOT_CLOSING) {
            unsentAtClose = reader.length();
        }
        if (awaitingSocket) {
            if (!socketReady) {
                return;
            }
            awaitingSocket = false;
        }
        if (socketReady) {
            socketReady = false;
        }
        try {
            switch (sendAll()) {
                case ALL_SENT -> finishIfDone();
                case SOCKET_FULL -> {
                    awaitingSocket = true;
                    loop.execute(connection.awaitRoom);
                }
                case TURN_OVER -> loop.executeLater(sendMore);
            }
        } catch (Throwable e) {
            failed = true;
            finished = true; // whatever it was: an exception may not leave the work undone for ever
            loop.execute(() -> connection.writeFailed(e));
        }
    }

    private Outcome sendAll() throws IOException {
        for (int writes = 0; unsentAtClose != 0 && ending == null; writes++) {
            Bytes bytes = reader.buffered();
            if (bytes.length() == 0) {
                return Outcome.ALL_SENT;
            }
            if (writes == WRITES_A_TURN && loop.inLoop()) {
                return Outcome.TURN_OVER;
            }
            Gather gather = loop.borrowGather();
            long count = gather.write(socket, bytes);
            long attempted = gather.attempted();
            loop.returnGather(gather);
            if (count > 0) {
                reader.skip(count);
                sent(count);
            }
            if (count < attempted && unsentAtClose != 0) {
                return Outcome.SOCKET_FULL;
            }
        }
        return Outcome.ALL_SENT;
    }

    private void sent(long count) {
        SENT.setRelease(this, sent + count);
        if (unsentAtClose != NOT_CLOSING) {
            unsentAtClose = Math.max(0, unsentAtClose - count);
        }
    }

    private void finishIfDone() {
        if (ending != null) {
            return;
        }
        boolean exhausted = reader.isExhausted();
        if (!exhausted && unsentAtClose != 0) {
            return;
        }
        finished = true;
        Throwable cause = exhausted ? reader.failure() : null;
        if (unsentAtClose == 0) {
            reader.close(); // the writer's next flush tells that the connection is closed
        }
        loop.execute(cause == null ? connection::outputEnded : () -> connection.drop(cause));
    }

    private void endNow(Ending how) {
        boolean first = !ended;
        if (first) {
            ended = true;
            if (how.stops()) {
                Throwable cause = how.cause();
                if (cause != null && reader instanceof ReaderFailure failing) {
                    failing.closeReader(cause);
                } else {
                    reader.close();
                }
            }
            socket.close(how.reset());
        }
        if ((how.releases() || releaseRequested) && !released) {
            released = true;
            output.close();
        }
        if (first) {
            loop.execute(connection::tellClosed);
        }
    }
}
