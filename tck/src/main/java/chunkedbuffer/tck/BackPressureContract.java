package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.ReaderClosedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When the writer is paused and when it goes on: paused at 64 bytes that are flushed and neither consumed nor examined, until
 * there are 32.
 */
public abstract class BackPressureContract extends PipeSuite {
    /** For subclasses. */
    protected BackPressureContract() {}

    private boolean send(int count) {
        return send(new byte[count]);
    }

    private CompletableFuture<@Nullable Void> whenWritable() {
        return pipe.whenWritable().toCompletableFuture();
    }

    @Test
    void theWriterIsPausedAtTheThreshold() {
        assertTrue(pipe.isWritable());
        assertTrue(send(63));
        assertTrue(pipe.isWritable());
        assertFalse(send(1));
        assertFalse(pipe.isWritable());
    }

    @Test
    void itIsJudgedAtFlush() {
        pipe.write(new byte[1000]);
        assertTrue(pipe.isWritable());
        assertFalse(pipe.flush());
        assertFalse(pipe.isWritable());
    }

    @Test
    void itGoesOnAtTheResumeThreshold() throws Exception {
        assertFalse(send(64));
        pipe.skip(31);
        assertFalse(pipe.isWritable(), "33 are left");
        assertFalse(pipe.flush(), "33 are left");
        pipe.skip(1);
        assertTrue(pipe.isWritable(), "32 are left");
        assertTrue(pipe.flush());
    }

    @Test
    void betweenTheThresholdsItStaysAsItWas() throws Exception {
        assertTrue(send(50));
        assertTrue(pipe.isWritable(), "never paused");
        assertFalse(send(14));
        pipe.skip(14);
        assertFalse(pipe.isWritable(), "paused at 50");
        pipe.skip(30);
        assertTrue(pipe.isWritable());
        assertTrue(send(30));
        assertTrue(pipe.isWritable(), "resumed at 50");
    }

    @Test
    void aPausedWriterMayStillWrite() throws Exception {
        assertFalse(send(64));
        assertFalse(send(100));
        assertFalse(send(100));
        assertEquals(264, pipe.length());
        pipe.skip(231);
        assertFalse(pipe.isWritable());
        pipe.skip(1);
        assertTrue(pipe.isWritable());
    }

    @Test
    void pausesAndResumesForever() throws Exception {
        for (int i = 0; i < 300; i++) {
            assertTrue(send(63), "round " + i);
            assertFalse(send(1), "round " + i);
            pipe.skip(32);
            assertTrue(pipe.isWritable(), "round " + i);
            pipe.skip(32);
        }
    }

    @Test
    void withAResumeThresholdOfZeroTheReaderMustHaveSeenEverything() throws Exception {
        pipe = open(options().pauseThreshold(64).resumeThreshold(0));
        assertFalse(send(64));
        pipe.skip(63);
        assertFalse(pipe.isWritable());
        pipe.skip(1);
        assertTrue(pipe.isWritable());
        assertFalse(send(64));
        assertEquals(-1, pipe.indexOf((byte) 'x'));
        assertTrue(pipe.isWritable(), "examined");
        assertFalse(send(64));
        CompletableFuture<?> writable = whenWritable();
        pipe.skip(127);
        assertFalse(writable.isDone());
        pipe.skip(1);
        assertTrue(writable.isDone());
    }

    @Test
    void aPauseThresholdOfOnePausesAtEachFlush() throws Exception {
        pipe = open(options().pauseThreshold(1).resumeThreshold(0));
        for (int i = 0; i < 50; i++) {
            assertFalse(send(1));
            pipe.readByte();
            assertTrue(pipe.isWritable());
        }
    }

    @Test
    void aPauseThresholdOfZeroNeverPauses() {
        pipe = open(options().pauseThreshold(0));
        for (int i = 0; i < 20; i++) {
            assertTrue(send(500));
            assertTrue(pipe.isWritable());
        }
        assertTrue(whenWritable().isDone());
    }

