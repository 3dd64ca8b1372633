package chunkedbuffer.core;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.ReaderClosedException;
import chunkedbuffer.tck.ProbePool;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The Reactive Streams TCK on {@code asPublisher()}. */
public class PublisherTckTest extends FlowPublisherVerification<Bytes> {
    private static final long TIMEOUT_MILLIS = 1000;
    private static final long SILENCE_MILLIS = 50;
    private static final int FEEDER_PATIENCE_SECONDS = 10;

    /** For TestNG. */
    public PublisherTckTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS), SILENCE_MILLIS);
    }

    private static Pipe pipe() {
        return Pipe.create(PipeOptions.builder()
                .pool(new ProbePool(MemoryKind.HEAP))
                .minimumChunkSize(1)
                .maximumChunkSize(1)
                .pauseThreshold(0)
                .build());
    }

    /** Items of one byte each: the next byte is written when the subscriber has got the one before. */
    @Override
    public Flow.Publisher<Bytes> createFlowPublisher(long elements) {
        Pipe pipe = pipe();
        Semaphore delivered = new Semaphore(0);
        Thread feeder = new Thread(() -> feed(pipe, elements, delivered), "feeder");
        feeder.setDaemon(true);
        feeder.start();
        Flow.Publisher<Bytes> publisher = pipe.asPublisher();
        return subscriber ->
                publisher.subscribe(subscriber == null ? null : new Telling<>(subscriber, delivered::release));
    }

    private static void feed(Pipe pipe, long elements, Semaphore delivered) {
        try {
            for (long i = 0; i < elements; i++) {
                pipe.write(new byte[] {(byte) i});
                pipe.flush();
                if (!delivered.tryAcquire(FEEDER_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            }
            pipe.eof();
        } catch (ReaderClosedException e) {
            // The subscriber has cancelled.
        } catch (InterruptedException e) {
            pipe.eof(e);
        }
    }

    /** Passes everything on, and tells of each item. */
    private record Telling<T>(Flow.Subscriber<? super T> to, Runnable delivered) implements Flow.Subscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            to.onSubscribe(subscription);
        }

        @Override
        public void onNext(T item) {
            delivered.run();
            to.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }
    }

    @Override
    public Flow.Publisher<Bytes> createFailedFlowPublisher() {
        Pipe pipe = pipe();
        pipe.eof(new RuntimeException("a failed stream"));
        return pipe.asPublisher();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 10_000;
    }
}
