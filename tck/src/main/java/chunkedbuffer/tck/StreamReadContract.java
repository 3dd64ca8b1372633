package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.LimitExceededException;
import chunkedbuffer.api.PartialReadException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The reads of a stream that are stages. */
public abstract class StreamReadContract extends StreamSuite {

    /** So many nested calls fill any stack. */
    private static final int MANY = 20_000;

    private static final byte[] SEPARATOR = bytes("--");

    /** For subclasses. */
    protected StreamReadContract() {}

    @Test
    void linesEndWithEitherTerminatorOrTheStream() throws Exception {
        get(far().write(bytes("one\r\ntwo\n\nla\rst")));
        get(far().closeWrite());
        assertEquals("one", get(near().readLine()));
        assertEquals("two", get(near().readLine()));
        assertEquals("", get(near().readLine()));
        assertEquals("la\rst", get(near().readLine()));
        assertNull(get(near().readLine()));
        assertNull(get(near().readLine()));
    }

    @Test
    void linesAreUtf8HoweverTheyArrive() throws Exception {
        CompletionStage<String> line = near().readLine();
        for (byte each : bytes("Grüße, 世界 🙂\r\n")) {
            get(far().write(new byte[] {each}));
        }
        assertEquals("Grüße, 世界 🙂", get(line));
    }

    @Test
    void aReadWhoseBytesAreThereIsDoneAtOnce() throws Exception {
        sent("line\nexact--some");
        assertTrue(near().readLine().toCompletableFuture().isDone());
        assertTrue(near().readExactly(3).toCompletableFuture().isDone());
        assertTrue(near().readUntil(SEPARATOR, true).toCompletableFuture().isDone());
        assertTrue(near().read(100).toCompletableFuture().isDone());
        assertFalse(near().read(100).toCompletableFuture().isDone());
    }

    @Test
    void readsUpToASeparator() throws Exception {
        CompletionStage<byte[]> first = near().readUntil(SEPARATOR, true);
        get(far().write(bytes("one-")));
        get(far().write(bytes("-two--th")));
        assertEquals("one", text(get(first)));
        assertEquals("two--", text(get(near().readUntil(SEPARATOR, false))));
        get(far().closeWrite());
        PartialReadException partial = failure(PartialReadException.class, near().readUntil(SEPARATOR, true));
        assertEquals("th", text(partial.leftover()));
        assertTrue(String.valueOf(partial.getMessage()).contains("Requested to readUntil"), partial::toString);
        assertEquals(0, get(near().readUntil(SEPARATOR, true)).length);
    }

    @Test
    void readsSome() throws Exception {
        sent("abcdef");
        assertEquals("", text(get(near().read(0))));
        assertEquals("abcd", text(get(near().read(4))));
        assertEquals("ef", text(get(near().read(4))));
        CompletionStage<byte[]> next = near().read(4);
        get(far().write(bytes("g")));
        assertEquals("g", text(get(next)));
        get(far().closeWrite());
        assertEquals(0, get(near().read(4)).length);
        assertEquals(0, get(near().read(4)).length);
    }

    @Test
    void readsToTheEnd() throws Exception {
        byte[] data = pattern(1_000_000);
        CompletableFuture<byte[]> all = near().read(-1).toCompletableFuture();
        get(far().write(data));
        assertFalse(all.isDone());
        get(far().closeWrite());
        assertArrayEquals(data, get(all));
        assertEquals(0, get(near().read(-1)).length);
    }

    @Test
    void readsExactly() throws Exception {
        assertEquals(0, get(near().readExactly(0)).length);
        CompletionStage<byte[]> four = near().readExactly(4);
        get(far().write(bytes("abc")));
        get(far().write(bytes("def")));
        assertEquals("abcd", text(get(four)));
        get(far().closeWrite());
        PartialReadException partial = failure(PartialReadException.class, near().readExactly(4));
        assertEquals("ef", text(partial.leftover()));
        assertEquals("Requested 4 bytes but encountered EOF", partial.getMessage());
        assertEquals(0, get(near().readExactly(4)).length);
    }

    @Test
    void aMessageOfTenTimesThePauseThresholdArrives() throws Exception {
        connectStreams(options().pauseThreshold(16_384).resumeThreshold(0));
        byte[] data = pattern(163_840);
        data[163_839] = '\n';
        CompletionStage<byte[]> exact = near().readExactly(data.length);
        CompletionStage<Void> written = far().write(data);
        assertArrayEquals(data, get(exact));
        get(written);
        CompletionStage<byte[]> until = near().readUntil(bytes("\n"), false);
        written = far().write(data);
        assertArrayEquals(data, get(until));
        get(written);
        written = far().write(data);
        assertNotNull(get(near().readLine()));
        get(written);
    }

