package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Pipe;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Waiting for bytes: {@code whenReadable}, {@code awaitReadable}, {@code whenMore} and {@code awaitMore}. */
public abstract class PipeWaitContract extends PipeSuite {
    /** For subclasses. */
    protected PipeWaitContract() {}

    private CompletableFuture<@Nullable Void> whenReadable(long minBytes) {
        return pipe.whenReadable(minBytes).toCompletableFuture();
    }

    private Background<Boolean> awaiting(long minBytes) {
        return Background.<Boolean>start(() -> pipe.awaitReadable(minBytes)).untilItWaits();
    }

    @Test
    void aStageIsDoneAtOnceIfEnoughBytesAreThere() {
        assertTrue(whenReadable(0).isDone());
        send("abc");
        assertTrue(whenReadable(3).isDone());
        assertTrue(whenReadable(1).isDone());
        assertNull(whenReadable(2).join());
    }

    @Test
    void aStageCompletesWhenEnoughBytesAreFlushed() {
        CompletableFuture<?> readable = whenReadable(3);
        assertFalse(readable.isDone());
        send("a");
        assertFalse(readable.isDone());
        pipe.write(bytes("bc"));
        assertFalse(readable.isDone(), "not flushed");
        pipe.flush();
        assertTrue(readable.isDone());
        assertNull(readable.join());
    }

    @Test
    void anEmptyFlushWakesNobody() {
        CompletableFuture<?> readable = whenReadable(1);
        pipe.flush();
        pipe.getBuffer();
        pipe.bufferWritten(0);
        pipe.write(new byte[0]);
        pipe.flush();
        assertFalse(readable.isDone());
        send("a");
        assertTrue(readable.isDone());
    }

    @Test
    void bytesConsumedDoNotCount() throws Exception {
        send("abc");
        pipe.skip(2);
        CompletableFuture<?> readable = whenReadable(3);
        send("d");
        assertFalse(readable.isDone());
        send("e");
        assertTrue(readable.isDone());
        assertEquals("cde", rest());
    }

    @Test
    void aStageCompletesAtTheEnd() {
        CompletableFuture<?> readable = whenReadable(3);
        send("a");
        pipe.eof();
        assertTrue(readable.isDone());
        assertNull(readable.join());
        assertTrue(whenReadable(3).isDone(), "and afterwards");
    }

    @Test
    void aStageCompletesAtAFailureWhichTheNextReadTells() {
        Exception failure = new Exception("test");
        CompletableFuture<?> readable = whenReadable(3);
        pipe.eof(failure);
        assertNull(readable.join());
        assertNull(whenReadable(1).join());
        assertSame(
                failure,
                assertThrows(IOException.class, () -> pipe.readBytes(1)).getCause());
    }

    @Test
    void oneStageMayBePending() {
        CompletableFuture<?> first = whenReadable(2);
        assertThrows(IllegalStateException.class, () -> pipe.whenReadable(1));
        assertThrows(IllegalStateException.class, () -> pipe.awaitReadable(1));
        assertFalse(first.isDone());
        send("ab");
        assertTrue(first.isDone());
        assertFalse(whenReadable(3).isDone());
    }

    @Test
    void cancellingWithdrawsTheWait() {
        CompletableFuture<?> cancelled = whenReadable(1);
        assertTrue(cancelled.cancel(true));
        CompletableFuture<?> second = whenReadable(2);
        send("a");
        assertFalse(second.isDone());
        send("b");
        assertTrue(second.isDone());
        assertTrue(cancelled.isCancelled());
    }

    @Test
    void cancellingAStageThatIsDoneWithdrawsNothing() {
        CompletableFuture<?> first = whenReadable(1);
        send("a");
        CompletableFuture<?> second = whenReadable(2);
        first.cancel(true);
        send("b");
        assertTrue(second.isDone());
    }

    @Test
    void aCancelledWaitDoesNotHoldTheNextAwaitUp() throws Exception {
        whenReadable(5).cancel(false);
        send("a");
        assertTrue(pipe.awaitReadable(1));
    }

    @Test
    void aStageCompletesOnTheThreadThatMadeItSo() {
        List<String> calls = new ArrayList<>();
        pipe.whenReadable(1)
                .thenRun(() -> calls.add("on " + Thread.currentThread().getName()));
        pipe.write(bytes("a"));
        calls.add("before");
        pipe.flush();
        calls.add("after");
        assertEquals(List.of("before", "on " + Thread.currentThread().getName(), "after"), calls);
    }