    @Test
    void linkedBytesCountToo() throws Exception {
        pipe = open(options().inputCutoffSize(8));
        pipe.append(ByteBuffer.wrap(new byte[40]));
        assertTrue(pipe.flush());
        pipe.append(ByteBuffer.wrap(new byte[40]));
        assertFalse(pipe.flush());
        pipe.skip(48);
        assertTrue(pipe.isWritable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readBytes",
                "readUntil",
                "readUntil limited",
                "readString",
                "readLine",
                "readLine limited",
                "take",
                "takeUntil",
                "takeLine",
                "indexOf byte",
                "indexOf",
                "readDecimal",
                "readHexadecimal"
            })
    void aReadOrSearchThatFoundTooFewBytesHasExaminedAllThatWasThere(String read) throws Exception {
        assertFalse(send("0".repeat(100)));
        CompletableFuture<?> writable = whenWritable();
        tooFew(read, 500);
        assertTrue(pipe.isWritable());
        assertTrue(writable.isDone());
        assertEquals(100, pipe.length(), "nothing is consumed");
        assertTrue(send("0".repeat(63)));
        assertFalse(send("0"), "the next 64 are neither consumed nor examined");
        tooFew(read, 500);
        assertTrue(pipe.isWritable());
    }

    private void tooFew(String read, int limit) throws Exception {
        switch (read) {
            case "readBytes" -> assertNull(pipe.readBytes(limit));
            case "readUntil" -> assertNull(pipe.readUntil(CRLF));
            case "readUntil limited" -> assertNull(pipe.readUntil(CRLF, true, limit));
            case "readString" -> assertNull(pipe.readString(limit, UTF_8));
            case "readLine" -> assertNull(pipe.readLine(UTF_8));
            case "readLine limited" -> assertNull(pipe.readLine(UTF_8, limit));
            case "take" -> assertNull(pipe.take(limit));
            case "takeUntil" -> assertNull(pipe.takeUntil(CRLF, true));
            case "takeLine" -> assertNull(pipe.takeLine());
            case "indexOf byte" -> assertEquals(-1, pipe.indexOf((byte) 'x'));
            case "indexOf" -> assertEquals(-1, pipe.indexOf(bytes("xyz")));
            case "readDecimal" -> assertThrows(BufferUnderflowException.class, () -> pipe.readDecimal(CRLF));
            default -> assertThrows(BufferUnderflowException.class, () -> pipe.readHexadecimal(CRLF));
        }
    }

    @Test
    void aStructuredReadThatUnderflowsHasExaminedAllThatWasThere() throws Exception {
        pipe = open(options().pauseThreshold(4).resumeThreshold(0));
        assertFalse(send(4));
        assertThrows(BufferUnderflowException.class, () -> pipe.readLong());
        assertTrue(pipe.isWritable());
        assertFalse(send(4));
        assertEquals(0, pipe.readLong());
    }

    @Test
    void aLookThatWasSatisfiedHasExaminedNothing() throws Exception {
        send("x".repeat(100));
        assertEquals(0, pipe.indexOf((byte) 'x'));
        assertEquals(100, pipe.buffered().length());
        assertEquals(-1, pipe.buffered().indexOf((byte) 'y'));
        assertText("x", pipe.peek(1));
        assertFalse(pipe.isWritable());
        pipe.readBytes(67);
        assertFalse(pipe.isWritable(), "33 are left");
        pipe.readByte();
        assertTrue(pipe.isWritable());
    }

    @Test
    void consumingWhatWasExaminedIsNotCountedTwice() throws Exception {
        assertFalse(send(64));
        assertNull(pipe.readUntil(CRLF));
        assertTrue(pipe.isWritable());
        assertFalse(send(64), "64 more");
        pipe.skip(64);
        assertFalse(pipe.isWritable(), "these were examined before");
        pipe.skip(31);
        assertFalse(pipe.isWritable());
        pipe.skip(1);
        assertTrue(pipe.isWritable());
    }

