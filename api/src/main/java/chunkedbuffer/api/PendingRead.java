package chunkedbuffer.api;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A read that waits for bytes, and the future of it that the user holds.
 *
 * <p>Either the bytes settle it, or the user, the time-out or the stream's {@code close} does, and only one of them. Who
 * settles it holds the lock, and so does a try to read: when a cancellation has won, no byte is consumed any more, and the wait
 * is withdrawn from the pipe before {@code cancel} returns. The future completes, which runs the user's code, after the lock is
 * released and the stream is free for the next read.
 *
 * @param <T> what is read
 */
final class PendingRead<T> extends CompletableFuture<@Nullable T> {

    private final StreamInput stream;
    private final StreamRead<T> read;
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock:
    private @Nullable CompletableFuture<?> wait;
    private @Nullable CompletableFuture<?> timer;
    private long wanted;
    private boolean reading;
    private boolean settled;

    PendingRead(StreamInput stream, StreamRead<T> read) {
        this.stream = stream;
        this.read = read;
    }

    /** Waits for the first time. The caller has tried to read, in vain, or has not tried: then the wait may be over at once. */
    void begin() {
        proceed(null);
    }

    /** Reads, when the wait is over, and waits again, until the read is settled. */
    private void proceed(@Nullable CompletableFuture<?> over) {
        CompletableFuture<?> next = over;
        do {
            next = step(next);
            if (next == null) {
                return;
            }
        } while (next.isDone());
        CompletableFuture<?> waiting = next;
        CompletionStage<?> stage = waiting;
        stage.whenComplete((nothing, failure) -> proceed(waiting));
    }

    /** Tries to read after a wait, if there was one; gives the next wait, or {@code null} if the read is settled. */
    private @Nullable CompletableFuture<?> step(@Nullable CompletableFuture<?> over) {
        Throwable failure = null;
        lock.lock();
        try {
            if (settled) {
                return null;
            }
            stopTimer();
            // Up to the end of the block the pipe may run code of its writer's on this thread, which may want to
            // cancel.
            reading = true;
            if (over == null || !triedAfter(over)) {
                return waitAgain();
            }
        } catch (Throwable e) { // whatever a pipe throws, declared or not: the read must not stay pending
            failure = stream.translated(e);
        } finally {
            reading = false;
            settled |= wait == null;
            lock.unlock();
        }
        stream.finished(this);
        if (failure == null) {
            super.complete(read.result());
        } else {
            super.completeExceptionally(failure);
        }
        return null;
    }

    private boolean triedAfter(CompletableFuture<?> over) throws IOException {
        wait = null;
        over.join();
        PipeReader input = stream.reader();
        return read.attempt(input, input.length() < wanted);
    }

    private CompletableFuture<?> waitAgain() {
        PipeReader input = stream.reader();
        wanted = stream.wanted(input, read);
        CompletableFuture<?> next = StreamInput.wait(input, wanted);
        wait = next;
        long nanos = stream.timeoutNanos();
        if (nanos != 0 && !next.isDone()) {
            startTimer(next, nanos);
        }
        return next;
    }

    /** The JDK's timer thread only rings: what depends on this future must not hold it up. */
    private void startTimer(CompletableFuture<?> timed, long nanos) {
        CompletableFuture<?> bell = new CompletableFuture<>().orTimeout(nanos, TimeUnit.NANOSECONDS);
        timer = bell;
        CompletionStage<?> ringing = bell;
        ringing.whenComplete((nothing, rung) -> {
            if (rung != null) {
                defaultExecutor().execute(() -> expire(timed));
            }
        });
    }

    private void stopTimer() {
        CompletableFuture<?> running = timer;
        if (running != null) {
            timer = null;
            running.complete(null);
        }
    }

    private void expire(CompletableFuture<?> timed) {
        lock.lock();
        try {
            if (settled || wait != timed || isOver(stream.reader())) {
                return;
            }
            settled = true;
            if (!timed.cancel(false)) {
                settled = false; // bytes came at the last moment: whoever brought them goes on
                return;
            }
        } finally {
            lock.unlock();
        }
        stream.finished(this);
        super.completeExceptionally(stream.timedOut());
    }

    /** Whether what is waited for is there, though the executor that tells of it has not come to it. */
    private boolean isOver(PipeReader input) {
        return input.length() >= wanted || input.isEof();
    }

    /** Settles the read from outside: withdraws the wait and frees the stream. */
    private boolean settle() {
        lock.lock();
        try {
            if (settled || reading) {
                return false;
            }
            settled = true;
            stopTimer();
            CompletableFuture<?> withdrawn = wait;
            if (withdrawn != null) {
                withdrawn.cancel(false);
            }
        } finally {
            lock.unlock();
        }
        stream.finished(this);
        return true;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return settle() ? super.cancel(mayInterruptIfRunning) : isCancelled();
    }

    @Override
    public boolean complete(@Nullable T value) {
        return settle() && super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return settle() && super.completeExceptionally(failure);
    }
}
