package chunkedbuffer.api;

import chunkedbuffer.spi.BoundedWriter;
import chunkedbuffer.spi.EventLoops;
import chunkedbuffer.spi.Witness;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The writing half of a stream: writes have the output in turn, one at a time, in the order of their calls.
 *
 * <p>{@code writes} counts the write that has its turn and those in the queue. Who raises it from 0 has the turn, and keeps it
 * while it waits for the output to take more; who has finished lowers it and, if that does not make it 0, gives the turn to
 * the next in the queue. A write joins the queue before it is counted, so that a count above 0 finds one there.
 */
final class StreamOutput {

    private final Connection connection;
    private final AtomicInteger writes = new AtomicInteger();
    private final Queue<PendingWrite> queue = new ConcurrentLinkedQueue<>();

    /** The end of the output, once somebody has asked for it. */
    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> end = new AtomicReference<>();

    /** No more writes are taken, though those in the queue still go out. */
    private volatile boolean ended;

    private final Nesting nesting;

    StreamOutput(Connection connection) {
        this.connection = connection;
        this.nesting = new Nesting(connection);
    }

    CompletionStage<@Nullable Void> start(StreamWrite write) {
        return ended ? CompletableFuture.failedFuture(closed()) : submit(write);
    }

    /** Ends the output after the writes before. */
    CompletionStage<@Nullable Void> end() {
        CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> first = end.compareAndExchange(null, mine);
        if (first != null) {
            return shown(first);
        }
        if (ended) {
            mine.complete(null);
        } else {
            ends();
            pass(submit(StreamWrite.eof()), mine);
        }
        return shown(mine);
    }

    /** A future of its own for each caller: to cancel it takes back nothing. */
    private static CompletableFuture<@Nullable Void> shown(CompletableFuture<@Nullable Void> future) {
        CompletableFuture<@Nullable Void> shown = new CompletableFuture<>();
        pass(future, shown);
        return shown;
    }

