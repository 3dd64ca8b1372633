package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lines of a stream as a publisher. */
public abstract class StreamLinesContract extends StreamSuite {

    /** For subclasses. */
    protected StreamLinesContract() {}

    @Test
    void theLinesComeAndTheEnd() throws Exception {
        Log log = subscribe();
        log.request(Long.MAX_VALUE);
        for (byte each : bytes("one\r\ntwo\n\nlast")) {
            get(far().write(new byte[] {each}));
        }
        get(far().closeWrite());
        assertEquals("one", log.next());
        assertEquals("two", log.next());
        assertEquals("", log.next());
        assertEquals("last", log.next());
        log.awaitEnd();
        assertEquals(null, log.failure);
    }

    @Test
    void noMoreIsReadThanWasAskedFor() throws Exception {
        sent("one\ntwo\nthree\nfour\n");
        Log log = subscribe();
        assertTrue(log.lines.isEmpty());
        log.request(2);
        assertEquals("one", log.next());
        assertEquals("two", log.next());
        assertEquals(11, near().connection().input().length());
        log.cancel();
        assertEquals("three", get(near().readLine()));
        assertEquals("four", get(near().readLine()));
        assertTrue(log.lines.isEmpty());
    }

    @Test
    void cancellingLeavesALineThatIsIncomplete() throws Exception {
        sent("hal");
        Log log = subscribe();
        log.request(1);
        log.cancel();
        get(far().write(bytes("f\n")));
        assertEquals("half", get(near().readLine()));
        Log again = subscribe();
        again.request(1);
        get(far().write(bytes("again\n")));
        assertEquals("again", again.next());
    }

    /** What is read when they are cancelled still comes; no line is lost, and none is read twice. */
    @Test
    void anotherThreadCancelsThemAndReadsOn() throws Exception {
        int count = 200;
        for (int round = 0; round < 50; round++) {
            connectStreams(options());
            Background<Void> writing = Background.start(() -> {
                for (int i = 0; i < count; i++) {
                    get(far().write(bytes(i + "\n")));
                }
                get(far().closeWrite());
                return null;
            });
            Log log = subscribe();
            log.request(Long.MAX_VALUE);
            List<String> all = new ArrayList<>();
            all.add(there(log.next()));
            log.cancel();
            for (String line = readOn(); line != null; line = readOn()) {
                all.add(line);
            }
            writing.join();
            all.addAll(log.lines);
            all.sort(Comparator.comparing(Integer::valueOf));
            assertEquals(IntStream.range(0, count).mapToObj(String::valueOf).toList(), all);
        }
    }

    private @Nullable String readOn() throws Exception {
        while (true) {
            try {
                return near().blocking().readLine();
            } catch (IllegalStateException aLineIsBeingRead) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aFailureIsAnError() throws Exception {
        Log log = subscribe();
        log.request(1);
        far().connection().abort();
        log.awaitEnd();
        assertNotNull(assertInstanceOf(IOException.class, log.failure).getCause());
    }

    @Test
    void aReadBesideThemIsRefused() throws Exception {
        near().readLine();
        Log log = subscribe();
        log.request(1);
        log.awaitEnd();
        assertInstanceOf(IllegalStateException.class, log.failure);
    }

    @Test
    void thereIsOneSubscriber() throws Exception {
        Flow.Publisher<String> lines = near().lines();
        Log first = new Log(false);
        lines.subscribe(first);
        Log second = new Log(false);
        lines.subscribe(second);
        second.awaitEnd();
        assertInstanceOf(IllegalStateException.class, second.failure);
        first.request(1);
        get(far().write(bytes("first\n")));
        assertEquals("first", first.next());
    }

    @Test
    void nothingIsNoRequest() throws Exception {
        Log log = subscribe();
        log.request(1);
        log.request(0);
        log.awaitEnd();
        assertInstanceOf(IllegalArgumentException.class, log.failure);
        get(far().write(bytes("kept\n")));
        assertEquals("kept", get(near().readLine()));
    }

    @Test
    void aSubscriberThatThrowsGetsItBack() throws Exception {
        Log log = new Log(true);
        near().lines().subscribe(log);
        log.request(10);
        get(far().write(bytes("one\ntwo\n")));
        log.awaitEnd();
        assertInstanceOf(ArithmeticException.class, log.failure);
        assertEquals("two", get(near().readLine()));
    }

    private Log subscribe() {
        Log log = new Log(false);
        near().lines().subscribe(log);
        return log;
    }

    /** Writes down what it is told. */
    private static final class Log implements Flow.Subscriber<String> {

        final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        final CountDownLatch end = new CountDownLatch(1);
        final boolean throwing;

        volatile Flow.@Nullable Subscription subscription;

        @Nullable
        volatile Throwable failure;

        Log(boolean throwing) {
            this.throwing = throwing;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(String line) {
            if (throwing) {
                throw new ArithmeticException("of the subscriber's own");
            }
            lines.add(line);
        }

        @Override
        public void onError(Throwable told) {
            failure = told;
            end.countDown();
        }

        @Override
        public void onComplete() {
            end.countDown();
        }

        void request(long n) {
            there(subscription).request(n);
        }

        void cancel() {
            there(subscription).cancel();
        }

        @Nullable
        String next() throws InterruptedException {
            return lines.poll(Background.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        void awaitEnd() throws InterruptedException {
            assertTrue(end.await(Background.PATIENCE_SECONDS, TimeUnit.SECONDS), "neither end nor failure came");
        }
    }
}