    @Test
    void aStageCompletesOnTheReaderExecutor() {
        HandExecutor executor = new HandExecutor();
        HandExecutor writers = new HandExecutor();
        pipe = open(options().readerExecutor(executor).writerExecutor(writers));
        CompletableFuture<?> readable = whenReadable(1);
        send("a");
        assertFalse(readable.isDone());
        assertEquals(1, executor.runAll());
        assertTrue(readable.isDone());
        CompletableFuture<?> end = whenReadable(2);
        pipe.eof();
        executor.runAll();
        assertTrue(end.isDone());
        assertEquals(0, writers.waiting());
    }

    @Test
    void anExecutorThatFailsFailsTheStage() {
        pipe = open(options().readerExecutor(task -> {
            throw new IllegalStateException("the executor is broken");
        }));
        CompletableFuture<?> readable = whenReadable(1);
        send("a");
        assertTrue(readable.isCompletedExceptionally());
    }

    @Test
    void whoWaitsMayReadAndWaitAgain() {
        List<String> read = new ArrayList<>();
        readTwoAndWaitAgain(read);
        for (String piece : new String[] {"a", "b", "cd", "e", "fg", "h"}) {
            send(piece);
        }
        assertEquals(List.of("ab", "cd", "ef", "gh"), read);
    }