    @Test
    void aWaitForNBytesCountsAsHavingExaminedN() throws Exception {
        assertFalse(send(100));
        assertTrue(pipe.whenReadable(67).toCompletableFuture().isDone());
        assertFalse(pipe.isWritable(), "33 are left");
        assertTrue(pipe.whenReadable(68).toCompletableFuture().isDone());
        assertTrue(pipe.isWritable(), "32 are left");
    }

    @Test
    void askingForNBytesCountsAsHavingExaminedThem() throws Exception {
        assertFalse(send(100));
        assertTrue(pipe.has(67));
        assertTrue(pipe.has(100));
        assertFalse(pipe.has(200));
        assertTrue(pipe.isWritable());
        assertTrue(send(100));
        assertTrue(pipe.has(200));
        assertTrue(send(63));
        assertFalse(send(1), "264 are there, 200 of them examined");
        assertThrows(IllegalArgumentException.class, () -> pipe.has(-1));
    }

    @Test
    void aListenerThatAsksForItsWholeFrameGetsIt() throws Exception {
        List<Long> frames = new ArrayList<>();
        pipe.onReadable(() -> {
            if (pipe.has(1000)) {
                frames.add(pipe.length());
            }
        });
        for (int sent = 0; sent < 1000; sent += 10) {
            assertTrue(send(10), "the writer is left behind at " + sent);
        }
        assertEquals(List.of(1000L), frames);
    }

    @Test
    void anAwaitForNBytesCountsAsHavingExaminedN() throws Exception {
        assertFalse(send(100));
        assertTrue(pipe.awaitReadable(67));
        assertFalse(pipe.isWritable(), "33 are left");
        assertTrue(pipe.awaitReadable(68));
        assertTrue(pipe.isWritable(), "32 are left");
    }

    @Test
    void aWaitBeyondWhatIsThereHoldsTheWriterBackOnlyBeyondThat() throws Exception {
        CompletableFuture<?> readable = pipe.whenReadable(200).toCompletableFuture();
        for (int sent = 0; sent < 190; sent += 10) {
            assertTrue(send(10));
            assertFalse(readable.isDone());
        }
        assertTrue(send(10));
        assertTrue(readable.isDone());
        assertTrue(send(63));
        assertFalse(send(1), "264 are there, 200 of them examined");
        pipe.skip(231);
        assertFalse(pipe.isWritable());
        pipe.skip(1);
        assertTrue(pipe.isWritable());
    }

    @Test
    void aWaitCountsFromTheReadPosition() throws Exception {
        assertTrue(send(60));
        pipe.skip(60);
        pipe.whenReadable(100);
        assertTrue(send(99));
        assertTrue(send(64));
        assertFalse(send(1), "164 are there, 100 of them examined");
    }

    @Test
    void aWaitingReaderIsNeverLeftBehindAPausedWriter() throws Exception {
        assertFalse(send(64));
        CompletableFuture<?> writable = whenWritable();
        assertFalse(writable.isDone());
        CompletableFuture<?> readable = pipe.whenReadable(65).toCompletableFuture();
        assertTrue(writable.isDone());
        assertFalse(readable.isDone());
        send(1);
        assertTrue(readable.isDone());
    }

    @Test
    void aMessageTenTimesTheThresholdArrivesWhole() throws Exception {
        String message = "x".repeat(640) + "\r\n";
        List<Integer> lengths = new ArrayList<>();
        int sent = 0;
        byte[] read = null;
        for (int attempt = 0; read == null; attempt++) {
            assertTrue(attempt < 100, "the writer is left behind");
            long before = pipe.length();
            boolean goOn = pipe.isWritable();
            while (goOn && sent < message.length()) {
                int piece = Math.min(16, message.length() - sent);
                goOn = send(message.substring(sent, sent + piece));
                sent += piece;
            }
            long growth = pipe.length() - before;
            assertTrue(growth <= 64 + 16, () -> "between two attempts it grew by " + growth);
            lengths.add((int) growth);
            read = pipe.readUntil(CRLF);
        }
        assertText(message, read);
        assertTrue(lengths.size() >= 8, "it was held back: " + lengths);
    }

