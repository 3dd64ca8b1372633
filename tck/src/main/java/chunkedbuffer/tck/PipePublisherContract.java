package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pipe's reader as a publisher. The rules of Reactive Streams are tested by their own kit; here is what a pipe adds. */
public abstract class PipePublisherContract extends PipeSuite {
    /** For subclasses. */
    protected PipePublisherContract() {}

    /** Writes down what it is told, and closes what it is given. */
    private static class Log implements Flow.Subscriber<Bytes> {
        final List<String> items = new ArrayList<>();
        Flow.@Nullable Subscription subscription;

        @Nullable
        Throwable failure;

        boolean complete;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Bytes item) {
            try (item) {
                items.add(text(item.toByteArray()) + "");
            }
        }

        @Override
        public void onError(Throwable told) {
            failure = told;
        }

        @Override
        public void onComplete() {
            complete = true;
        }

        void request(long n) {
            some(subscription).request(n);
        }

        String all() {
            return String.join("", items);
        }
    }

    private Log subscribe() {
        Log log = new Log();
        pipe.asPublisher().subscribe(log);
        assertTrue(log.subscription != null);
        return log;
    }

    @Test
    void nothingIsPublishedThatWasNotRequested() {
        send("abc");
        Log log = subscribe();
        assertEquals(List.of(), log.items);
        assertEquals(3, pipe.length());
    }

    @Test
    void anItemIsAllThatIsThere() {
        Log log = subscribe();
        send("abc");
        send("def");
        log.request(1);
        assertEquals(List.of("abcdef"), log.items);
        send("ghi");
        assertEquals(List.of("abcdef"), log.items, "not requested");
        log.request(2);
        assertEquals(List.of("abcdef", "ghi"), log.items);
        send("j");
        assertEquals(List.of("abcdef", "ghi", "j"), log.items);
        send("k");
        assertEquals("abcdefghij", log.all());
        assertEquals(1, pipe.length());
    }

    @Test
    void itemsComeAsTheyArrive() {
        Log log = subscribe();
        log.request(Long.MAX_VALUE);
        send("a");
        send("b");
        assertEquals(List.of("a", "b"), log.items);
        assertEquals(0, pool.inUse());
    }

    @Test
    void anItemBelongsToTheSubscriber() {
        List<Bytes> kept = new ArrayList<>();
        pipe.asPublisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(10);
            }

            @Override
            public void onNext(Bytes item) {
                kept.add(item);
            }

            @Override
            public void onError(Throwable told) {}

            @Override
            public void onComplete() {}
        });
        send("abc");
        send("def");
        pipe.close();
        assertText("abc", kept.get(0));
        assertText("def", kept.get(1));
        assertEquals(0, pool.inUse());
    }

    @Test
    void theEndIsOnCompleteWithoutARequest() {
        Log log = subscribe();
        pipe.eof();
        assertTrue(log.complete);
        assertNull(log.failure);
    }

    @Test
    void theEndComesAfterTheLastItem() {
        Log log = subscribe();
        send("abc");
        pipe.eof();
        assertFalse(log.complete, "bytes remain");
        log.request(1);
        assertEquals("abc", log.all());
        assertTrue(log.complete);
    }

    @Test
    void aFailureIsOnErrorWithItsCause() {
        Exception failure = new Exception("test");
        Log log = subscribe();
        send("abc");
        pipe.eof(failure);
        assertNull(log.failure);
        log.request(1);
        assertEquals("abc", log.all());
        assertSame(failure, log.failure);
        assertFalse(log.complete);
    }

    @Test
    void cancellingClosesTheReader() {
        Log log = subscribe();
        send("abc");
        some(log.subscription).cancel();
        assertTrue(pipe.isReaderClosed());
        assertEquals(0, pool.inUse());
        log.request(1);
        assertEquals(List.of(), log.items);
        assertFalse(log.complete);
        assertNull(log.failure);
    }

    @Test
    void aSubscriberThatFailsClosesTheReader() {
        for (Throwable wrong : List.of(new IllegalStateException("wrong"), new AssertionError("wrong"))) {
            pipe = open(options());
            Log log = new Log() {
                @Override
                public void onNext(Bytes item) {
                    super.onNext(item);
                    PipePublisherContract.<RuntimeException>sneak(wrong);
                }
            };
            pipe.asPublisher().subscribe(log);
            log.request(1);
            send("abc");
            assertSame(wrong, log.failure);
            assertTrue(pipe.isReaderClosed());
            assertEquals(0, pool.inUse());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable wrong) throws E {
        throw (E) wrong;
    }

    @Test
    void aSecondSubscriberIsRefused() {
        Flow.Publisher<Bytes> publisher = pipe.asPublisher();
        Log first = new Log();
        publisher.subscribe(first);
        Log second = new Log();
        publisher.subscribe(second);
        assertInstanceOf(IllegalStateException.class, second.failure);
        send("abc");
        first.request(1);
        assertEquals("abc", first.all());
        assertEquals(List.of(), second.items);
    }

    @Test
    void aSecondPublisherOfTheSameReaderIsRefusedAndDoesNoHarm() {
        Log first = subscribe();
        first.request(10);
        Log second = new Log();
        pipe.asPublisher().subscribe(second);
        assertInstanceOf(IllegalStateException.class, second.failure);
        send("abc");
        assertEquals("abc", first.all());
        assertFalse(pipe.isReaderClosed());
    }

    @Test
    void aRequestOfNothingIsAnError() {
        Log log = subscribe();
        log.request(0);
        assertInstanceOf(IllegalArgumentException.class, log.failure);
    }

    @Test
    void aSubscriberMayRequestFromOnNext() {
        List<String> items = new ArrayList<>();
        pipe.asPublisher().subscribe(new Flow.Subscriber<>() {
            private Flow.@Nullable Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(1);
            }

            @Override
            public void onNext(Bytes item) {
                try (item) {
                    items.add(text(item.toByteArray()) + "");
                }
                some(subscription).request(1);
            }

            @Override
            public void onError(Throwable told) {
                items.add("error " + told);
            }

            @Override
            public void onComplete() {
                items.add("complete");
            }
        });
        for (int i = 0; i < 5; i++) {
            send("" + i);
        }
        pipe.eof();
        assertEquals(List.of("0", "1", "2", "3", "4", "complete"), items);
    }

    @Test
    void theSubscriberMustBeThere() {
        assertThrows(NullPointerException.class, () -> subscribeNull(pipe.asPublisher()));
    }

    @SuppressWarnings("NullAway") // the rule 1.9 of Reactive Streams is about this mistake
    private static void subscribeNull(Flow.Publisher<Bytes> publisher) {
        publisher.subscribe(null);
    }
}