    private static void pass(CompletionStage<@Nullable Void> from, CompletableFuture<@Nullable Void> to) {
        from.whenComplete((nothing, failure) -> {
            if (failure == null) {
                to.complete(null);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }

    /** Closes the connection after the writes before. */
    CompletionStage<@Nullable Void> close() {
        ends();
        return submit(new StreamWrite() {
            @Override
            boolean step(PipeWriter output) {
                connection.close();
                return true;
            }
        });
    }

    private void ends() {
        Witness.saw("closed", this);
        ended = true;
    }

    private ClosedChannelException closed() {
        return Witness.explain(this, new ClosedChannelException());
    }

    /** Whether a write has its turn. */
    boolean isBusy() {
        return writes.get() != 0;
    }

    /** Writes, with the calling thread parked where a stage would be pending. */
    void run(StreamWrite write) throws IOException {
        if (ended) {
            throw closed();
        }
        if (!writes.compareAndSet(0, 1)) {
            awaitTurn(new Turn(write));
        }
        try {
            runNow(write);
        } finally {
            passOn();
        }
    }

    /**
     * Parks until the turn has come. The thread then writes by itself: what a queued write waits for may complete on an executor
     * whose threads all wait here.
     */
    private void awaitTurn(Turn turn) throws IOException {
        queue.add(turn);
        if (writes.getAndIncrement() == 0) {
            pump(queue.remove(), null);
        }
        try {
            if (!turn.isDone()) {
                refuseLoop();
            }
            turn.get();
        } catch (IllegalStateException e) {
            leave(turn);
            throw e;
        } catch (InterruptedException e) {
            leave(turn);
            throw abandoned(e);
        } catch (ExecutionException e) {
            throw StreamFailure.thrown(e); // it never fails
        }
    }

    /** If the turn has come at this moment, it goes to the next one. */
    private void leave(Turn turn) {
        if (!turn.leave()) {
            passOn();
        }
    }

    /** Parks until a write is done. */
    void await(CompletionStage<@Nullable Void> write) throws IOException {
        CompletableFuture<@Nullable Void> future = write.toCompletableFuture();
        if (!future.isDone()) {
            refuseLoop();
        }
        try {
            future.get();
        } catch (ExecutionException e) {
            throw StreamFailure.thrown(e);
        } catch (InterruptedException e) {
            throw abandoned(e);
        }
    }

    /** An interrupt cut a write short: the peer must not take what it got for all, and may not be reading at all. */
    ClosedByInterruptException abandoned(InterruptedException interrupt) {
        ends();
        connection.close();
        connection.abort();
        return StreamFailure.interrupted(interrupt);
    }

    private void runNow(StreamWrite write) throws IOException {
        boolean waited = false;
        try {
            PipeWriter output = writer();
            do {
                waited = !write.step(output);
                if (waited) {
                    await(write, output);
                }
            } while (!write.isDone());
        } catch (InterruptedException e) {
            throw abandoned(e);
        } catch (PoolExhaustedException e) {
            if (e.getCause() instanceof InterruptedException interrupt) {
                throw abandoned(interrupt);
            }
            throw StreamFailure.thrown(translated(e, true));
        } catch (RuntimeException e) {
            throw StreamFailure.thrown(translated(e, waited));
        }
    }

    private static void await(StreamWrite write, PipeWriter output) throws IOException, InterruptedException {
        refuseLoop();
        if (write.isStarved() && output instanceof BoundedWriter bounded) {
            bounded.awaitMemory();
        } else {
            output.awaitWritable();
        }
    }

    private CompletionStage<@Nullable Void> submit(StreamWrite write) {
        PendingWrite pending = new PendingWrite(write);
        if (writes.compareAndSet(0, 1)) {
            List<PendingWrite> finished = goThrough(pending, null);
            if (!finished.isEmpty() && nesting.isDeep()) {
                nesting.later(pending, () -> settle(finished));
            } else {
                settle(finished);
            }
        } else {
            write.keep();
            queue.add(pending);
            if (writes.getAndIncrement() == 0) {
                pump(queue.remove(), null);
            }
        }
        return pending;
    }

    private void passOn() {
        PendingWrite next = next();
        if (next != null) {
            pump(next, null);
        }
    }

    private @Nullable PendingWrite next() {
        return writes.decrementAndGet() == 0 ? null : queue.remove();
    }

    private void pump(PendingWrite first, @Nullable CompletableFuture<?> wait) {
        settle(goThrough(first, wait));
    }

    private static void settle(List<PendingWrite> finished) {
        finished.forEach(PendingWrite::settle);
    }

    /**
     * Runs the write that has its turn, and those after it as long as none has to wait. Only then are their users told: what
     * they do next may wait for a turn.
     *
     * @param wait what the first one waited for, if it goes on
     * @return those that are done, to be settled
     */
    private List<PendingWrite> goThrough(PendingWrite first, @Nullable CompletableFuture<?> wait) {
        List<PendingWrite> finished = new ArrayList<>(1);
        PendingWrite current = first;
        CompletableFuture<?> over = wait;
        while (current != null && !(current instanceof Turn turn && turn.come()) && proceed(current, over)) {
            finished.add(current);
            current = next();
            over = null;
        }
        return finished;
    }

    /** Runs the steps of a write. {@code false}: it waits, and pumps when the wait is over. */
    private boolean proceed(PendingWrite pending, @Nullable CompletableFuture<?> over) {
        StreamWrite write = pending.write;
        CompletableFuture<?> wait = over;
        try {
            PipeWriter output = writer();
            if (wait != null) {
                wait.join();
            }
            // Done before its first step: the user has cancelled it. Later, only the write itself counts.
            boolean done = wait == null ? pending.isDone() : write.isDone();
            while (!done) {
                wait = write.step(output) ? null : wait(write, output);
                if (wait != null) {
                    if (!wait.isDone()) {
                        goOnAfter(wait, pending);
                        return false;
                    }
                    wait.join();
                }
                done = write.isDone();
            }
        } catch (Throwable e) { // also what a user's buffers need not declare: the writes behind it have their turn
            pending.fail(translated(e, wait != null));
        }
        write.release();
        return true;
    }

    private void goOnAfter(CompletableFuture<?> wait, PendingWrite pending) {
        CompletionStage<?> stage = wait;
        stage.whenComplete((nothing, failure) -> pump(pending, wait));
    }

    /** A wait of the pipe. A mock may give {@code null}, which counts as a wait that is over. */
    private static CompletableFuture<?> wait(StreamWrite write, PipeWriter output) {
        @Nullable
        CompletionStage<?> stage = write.isStarved() && output instanceof BoundedWriter bounded
                ? bounded.whenMemory()
                : output.whenWritable();
        return stage == null ? CompletableFuture.completedFuture(null) : stage.toCompletableFuture();
    }

    private PipeWriter writer() {
        return Objects.requireNonNull(connection.output(), "connection.output()");
    }

    /** What a write fails with. {@code waited}: while it waited for the output. */
    private Throwable translated(Throwable failure, boolean waited) {
        Throwable found = StreamFailure.unwrap(failure);
        if (found instanceof ReaderClosedException && found.getCause() != null) {
            return new IOException(found.getMessage(), found.getCause());
        }
        boolean may = found instanceof IllegalStateException || found instanceof PoolExhaustedException;
        if (may && (ended || !connection.isOpen())) {
            return waited ? StreamFailure.closedMeanwhile(found) : StreamFailure.closed(found);
        }
        return found instanceof ReaderClosedException ? new IOException(found.getMessage(), found) : found;
    }

    private static void refuseLoop() {
        if (EventLoops.isLoop()) {
            throw new IllegalStateException("A blocking write would wait on "
                    + Thread.currentThread().getName()
                    + ", an event loop, for bytes that this loop sends: use the stages of"
                    + " ChunkedStream here, or give ConnectionOptions.handlerExecutor");
        }
    }
}