    @Test
    void whenWritableIsDoneAtOnceIfNotPaused() {
        assertTrue(whenWritable().isDone());
        assertTrue(whenWritable().isDone());
        assertFalse(whenWritable().isCompletedExceptionally());
    }

    @Test
    void whenWritableCompletesWhenTheReaderHasConsumedEnough() throws Exception {
        assertFalse(send(64));
        CompletableFuture<?> writable = whenWritable();
        pipe.skip(31);
        assertFalse(writable.isDone());
        pipe.skip(1);
        assertTrue(writable.isDone());
        assertNull(writable.join());
    }

    @Test
    void whenWritableCompletesOnTheThreadThatMadeItSo() throws Exception {
        assertFalse(send(64));
        List<String> calls = new ArrayList<>();
        pipe.whenWritable()
                .thenRun(() -> calls.add("on " + Thread.currentThread().getName()));
        calls.add("before");
        pipe.skip(64);
        calls.add("after");
        assertEquals(List.of("before", "on " + Thread.currentThread().getName(), "after"), calls);
    }

    @Test
    void whenWritableCompletesOnTheWriterExecutor() throws Exception {
        HandExecutor executor = new HandExecutor();
        HandExecutor readers = new HandExecutor();
        pipe = open(options().writerExecutor(executor).readerExecutor(readers));
        assertFalse(send(64));
        CompletableFuture<?> writable = whenWritable();
        pipe.skip(64);
        assertFalse(writable.isDone());
        assertEquals(1, executor.runAll());
        assertTrue(writable.isDone());
        assertEquals(0, readers.waiting());
    }

    @Test
    void aTaskRunsOnceWhenTheWriterMayGoOn() throws Exception {
        List<String> ran = new ArrayList<>();
        pipe.onWritable(() -> ran.add("at once"));
        assertEquals(List.of("at once"), ran);
        assertFalse(send(64));
        pipe.onWritable(() -> ran.add("later"));
        pipe.skip(31);
        assertEquals(List.of("at once"), ran);
        pipe.skip(1);
        assertEquals(List.of("at once", "later"), ran);
        assertFalse(send(32));
        pipe.skip(64);
        assertEquals(2, ran.size(), "it is not told again");
    }

    @Test
    void aTaskMayWriteAndWaitAgain() throws Exception {
        assertFalse(send(64));
        List<Boolean> flushed = new ArrayList<>();
        Runnable[] task = new Runnable[1];
        task[0] = () -> {
            flushed.add(send(64));
            if (flushed.size() < 3) {
                pipe.onWritable(task[0]);
            }
        };
        pipe.onWritable(task[0]);
        for (int i = 0; i < 4; i++) {
            pipe.skip(64);
        }
        assertEquals(List.of(false, false, false), flushed);
        assertTrue(pipe.isWritable());
    }

    @Test
    void aTaskIsTheOneWaitThatMayBePending() throws Exception {
        assertFalse(send(64));
        List<String> ran = new ArrayList<>();
        pipe.onWritable(() -> ran.add("first"));
        assertThrows(IllegalStateException.class, () -> pipe.onWritable(() -> ran.add("second")));
        assertThrows(IllegalStateException.class, () -> pipe.whenWritable());
        assertThrows(IllegalStateException.class, () -> pipe.awaitWritable());
        pipe.skip(64);
        assertEquals(List.of("first"), ran);
        assertFalse(send(64));
        CompletableFuture<?> writable = whenWritable();
        assertThrows(IllegalStateException.class, () -> pipe.onWritable(() -> ran.add("third")));
        pipe.skip(64);
        assertTrue(writable.isDone());
        assertEquals(List.of("first"), ran);
    }

