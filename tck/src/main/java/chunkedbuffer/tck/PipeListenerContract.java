package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The listener of {@code onReadable}: when it runs, where, and what comes of what it throws. */
public abstract class PipeListenerContract extends PipeSuite {
    private int calls;

    /** For subclasses. */
    protected PipeListenerContract() {}

    private void count() {
        calls++;
    }

    @Test
    void itRunsAfterEachFlushThatAddsBytes() {
        pipe.onReadable(this::count);
        assertEquals(0, calls);
        pipe.write(bytes("a"));
        assertEquals(0, calls);
        pipe.flush();
        assertEquals(1, calls);
        send("b");
        assertEquals(2, calls, "also when nothing was read meanwhile");
    }

    @Test
    void anEmptyFlushDoesNotRunIt() {
        pipe.onReadable(this::count);
        pipe.flush();
        pipe.getBuffer();
        pipe.bufferWritten(0);
        send("");
        assertEquals(0, calls);
        send("a");
        pipe.flush();
        assertEquals(1, calls);
    }

    @Test
    void itRunsAtOnceIfThereAreBytesAlready() {
        send("a");
        pipe.onReadable(this::count);
        assertEquals(1, calls);
    }

    @Test
    void itDoesNotRunAtOnceIfThereAreNone() throws Exception {
        send("a");
        pipe.skip(1);
        pipe.write(bytes("b"));
        pipe.onReadable(this::count);
        assertEquals(0, calls);
    }

    @Test
    void itRunsAtTheEnd() {
        List<Boolean> ends = new ArrayList<>();
        pipe.onReadable(() -> ends.add(pipe.isEof()));
        pipe.eof();
        assertEquals(List.of(true), ends);
        pipe.eof();
        assertEquals(List.of(true), ends, "a second end is none");
    }

    @Test
    void itRunsAtAFailure() {
        Exception failure = new Exception("test");
        List<Object> seen = new ArrayList<>();
        pipe.onReadable(() -> seen.add(some(pipe.failure())));
        pipe.eof(failure);
        assertEquals(List.of(failure), seen);
    }

    @Test
    void itRunsAtOnceIfThePipeHasEnded() {
        pipe.eof();
        pipe.onReadable(this::count);
        assertEquals(1, calls);
    }

    @Test
    void theEndIsNotLostIfItFlushes() throws Exception {
        StringBuilder read = new StringBuilder();
        pipe.onReadable(() -> {
            read.append(restUnchecked());
            if (pipe.isExhausted()) {
                read.append('.');
            }
        });
        pipe.write(bytes("abc"));
        pipe.eof();
        assertTrue(read.toString().startsWith("abc."), read::toString);
    }