    @Test
    void theMaximumConsumesNothing() throws Exception {
        sent("123456\n12345\n");
        failure(LimitExceededException.class, near().readLine(5));
        failure(LimitExceededException.class, near().readUntil(bytes("\n"), true, 5));
        assertEquals("123456", get(near().readLine(6)));
        assertEquals("12345", text(get(near().readUntil(bytes("\n"), true, 5))));
        CompletionStage<String> endless = near().readLine(5);
        get(far().write(bytes("123456789")));
        failure(LimitExceededException.class, endless);
        assertEquals("123456789", text(get(near().readExactly(9))));
    }

    @Test
    void aCancelledReadConsumesNothing() throws Exception {
        sent("hal");
        CompletableFuture<String> line = near().readLine().toCompletableFuture();
        assertTrue(line.cancel(true));
        CompletableFuture<byte[]> exact = near().readExactly(100).toCompletableFuture();
        assertTrue(exact.cancel(true));
        sent("f\n");
        assertEquals("half", get(near().readLine()));
    }

    @Test
    void aCancellationThatRacesWithTheBytesLosesNone() throws Exception {
        int lines = 2000;
        Background<Void> writing = Background.start(() -> {
            for (int i = 0; i < lines; i++) {
                get(far().write(bytes(i + "\n")));
            }
            return null;
        });
        int cancelled = 0;
        for (int i = 0; i < lines; ) {
            CompletableFuture<String> line = near().readLine().toCompletableFuture();
            if (line.cancel(true)) {
                cancelled++;
                if (cancelled % 3 != 0) {
                    continue;
                }
                line = near().readLine().toCompletableFuture();
            }
            assertEquals(String.valueOf(i++), get(line));
        }
        writing.join();
    }

    @Test
    void aReadThatTheUserTimesOutConsumesNothing() throws Exception {
        sent("hal");
        CompletionStage<String> line = near().readLine().toCompletableFuture().orTimeout(1, TimeUnit.MILLISECONDS);
        failure(TimeoutException.class, line);
        sent("f\n");
        assertEquals("half", get(near().readLine()));
    }

    @Test
    void theReadTimeOutConsumesNothingAndLeavesTheStreamUsable() throws Exception {
        connectStreams(options().readTimeout(Duration.ofMillis(20)));
        sent("hal");
        failure(SocketTimeoutException.class, near().readLine());
        failure(SocketTimeoutException.class, near().readExactly(100));
        failure(SocketTimeoutException.class, near().read(-1));
        sent("f\n");
        assertEquals("half", get(near().readLine()));
        failure(SocketTimeoutException.class, near().read(1));
        get(near().write(bytes("still")));
        far().connection().input().awaitReadable(5);
        assertEquals("still", text(get(far().readExactly(5))));
        assertTrue(near().connection().isOpen());
    }

    @Test
    void aSecondReadIsRefused() throws Exception {
        CompletionStage<String> first = near().readLine();
        assertThrows(IllegalStateException.class, () -> near().readLine());
        assertThrows(IllegalStateException.class, () -> near().read(1));
        assertThrows(IllegalStateException.class, () -> near().blocking().read(1));
        get(far().write(bytes("first\nsecond\n")));
        assertEquals("first", get(first));
        assertEquals("second", get(near().readLine()));
    }

    @Test
    void readsChain() throws Exception {
        CompletionStage<String> lines = near().readLine()
                .thenCompose(one ->
                        near().readLine().thenCompose(two -> near().readLine().thenApply(three -> one + two + three)));
        for (byte each : bytes("one\ntwo\nthree\n")) {
            get(far().write(new byte[] {each}));
        }
        assertEquals("onetwothree", get(lines));
    }

    @Test
    void aFailureOfTheConnectionFailsReadsEveryTime() throws Exception {
        CompletionStage<String> line = near().readLine();
        far().connection().abort();
        assertNotNull(failure(IOException.class, line).getCause());
        assertNotNull(failure(IOException.class, near().readLine()).getCause());
        assertNotNull(failure(IOException.class, near().read(1)).getCause());
        assertNotNull(failure(IOException.class, near().read(-1)).getCause());
        assertNotNull(failure(IOException.class, near().readExactly(1)).getCause());
        assertNotNull(
                failure(IOException.class, near().readUntil(SEPARATOR, true)).getCause());
    }

    @Test
    void aLoopOfReadsThatAreDoneAtOnceDoesNotFillTheStack() throws Exception {
        sent("x\n".repeat(MANY));
        get(far().closeWrite());
        assertEquals(MANY, get(readOn(0)));
    }

    private CompletionStage<Integer> readOn(int before) {
        return near().readLine()
                .thenCompose(line -> line == null ? CompletableFuture.completedFuture(before) : readOn(before + 1));
    }
}