    @Test
    void aTaskRunsWhenTheReaderCloses() throws Exception {
        assertFalse(send(64));
        List<Boolean> closed = new ArrayList<>();
        pipe.onWritable(() -> closed.add(pipe.isReaderClosed()));
        pipe.reader().close();
        assertEquals(List.of(true), closed);
        pipe.onWritable(() -> closed.add(pipe.isReaderClosed()));
        assertEquals(List.of(true, true), closed);
    }

    @Test
    void aTaskRunsOnTheWriterExecutor() throws Exception {
        HandExecutor executor = new HandExecutor();
        pipe = open(options().writerExecutor(executor));
        assertFalse(send(64));
        List<String> ran = new ArrayList<>();
        pipe.onWritable(() -> ran.add("it"));
        pipe.skip(64);
        assertEquals(List.of(), ran);
        assertEquals(1, executor.runAll());
        assertEquals(List.of("it"), ran);
    }

    @Test
    void whatATaskThrowsEndsTheStream() throws Exception {
        assertFalse(send(64));
        IllegalArgumentException thrown = new IllegalArgumentException("thrown by the task");
        pipe.onWritable(() -> {
            throw thrown;
        });
        assertEquals(40, pipe.skip(40));
        assertSame(thrown, pipe.failure());
        assertEquals(24, pipe.length());
        assertThrows(IllegalStateException.class, () -> pipe.write(new byte[1]));
    }

    @Test
    void anExecutorThatDoesNotTakeATaskEndsTheStream() throws Exception {
        IllegalStateException broken = new IllegalStateException("the executor is broken");
        pipe = open(options().writerExecutor(task -> {
            throw broken;
        }));
        assertFalse(send(64));
        pipe.onWritable(() -> {});
        assertEquals(64, pipe.skip(64));
        assertSame(broken, pipe.failure());
    }

    @Test
    void aTaskMayBeAThread() throws Exception {
        assertFalse(send(64));
        List<String> ran = new ArrayList<>();
        pipe.onWritable(new Thread(() -> ran.add("here")));
        pipe.skip(64);
        assertEquals(List.of("here"), ran);
    }

    @Test
    void whoWaitsToWriteMayWriteAndWaitAgain() throws Exception {
        assertFalse(send(64));
        List<Boolean> flushed = new ArrayList<>();
        pipe.whenWritable().thenRun(() -> {
            flushed.add(send(1));
            flushed.add(send(64));
            pipe.whenWritable().thenRun(() -> flushed.add(send(1)));
        });
        pipe.skip(64);
        assertEquals(List.of(true, false), flushed);
        pipe.skip(64);
        assertEquals(List.of(true, false, true), flushed);
        assertEquals(2, pipe.length());
    }

    @Test
    void oneWhenWritableMayBePending() throws Exception {
        assertFalse(send(64));
        CompletableFuture<?> first = whenWritable();
        assertThrows(IllegalStateException.class, () -> pipe.whenWritable());
        assertThrows(IllegalStateException.class, () -> pipe.awaitWritable());
        assertFalse(first.isDone());
        pipe.skip(64);
        assertTrue(first.isDone());
        assertTrue(whenWritable().isDone());
    }

    @Test
    void cancellingWithdrawsTheWait() throws Exception {
        assertFalse(send(64));
        CompletableFuture<?> cancelled = whenWritable();
        assertTrue(cancelled.cancel(false));
        CompletableFuture<?> second = whenWritable();
        assertFalse(second.isDone());
        pipe.skip(64);
        assertTrue(second.isDone());
        assertTrue(cancelled.isCancelled());
    }

    @Test
    void cancellingAStageThatIsDoneWithdrawsNothing() throws Exception {
        assertFalse(send(64));
        CompletableFuture<?> first = whenWritable();
        pipe.skip(64);
        assertFalse(first.cancel(false));
        assertFalse(send(64));
        CompletableFuture<?> second = whenWritable();
        first.cancel(true);
        pipe.skip(64);
        assertTrue(second.isDone());
    }