    private void readTwoAndWaitAgain(List<String> read) {
        pipe.whenReadable(2).thenRun(() -> {
            try {
                String two = text(pipe.readBytes(2));
                read.add(some(two));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            readTwoAndWaitAgain(read);
        });
    }

    @Test
    void aClosedReaderFailsItsStage() {
        CompletableFuture<?> readable = whenReadable(1);
        pipe.reader().close();
        assertThrows(IllegalStateException.class, () -> {
            throw some(readable.handle((done, failure) -> failure).join());
        });
    }

    @Test
    void aClosedPipeFailsItsStages() throws Exception {
        send(new byte[64]);
        CompletableFuture<?> writable = pipe.whenWritable().toCompletableFuture();
        pipe.skip(1);
        CompletableFuture<?> readable = whenReadable(63 + 33);
        assertTrue(writable.isDone());
        send(new byte[10]);
        pipe.close();
        assertTrue(readable.isCompletedExceptionally());
    }

    @Test
    void aNegativeNumberIsNamed() {
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.whenReadable(-3)), -3);
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.awaitReadable(-3)), -3);
        assertFalse(whenReadable(1).isDone());
    }

    // ---- more than was looked at

    /** A look that finds too little. */
    private interface Look {
        void at(Pipe pipe) throws Exception;
    }

    private static final Map<String, Look> LOOKS_IN_VAIN = Map.ofEntries(
            Map.entry("readLine", pipe -> assertNull(pipe.readLine(US_ASCII))),
            Map.entry("readLine with a limit", pipe -> assertNull(pipe.readLine(US_ASCII, 100))),
            Map.entry("takeLine", pipe -> assertNull(pipe.takeLine())),
            Map.entry("readBytes", pipe -> assertNull(pipe.readBytes(100))),
            Map.entry("readString", pipe -> assertNull(pipe.readString(100, US_ASCII))),
            Map.entry("readUntil", pipe -> assertNull(pipe.readUntil(bytes("\r\n")))),
            Map.entry("takeUntil", pipe -> assertNull(pipe.takeUntil(bytes("\r\n"), true))),
            Map.entry("take", pipe -> assertNull(pipe.take(100))),
            Map.entry("indexOf a byte", pipe -> assertEquals(-1, pipe.indexOf((byte) '\n'))),
            Map.entry("indexOf bytes", pipe -> assertEquals(-1, pipe.indexOf(bytes("\r\n")))),
            Map.entry("skipIfStartsWith", pipe -> assertFalse(pipe.skipIfStartsWith(bytes("ab123456")))),
            Map.entry("peek", pipe -> assertNotNull(pipe.peek(100))),
            Map.entry("has", pipe -> assertFalse(pipe.has(100))),
            Map.entry("readLong", pipe -> assertThrows(BufferUnderflowException.class, pipe::readLong)),
            Map.entry("readDecimal", pipe -> {
                pipe.skip(2);
                assertThrows(BufferUnderflowException.class, () -> pipe.readDecimal(bytes("\n")));
            }));

    @Test
    void moreIsWhatComesAfterALookInVain() throws Exception {
        for (Map.Entry<String, Look> each : LOOKS_IN_VAIN.entrySet()) {
            pipe = open(options());
            assertMoreIsWhatComesAfter(each.getValue(), each.getKey());
        }
    }

    private void assertMoreIsWhatComesAfter(Look look, String name) throws Exception {
        send("ab12");
        look.at(pipe);
        CompletableFuture<@Nullable Void> more = pipe.whenMore().toCompletableFuture();
        assertFalse(more.isDone(), () -> "what was looked at is no more: " + name);
        more.cancel(false);
        send("3");
        assertTrue(pipe.length() > 0);
        more = pipe.whenMore().toCompletableFuture();
        assertTrue(more.isDone(), () -> "what came between the look and the wait is more: " + name);
        assertTrue(pipe.awaitMore());
        look.at(pipe);
        more = pipe.whenMore().toCompletableFuture();
        assertFalse(more.isDone(), name);
        send("4");
        assertTrue(more.isDone(), name);
    }

    @Test
    void withoutALookAnyByteIsMore() throws Exception {
        CompletableFuture<@Nullable Void> more = pipe.whenMore().toCompletableFuture();
        assertFalse(more.isDone());
        send("abc");
        assertTrue(more.isDone());
        assertTrue(pipe.awaitMore());
        assertNull(pipe.readLine(US_ASCII));
        pipe.skip(2);
        more = pipe.whenMore().toCompletableFuture();
        assertFalse(more.isDone(), "the byte that is left was looked at");
        more.cancel(false);
        pipe.skip(1);
        more = pipe.whenMore().toCompletableFuture();
        assertFalse(more.isDone());
        send("d");
        assertTrue(more.isDone());
    }

    /** Else who tries again as long as there is more would try for ever. */
    @Test
    void whatIsLeftAtTheEndAndWasLookedAtIsNoMore() throws Exception {
        for (String name : List.of(
                "indexOf a byte", "indexOf bytes", "peek", "skipIfStartsWith", "has", "readLong", "readDecimal")) {
            pipe = open(options());
            send("ab1");
            pipe.eof();
            assertTrue(pipe.awaitMore(), "nobody has looked: " + name);
            Objects.requireNonNull(LOOKS_IN_VAIN.get(name)).at(pipe);
            assertFalse(pipe.awaitMore(), name);
            assertTrue(pipe.length() > 0, name);
        }
    }

    @Test
    void theEndIsNoMore() throws Exception {
        send("ab");
        assertNull(pipe.readBytes(3));
        Background<Boolean> reader = Background.<Boolean>start(pipe::awaitMore).untilItWaits();
        pipe.eof(new Exception("the end"));
        assertEquals(false, reader.join());
        assertTrue(pipe.whenMore().toCompletableFuture().isDone());
        assertEquals(2, pipe.skip(-1));
        assertThrows(IOException.class, pipe::awaitMore);
        pipe.close();
        assertThrows(IllegalStateException.class, pipe::awaitMore);
        assertThrows(IllegalStateException.class, pipe::whenMore);
    }

    @Test
    void aMessageLargerThanThePauseThresholdArrivesPieceByPiece() throws Exception {
        byte[] line = bytes("x".repeat(5000) + "\n");
        Background<Void> writer = Background.start(() -> {
            for (byte each : line) {
                pipe.awaitWritable();
                pipe.write(new byte[] {each});
                pipe.flush();
            }
            pipe.eof();
            return null;
        });
        String read = pipe.readLine(US_ASCII);
        while (read == null && pipe.awaitMore()) {
            read = pipe.readLine(US_ASCII);
        }
        assertEquals("x".repeat(5000), read);
        writer.join();
    }

    @Test
    void awaitReturnsAtOnceIfEnoughBytesAreThere() throws Exception {
        assertTrue(pipe.awaitReadable(0));
        send("abc");
        assertTrue(pipe.awaitReadable(3));
        pipe.eof();
        assertTrue(pipe.awaitReadable(3));
        assertFalse(pipe.awaitReadable(4));
    }

    @Test
    void awaitIsFalseAtTheEnd() throws Exception {
        pipe.eof();
        assertFalse(pipe.awaitReadable(1));
    }

    @Test
    void awaitWaitsForTheWriter() throws Exception {
        Background<Boolean> reader = awaiting(3);
        send("ab");
        reader.untilItWaits();
        send("c");
        assertEquals(true, reader.join());
        assertEquals("abc", rest());
    }

    @Test
    void awaitIsWokenByTheEnd() throws Exception {
        Background<Boolean> reader = awaiting(3);
        send("ab");
        pipe.eof();
        assertEquals(false, reader.join());
    }

    @Test
    void awaitIsWokenByAFailure() throws Exception {
        Exception failure = new Exception("test");
        Background<Boolean> reader = awaiting(3);
        pipe.eof(failure);
        assertSame(failure, assertThrows(IOException.class, reader::join).getCause());
    }

    @Test
    void awaitIsFalseAtAFailureBeforeWhichBytesAreLeft() throws Exception {
        send("ab");
        pipe.eof(new Exception("test"));
        assertFalse(pipe.awaitReadable(3));
        assertTrue(pipe.awaitReadable(2));
    }

    @Test
    void awaitIsWokenByACloseOfTheReader() throws Exception {
        Background<Boolean> reader = awaiting(3);
        pipe.reader().close();
        assertThrows(IllegalStateException.class, reader::join);
    }

    @Test
    void awaitIsWokenByACloseOfThePipe() throws Exception {
        Background<Boolean> reader = awaiting(3);
        pipe.close();
        assertThrows(IllegalStateException.class, reader::join);
    }

    @Test
    void aThreadThatAwaitsIsTheOnlyOneThatWaits() throws Exception {
        Background<Boolean> reader = awaiting(1);
        assertThrows(IllegalStateException.class, () -> pipe.whenReadable(1));
        send("a");
        assertEquals(true, reader.join());
    }

    @Test
    void anInterruptEndsAwaitAndWithdrawsTheWait() throws Exception {
        Background<Boolean> reader = awaiting(3);
        reader.interrupt();
        assertThrows(InterruptedException.class, reader::join);
        CompletableFuture<?> readable = whenReadable(1);
        send("a");
        assertTrue(readable.isDone());
    }

    @Test
    void anInterruptBeforeAwaitEndsItToo() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> pipe.awaitReadable(1));
        assertFalse(Thread.interrupted());
    }

    @Test
    void twoThreadsPassMessagesBackAndForth() throws Exception {
        pipe = open(options());
        chunkedbuffer.api.Pipe back = open(options());
        Background<Integer> echo = Background.start(() -> {
            int count = 0;
            while (pipe.awaitReadable(4)) {
                back.write(some(pipe.readBytes(4)));
                back.flush();
                count++;
            }
            back.eof();
            return count;
        });
        for (int i = 0; i < 2000; i++) {
            pipe.write(java.nio.ByteBuffer.allocate(4).putInt(i).flip());
            pipe.flush();
            assertTrue(back.awaitReadable(4));
            assertEquals(i, back.readInt());
        }
        pipe.eof();
        assertEquals(2000, echo.join());
        assertFalse(back.awaitReadable(1));
    }

    @Test
    void aLimitedWaitEndsWhenEnoughBytesAreThereOrTheStreamEnds() throws Exception {
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        Background<Boolean> first =
                Background.<Boolean>start(() -> pipe.awaitReadable(3, ages)).untilItWaits();
        send("ab");
        send("c");
        assertSame(true, first.join());
        assertTrue(pipe.awaitReadable(3, Duration.ZERO));
        Background<Boolean> second =
                Background.<Boolean>start(() -> pipe.awaitReadable(4, ages)).untilItWaits();
        pipe.eof();
        assertSame(false, second.join());
    }

    @Test
    void aLimitedWaitThatIsOverIsWithdrawn() throws Exception {
        send("ab");
        assertThrows(TimeoutException.class, () -> pipe.awaitReadable(3, Duration.ofMillis(1)));
        assertThrows(TimeoutException.class, () -> pipe.awaitReadable(3, Duration.ofSeconds(-1)));
        CompletableFuture<?> readable = whenReadable(3);
        send("c");
        assertTrue(readable.isDone());
        assertEquals("abc", rest());
    }

    @Test
    void aLimitedWaitIsInterruptible() throws Exception {
        Background<Throwable> waiting = Background.<Throwable>start(() ->
                        assertThrows(InterruptedException.class, () -> pipe.awaitReadable(3, Duration.ofSeconds(60))))
                .untilItWaits();
        waiting.interrupt();
        waiting.join();
        assertFalse(whenReadable(1).isDone());
    }
}
