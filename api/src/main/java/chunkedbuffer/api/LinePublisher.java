package chunkedbuffer.api;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** The lines of a stream, for one subscriber. */
final class LinePublisher implements Flow.Publisher<String> {

    private final ChunkedStream stream;
    private final AtomicBoolean taken = new AtomicBoolean();

    LinePublisher(ChunkedStream stream) {
        this.stream = stream;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super String> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (taken.compareAndSet(false, true)) {
            new LineSubscription(stream, subscriber).begin();
        } else {
            subscriber.onSubscribe(new Refused());
            subscriber.onError(
                    new IllegalStateException("These lines have a subscriber already: a line goes to one only"));
        }
    }

    private static final class Refused implements Flow.Subscription {

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
