package chunkedbuffer.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line when one is asked for, and hands it on.
 *
 * <p>Whatever happens, a request, a cancellation or a line, counts {@code events} up. Who raises it from 0 runs, and runs again
 * for what has happened meanwhile: signals never overlap and never nest, and the fields below belong to who runs.
 */
final class LineSubscription implements Flow.Subscription {

    private final ChunkedStream stream;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private volatile boolean cancelled;
    private volatile @Nullable Long badRequest;

    /** {@code null} when the last signal was given. */
    private Flow.@Nullable Subscriber<? super String> subscriber;

    /** The line that is being read. */
    private @Nullable CompletableFuture<@Nullable String> reading;

    LineSubscription(ChunkedStream stream, Flow.Subscriber<? super String> subscriber) {
        this.stream = stream;
        this.subscriber = subscriber;
    }

    void begin() {
        Flow.Subscriber<? super String> begun = subscriber;
        if (begun != null) {
            events.set(1); // a request from within onSubscribe waits until that has returned
            begun.onSubscribe(this);
            run();
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badRequest = n;
        } else {
            requested.accumulateAndGet(n, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        }
        happened();
    }

    @Override
    public void cancel() {
        cancelled = true;
        happened();
    }

    private void happened() {
        if (events.getAndIncrement() == 0) {
            run();
        }
    }

    private void run() {
        int seen = events.get();
        do {
            Flow.Subscriber<? super String> current = subscriber;
            while (current != null && advance(current)) {
                current = subscriber;
            }
            seen = events.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Does the next thing that can be done; {@code false}: nothing, for now or for ever. */
    private boolean advance(Flow.Subscriber<? super String> current) {
        CompletableFuture<@Nullable String> line = reading;
        if (cancelled || badRequest != null) {
            stop(current, line);
            return false;
        }
        if (line == null) {
            return requested.get() > 0 && read(current);
        }
        if (!line.isDone()) {
            return false;
        }
        reading = null;
        deliver(current, line);
        return true;
    }

    private boolean read(Flow.Subscriber<? super String> current) {
        try {
            CompletionStage<@Nullable String> line = stream.readLine();
            CompletableFuture<@Nullable String> future = line.toCompletableFuture();
            reading = future;
            if (!future.isDone()) {
                line.whenComplete((text, failure) -> happened());
            }
            return true;
        } catch (Throwable e) { // also what it need not declare
            subscriber = null;
            current.onError(e);
            return false;
        }
    }

    private void deliver(Flow.Subscriber<? super String> current, CompletableFuture<@Nullable String> line) {
        String text;
        try {
            text = line.join();
        } catch (RuntimeException e) {
            subscriber = null;
            current.onError(StreamFailure.unwrap(e));
            return;
        }
        if (text == null) {
            subscriber = null;
            current.onComplete();
            return;
        }
        if (requested.get() != Long.MAX_VALUE) {
            requested.decrementAndGet();
        }
        try {
            current.onNext(text);
        } catch (Throwable e) { // also what it need not declare
            subscriber = null;
            current.onError(e);
        }
    }

    /** Ends on the subscriber's behalf. A line that is read by now was asked for, and must not be lost. */
    private void stop(Flow.Subscriber<? super String> current, @Nullable CompletableFuture<@Nullable String> line) {
        if (line != null && !line.cancel(true) && !line.isDone()) {
            return; // another thread is about to complete it, and calls again
        }
        reading = null;
        if (line != null && !line.isCompletedExceptionally() && line.join() != null) {
            deliver(current, line);
        }
        boolean open = subscriber != null;
        subscriber = null;
        Long bad = badRequest;
        if (open && bad != null && !cancelled) {
            current.onError(new IllegalArgumentException(
                    "request(" + bad + ") asks for no line: ask for at least 1 (rule 3.9 of Reactive Streams)"));
        }
    }
}
