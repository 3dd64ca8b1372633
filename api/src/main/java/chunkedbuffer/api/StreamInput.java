package chunkedbuffer.api;

import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.spi.Witness;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a stream: one read at a time, which is done at once, or waits as a {@link PendingRead} or with its thread
 * parked.
 */
final class StreamInput {

    /** Stands for a read that a thread is at: it tries, or is parked. */
    private static final Object AT_WORK = new Object();

    private final Connection connection;

    /** The read that has the input: a {@link PendingRead}, {@link #AT_WORK} or {@code null}. */
    private final AtomicReference<@Nullable Object> pending = new AtomicReference<>();

    private final Nesting nesting;

    private volatile boolean closed;

    StreamInput(Connection connection) {
        this.connection = connection;
        this.nesting = new Nesting(connection);
    }

    PipeReader reader() {
        return Objects.requireNonNull(connection.input(), "connection.input()");
    }

    <T> CompletionStage<@Nullable T> start(StreamRead<T> read) {
        claim();
        PendingRead<T> waiting = null;
        boolean deep = !closed && nesting.isDeep();
        try {
            if (!deep && tryNow(read)) {
                return CompletableFuture.completedFuture(read.result());
            }
            waiting = new PendingRead<>(this, read);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            pending.set(waiting);
        }
        if (closed) { // whoever closed it may have found no read that waits
            failPending();
        } else if (deep) {
            nesting.later(waiting, waiting::begin);
        } else {
            waiting.begin();
        }
        return waiting;
    }

    <T> @Nullable T await(StreamRead<T> read) throws IOException {
        claim();
        try {
            finish(read);
            return read.result();
        } finally {
            pending.set(null);
        }
    }

    /** Reads at least one byte into a part of an array. The number of them, or -1 at the end. */
    int await(StreamRead.Into read, byte[] target, int offset, int length) throws IOException {
        claim();
        try {
            read.aim(target, offset, length);
            finish(read);
            return read.count();
        } finally {
            pending.set(null);
        }
    }

    private void finish(StreamRead<?> read) throws IOException {
        if (!tryNow(read)) {
            if (EventLoops.isLoop()) {
                throw new IllegalStateException("A blocking read would wait on "
                        + Thread.currentThread().getName()
                        + ", an event loop, for bytes that this loop brings: use the stages of ChunkedStream here, or give"
                        + " ConnectionOptions.handlerExecutor");
            }
            awaitPending(read);
        }
    }

    /** Ends reading: what waits fails. */
    void close() {
        Witness.saw("closed", this);
        closed = true;
        failPending();
    }

    boolean isClosed() {
        return closed;
    }

    void finished(PendingRead<?> read) {
        pending.compareAndSet(read, null);
    }

    /** How many bytes a read waits for. Under an idle time-out each byte ends a wait and so begins the time anew. */
    long wanted(PipeReader input, StreamRead<?> read) {
        return timeoutNanos() == 0 ? read.wanted() : Math.min(read.wanted(), input.length() + 1);
    }

    /** The idle time-out in nanoseconds, or 0. */
    long timeoutNanos() {
        @Nullable Duration timeout = connection.readTimeout();
        return timeout == null ? 0 : Check.nanos(timeout);
    }

    SocketTimeoutException timedOut() {
        return new SocketTimeoutException("No byte from " + connection.remoteAddress() + " within the readTimeout of "
                + connection.readTimeout() + ": nothing was consumed, read again to go on waiting");
    }

    /** What a read that waited fails with. */
    Throwable translated(Throwable failure) {
        Throwable found = StreamFailure.unwrap(failure);
        return found instanceof IllegalStateException && gone() ? StreamFailure.closedMeanwhile(found) : found;
    }

    private boolean tryNow(StreamRead<?> read) throws IOException {
        if (closed) {
            throw Witness.explain(this, new ClosedChannelException());
        }
        try {
            return read.attempt(reader(), false);
        } catch (IllegalStateException e) {
            if (gone()) {
                throw StreamFailure.closed(e);
            }
            throw e;
        }
    }

    private void awaitPending(StreamRead<?> read) throws IOException {
        PipeReader input = reader();
        try {
            boolean ended;
            do {
                long wanted = wanted(input, read);
                park(input, wanted);
                ended = input.length() < wanted;
            } while (!read.attempt(input, ended));
        } catch (IllegalStateException e) {
            if (gone()) {
                throw StreamFailure.closedMeanwhile(e);
            }
            throw e;
        } catch (InterruptedException e) {
            connection.close();
            throw StreamFailure.interrupted(e);
        }
    }

    private void park(PipeReader input, long wanted) throws IOException, InterruptedException {
        long nanos = timeoutNanos();
        if (nanos == 0) {
            input.awaitReadable(wanted);
            return;
        }
        try {
            input.awaitReadable(wanted, Duration.ofNanos(nanos));
        } catch (TimeoutException e) {
            throw timedOut();
        }
    }

    /** A wait of the pipe. A mock may give {@code null}, which counts as a wait that is over. */
    static CompletableFuture<?> wait(PipeReader input, long wanted) {
        @Nullable CompletionStage<?> stage = input.whenReadable(wanted);
        return stage == null ? CompletableFuture.completedFuture(null) : stage.toCompletableFuture();
    }

    private boolean gone() {
        return closed || !connection.isOpen();
    }

    /** Takes the input for one read: from its first try on, as another thread may believe that it is its turn. */
    private void claim() {
        if (!pending.compareAndSet(null, AT_WORK)) {
            throw second();
        }
        if (Witness.ON) {
            Witness.forget(pending);
            Witness.saw("begun", pending);
        }
    }

    private IllegalStateException second() {
        return Witness.explain(
                pending,
                new IllegalStateException(
                        "A read of this stream is pending: wait until it completes, or cancel it, before the next one"
                                + Witness.by(pending)));
    }

    private void failPending() {
        if (pending.get() instanceof PendingRead<?> read) {
            read.completeExceptionally(Witness.explain(this, new AsynchronousCloseException()));
        }
    }
}
