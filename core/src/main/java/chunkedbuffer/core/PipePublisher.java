package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.PipeReader;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A reader as a publisher for one subscriber: each item is all that is there. */
final class PipePublisher implements Flow.Publisher<Bytes> {
    private final PipeReader reader;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    PipePublisher(PipeReader reader) {
        this.reader = reader;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Bytes> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (subscribed.compareAndSet(false, true)) {
            Delivery delivery = new Delivery(reader, subscriber);
            subscriber.onSubscribe(delivery);
            delivery.go();
        } else {
            subscriber.onSubscribe(new Nothing());
            subscriber.onError(new IllegalStateException(
                    "This reader has a subscriber already: a stream of bytes can be delivered to one only"));
        }
    }

    /** The subscription of one who came too late. */
    private static final class Nothing implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    /**
     * The way of the bytes to the subscriber. {@link #turns} counts who asked for a step; who raises it from 0 takes the steps
     * of all, so that signals are serial and what the subscriber does within one does not nest.
     */
    private static final class Delivery implements Flow.Subscription {
        private final PipeReader reader;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger turns = new AtomicInteger();
        private volatile boolean cancelled;
        private volatile @Nullable IllegalArgumentException badRequest;

        // Of whoever takes the steps:
        private Flow.@Nullable Subscriber<? super Bytes> subscriber;
        private @Nullable CompletionStage<@Nullable Void> waiting;

        /** False until {@code onSubscribe} has returned. */
        private volatile boolean begun;

        Delivery(PipeReader reader, Flow.Subscriber<? super Bytes> subscriber) {
            this.reader = reader;
            this.subscriber = subscriber;
        }

        void go() {
            begun = true;
            step();
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                badRequest = new IllegalArgumentException("request(" + n + "): ask for 1 item or more (rule 3.9)");
            } else {
                demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            }
            step();
        }

        @Override
        public void cancel() {
            cancelled = true;
            step();
        }

        private void step() {
            if (!begun || turns.getAndIncrement() != 0) {
                return;
            }
            int seen = 1;
            do {
                Flow.Subscriber<? super Bytes> to = subscriber;
                if (to != null) {
                    deliver(to);
                }
                seen = turns.addAndGet(-seen);
            } while (seen != 0);
        }

        private void deliver(Flow.Subscriber<? super Bytes> to) {
            Throwable failure = badRequest;
            try {
                while (failure == null && !cancelled) {
                    if (demand.get() == 0 && reader.length() > 0) {
                        return;
                    }
                    Bytes bytes = reader.isExhausted() || demand.get() > 0 ? reader.take(-1) : null;
                    if (bytes == null) {
                        await();
                        return;
                    }
                    if (bytes.isEmpty()) {
                        break;
                    }
                    if (demand.get() != Long.MAX_VALUE) {
                        demand.decrementAndGet();
                    }
                    to.onNext(bytes);
                    failure = badRequest;
                }
            } catch (Throwable e) { // also what it need not declare
                Throwable cause = reader.failure();
                failure = cause != null ? cause : e;
            }
            subscriber = null;
            if (cancelled) {
                reader.close();
            } else if (failure != null) {
                reader.close();
                to.onError(failure);
            } else {
                to.onComplete();
            }
        }

        private void await() {
            CompletionStage<@Nullable Void> before = waiting;
            if (before == null || before.toCompletableFuture().isDone()) {
                CompletionStage<@Nullable Void> next = reader.whenReadable(1);
                waiting = next;
                next.whenComplete((nothing, failure) -> step());
            }
        }
    }
}