    private String restUnchecked() {
        try {
            return rest();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noneIsSetWithNull() {
        pipe.onReadable(this::count);
        send("a");
        pipe.onReadable(null);
        send("b");
        pipe.eof();
        assertEquals(1, calls);
    }

    @Test
    void anotherOneReplacesTheFirst() {
        List<String> ran = new ArrayList<>();
        pipe.onReadable(() -> ran.add("first"));
        pipe.onReadable(() -> ran.add("second"));
        send("a");
        assertEquals(List.of("second"), ran);
        pipe.onReadable(() -> ran.add("third"));
        assertEquals(List.of("second", "third"), ran, "there are bytes already");
    }

    @Test
    void whileItRunsItsThreadIsTheReader() {
        StringBuilder read = new StringBuilder();
        pipe.onReadable(() -> read.append('[').append(restUnchecked()).append(']'));
        send("ab");
        send("c");
        assertEquals("[ab][c]", read.toString());
    }

    @Test
    void itRunsOnTheThreadThatCausedIt() throws Exception {
        List<String> threads = new ArrayList<>();
        pipe.onReadable(() -> threads.add(Thread.currentThread().getName()));
        Background.start(() -> send("a")).join();
        send("b");
        assertEquals(List.of("background", Thread.currentThread().getName()), threads);
    }

    @Test
    void itIsNeverNested() {
        List<String> log = new ArrayList<>();
        pipe.onReadable(() -> {
            log.add("<");
            String read = restUnchecked();
            log.add(read);
            if (read.equals("a")) {
                send("b");
                log.add("sent b");
            } else if (read.equals("b")) {
                pipe.eof();
            }
            log.add(">");
        });
        send("a");
        assertEquals(List.of("<", "a", "sent b", ">", "<", "b", ">", "<", "", ">"), log);
    }

    @Test
    void itMaySetAnotherOneWhileItRuns() {
        List<String> log = new ArrayList<>();
        pipe.onReadable(() -> {
            log.add("first");
            pipe.onReadable(() -> log.add("second"));
            log.add("end of first");
        });
        send("a");
        assertEquals(List.of("first", "end of first", "second"), log, "at once, as there are bytes, but not nested");
        send("b");
        assertEquals(List.of("first", "end of first", "second", "second"), log);
    }

    @Test
    void itMayRemoveItselfWhileItRuns() {
        pipe.onReadable(() -> {
            calls++;
            pipe.onReadable(null);
            send("b");
        });
        send("a");
        send("c");
        assertEquals(1, calls);
    }

    @Test
    void itRunsOnTheReaderExecutor() {
        HandExecutor executor = new HandExecutor();
        pipe = open(options().readerExecutor(executor));
        pipe.onReadable(this::count);
        send("a");
        assertEquals(0, calls);
        executor.runAll();
        assertEquals(1, calls);
        send("b");
        send("c");
        executor.runAll();
        assertTrue(calls >= 2 && calls <= 3, () -> "ran " + calls + " times");
        int before = calls;
        pipe.eof();
        executor.runAll();
        assertEquals(before + 1, calls);
    }

    @Test
    void setAgainOnAnExecutorItIsNotRunAfterItWasRemoved() {
        HandExecutor executor = new HandExecutor();
        pipe = open(options().readerExecutor(executor));
        pipe.onReadable(this::count);
        send("a");
        pipe.onReadable(null);
        executor.runAll();
        assertEquals(0, calls);
    }

    @Test
    void whatHappensWhileItRunsElsewhereMakesItRunOnceMore() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger mostInside = new AtomicInteger();
        StringBuilder read = new StringBuilder();
        List<Background<Boolean>> threads = new CopyOnWriteArrayList<>();
        pipe = open(options()
                .readerExecutor(task -> threads.add(Background.start(() -> {
                    task.run();
                    return true;
                }))));
        pipe.onReadable(() -> {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            if (runs.incrementAndGet() == 1) {
                running.countDown();
                try {
                    assertTrue(goOn.await(Background.PATIENCE_SECONDS, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            read.append(restUnchecked());
            inside.decrementAndGet();
        });
        send("a");
        assertTrue(running.await(Background.PATIENCE_SECONDS, TimeUnit.SECONDS));
        send("b");
        send("c");
        assertEquals(1, runs.get(), "it runs on the other thread");
        goOn.countDown();
        for (Background<Boolean> thread : threads) {
            thread.join();
        }
        assertEquals("abc", read.toString());
        assertEquals(1, mostInside.get());
        assertTrue(runs.get() >= 2);
    }

    @Test
    void whatItThrowsEndsThePipeWithThatCause() throws Exception {
        RuntimeException bug = new RuntimeException("a bug in the listener");
        pipe.onReadable(() -> {
            throw bug;
        });
        sendAndIgnore("abc");
        assertSame(bug, pipe.failure());
        ReaderClosedException told = assertThrows(ReaderClosedException.class, () -> pipe.flush());
        assertSame(bug, told.getCause());
        assertTrue(pipe.isReaderClosed());
        assertTrue(pipe.isEof());
    }

    /** Whether the flush that ran the listener or the next one tells the writer is left open. */
    private void sendAndIgnore(String text) {
        try {
            send(text);
        } catch (ReaderClosedException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    @Test
    void anErrorThatItThrowsEndsThePipeToo() {
        AssertionError bug = new AssertionError("a bug in the listener");
        HandExecutor executor = new HandExecutor();
        pipe = open(options().readerExecutor(executor));
        pipe.onReadable(() -> {
            throw bug;
        });
        send("abc");
        executor.runAll();
        assertSame(bug, pipe.failure());
        assertSame(
                bug,
                assertThrows(ReaderClosedException.class, () -> pipe.flush()).getCause());
    }

    @Test
    void afterItThrewItDoesNotRunAgain() {
        pipe.onReadable(() -> {
            calls++;
            throw new IllegalStateException("test");
        });
        sendAndIgnore("a");
        sendAndIgnore("b");
        pipe.eof();
        assertEquals(1, calls);
    }

    @Test
    void afterItThrewTheWriterHoldsNothing() throws Exception {
        pipe.onReadable(() -> {
            throw new IllegalStateException("test");
        });
        sendAndIgnore("abc");
        sendAndIgnore("0123456789012345678901234567890123456789");
        assertThrows(ReaderClosedException.class, () -> pipe.write(new byte[100]));
        assertThrows(ReaderClosedException.class, () -> pipe.flush());
        assertEquals(0, pipe.unflushed(), "it was dropped");
        while (!pipe.isExhausted()) {
            assertTrue(pipe.skip(-1) > 0);
        }
        assertEquals(0, pool.inUse());
    }

    @Test
    void anExecutorThatFailsEndsThePipe() {
        RuntimeException broken = new RuntimeException("the executor is broken");
        pipe = open(options().readerExecutor(task -> {
            throw broken;
        }));
        pipe.onReadable(this::count);
        sendAndIgnore("abc");
        assertSame(broken, pipe.failure());
        assertThrows(ReaderClosedException.class, () -> pipe.flush());
    }

    @Test
    void itMayCloseThePipe() {
        pipe.onReadable(() -> {
            calls++;
            pipe.close();
        });
        sendAndIgnore("a");
        assertEquals(1, calls);
        assertEquals(0, pool.inUse());
        assertThrows(ReaderClosedException.class, () -> pipe.flush());
    }

    @Test
    void afterCloseItDoesNotRun() {
        pipe.onReadable(this::count);
        pipe.reader().close();
        pipe.eof();
        assertEquals(0, calls);
        assertThrows(IllegalStateException.class, () -> pipe.onReadable(this::count));
    }

    @Test
    void aStageMayBePendingBesideIt() {
        List<String> log = new ArrayList<>();
        pipe.onReadable(() -> log.add("listener"));
        pipe.whenReadable(2).thenRun(() -> log.add("stage"));
        send("a");
        assertEquals(List.of("listener"), log);
        send("b");
        assertEquals(2, log.stream().filter("listener"::equals).count());
        assertEquals(1, log.stream().filter("stage"::equals).count());
    }
}