    @Test
    void awaitWritableReturnsAtOnceIfNotPaused() throws Exception {
        pipe.awaitWritable();
        send(63);
        pipe.awaitWritable();
    }

    @Test
    void awaitWritableWaitsForTheReader() throws Exception {
        assertFalse(send(64));
        Background<Boolean> writer = Background.<Boolean>start(() -> {
                    pipe.awaitWritable();
                    return send(1);
                })
                .untilItWaits();
        pipe.skip(31);
        writer.untilItWaits();
        pipe.skip(1);
        assertEquals(true, writer.join());
        assertEquals(33, pipe.length());
    }

    @Test
    void anInterruptEndsAwaitWritable() throws Exception {
        assertFalse(send(64));
        Background<Boolean> writer = Background.<Boolean>start(() -> {
                    pipe.awaitWritable();
                    return true;
                })
                .untilItWaits();
        writer.interrupt();
        assertThrows(InterruptedException.class, writer::join);
        CompletableFuture<?> writable = whenWritable();
        pipe.skip(64);
        assertTrue(writable.isDone(), "and withdraws the wait");
    }

    @Test
    void anInterruptBeforeAwaitWritableEndsItToo() {
        assertFalse(send(64));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> pipe.awaitWritable());
        assertFalse(Thread.interrupted());
    }

    @Test
    void aReaderThatClosesWakesTheWriterWithAnException() throws Exception {
        assertFalse(send(64));
        CompletableFuture<?> writable = whenWritable();
        pipe.reader().close();
        assertTrue(writable.isCompletedExceptionally());
        assertThrows(ReaderClosedException.class, () -> {
            throw some(writable.handle((done, failure) -> failure).join());
        });
        assertTrue(whenWritable().isCompletedExceptionally(), "and the next time");
        assertThrows(ReaderClosedException.class, () -> pipe.awaitWritable());
    }

    @Test
    void aReaderThatClosesWakesAWaitingThreadWithAnException() throws Exception {
        assertFalse(send(64));
        Background<Boolean> writer = Background.<Boolean>start(() -> {
                    pipe.awaitWritable();
                    return true;
                })
                .untilItWaits();
        pipe.reader().close();
        assertThrows(ReaderClosedException.class, writer::join);
    }

    @Test
    void aLookMayWakeAWriterWhoseBytesTheListenerReads() throws Exception {
        pipe = open(options().pauseThreshold(4).resumeThreshold(1));
        StringBuilder read = new StringBuilder();
        assertFalse(send("abcd"));
        pipe.whenWritable().thenRun(() -> send("efghijkl"));
        pipe.onReadable(() -> {
            try {
                if (pipe.length() > 4) {
                    read.append(text(pipe.readAtMost(-1)));
                }
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        });
        assertText("abcd", pipe.peek(6));
        assertEquals("abcdefghijkl", read.toString());
        assertEquals(0, pool.inUse());
    }

    @Test
    void aLineThatIsNotThereMayWakeAWriterWhoseBytesTheListenerReads() throws Exception {
        pipe = open(options().pauseThreshold(4).resumeThreshold(1));
        StringBuilder read = new StringBuilder();
        assertFalse(send("abcd"));
        pipe.whenWritable().thenRun(() -> send("efghijkl"));
        pipe.onReadable(() -> {
            try {
                if (pipe.length() > 4) {
                    read.append(text(pipe.readAtMost(5)));
                }
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        });
        assertNull(pipe.readLine(UTF_8, 6));
        assertEquals("abcde", read.toString());
    }

    @Test
    void theOtherEndIsPausedOnItsOwn() throws Exception {
        Pipe other = open(options());
        assertFalse(send(64));
        other.write(new byte[10]);
        assertTrue(other.flush());
    }
}
