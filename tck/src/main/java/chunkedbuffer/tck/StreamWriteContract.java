package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The writes of a stream that are stages. */
public abstract class StreamWriteContract extends StreamSuite {

    /** So many nested calls fill any stack. */
    private static final int MANY = 20_000;

    /** Far more than pipes and sockets hold. */
    private static final int LARGE = 16 << 20;

    /** For subclasses. */
    protected StreamWriteContract() {}

    @Test
    void arraysBuffersAndBytesArrive() throws Exception {
        get(near().write(bytes("array ")));
        ByteBuffer heap = ByteBuffer.wrap(bytes("xheapx"), 1, 4);
        get(near().write(heap));
        ByteBuffer direct = ByteBuffer.allocateDirect(7).put(bytes(" direct")).flip();
        get(near().write(direct.asReadOnlyBuffer()));
        try (Bytes run = Bytes.wrap(bytes(" bytes"))) {
            get(near().write(run));
        }
        get(near().write(new byte[0]));
        assertEquals(0, heap.remaining());
        assertEquals("array heap direct bytes", text(get(far().readExactly(23))));
    }

    @Test
    void whatIsWrittenIsCopied() throws Exception {
        byte[] array = pattern(100_000);
        ByteBuffer buffer = ByteBuffer.wrap(pattern(100_000));
        CompletionStage<byte[]> read = far().readExactly(300_000);
        get(near().write(array));
        Arrays.fill(array, (byte) 0);
        get(near().write(buffer));
        Arrays.fill(buffer.array(), (byte) 0);
        buffer.clear().put(pattern(100_000)).flip();
        get(near().writeAll(List.of(buffer)));
        Arrays.fill(buffer.array(), (byte) 0);
        byte[] all = get(read);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(pattern(100_000), Arrays.copyOfRange(all, i * 100_000, (i + 1) * 100_000));
        }
    }

    @Test
    void aBytesOfTheCallersMayBeClosedAtOnce() throws Exception {
        sent("0123456789".repeat(1000));
        Bytes run = there(near().connection().input().take(10_000));
        CompletableFuture<Void> large = near().write(pattern(LARGE)).toCompletableFuture();
        CompletionStage<Void> written = near().write(run);
        run.close();
        assertThrows(IllegalStateException.class, () -> near().write(run));
        assertFalse(large.isDone());
        assertArrayEquals(pattern(LARGE), get(far().readExactly(LARGE)));
        assertEquals("0123456789".repeat(1000), text(get(far().readExactly(10_000))));
        get(written);
    }

    @Test
    void buffersAreWrittenInOrder() throws Exception {
        List<ByteBuffer> buffers = List.of(
                ByteBuffer.wrap(bytes("one ")),
                ByteBuffer.allocate(0),
                ByteBuffer.wrap(pattern(3_000_000)),
                ByteBuffer.wrap(bytes(" three")));
        CompletionStage<byte[]> read = far().readExactly(3_000_010);
        get(near().writeAll(buffers));
        byte[] all = get(read);
        assertEquals("one ", text(Arrays.copyOf(all, 4)));
        assertArrayEquals(pattern(3_000_000), Arrays.copyOfRange(all, 4, 3_000_004));
        assertEquals(" three", text(Arrays.copyOfRange(all, 3_000_004, all.length)));
        assertTrue(buffers.stream().noneMatch(ByteBuffer::hasRemaining));
    }

    @Test
    void writesQueueAndMemoryStaysBounded() throws Exception {
        byte[] large = pattern(LARGE);
        CompletableFuture<Void> first = near().write(large).toCompletableFuture();
        CompletableFuture<Void> second = near().write(bytes("second")).toCompletableFuture();
        CompletableFuture<Void> third =
                near().write(ByteBuffer.wrap(bytes(" third"))).toCompletableFuture();
        CompletableFuture<Void> end = near().closeWrite().toCompletableFuture();
        assertFalse(first.isDone() || second.isDone() || third.isDone() || end.isDone());
        int piece = 1 << 16;
        for (int from = 0; from < LARGE; from += piece) {
            assertArrayEquals(Arrays.copyOfRange(large, from, from + piece), get(far().readExactly(piece)));
            long held = pool().stats().inUseBytes();
            assertTrue(held < 2 << 20, () -> "bytes in use: " + held);
        }
        assertEquals("second third", text(get(far().read(-1))));
        get(first);
        get(second);
        get(third);
        get(end);
    }

    @Test
    void theEndIsTheSameForAllWhoAskForItAndNobodyTakesItBack() throws Exception {
        CompletableFuture<Void> write = near().write(pattern(LARGE)).toCompletableFuture();
        CompletableFuture<Void> first = near().closeWrite().toCompletableFuture();
        CompletableFuture<Void> second = near().closeWrite().toCompletableFuture();
        assertFalse(write.isDone() || first.isDone() || second.isDone());
        assertTrue(first.cancel(true));
        get(far().readExactly(LARGE));
        assertEquals("", text(get(far().read(-1))));
        get(second);
        get(near().closeWrite());
    }

    @Test
    void aWriteThatIsCancelledBeforeItsTurnIsNotWritten() throws Exception {
        CompletableFuture<Void> first = near().write(pattern(LARGE)).toCompletableFuture();
        CompletableFuture<Void> second = near().write(bytes("second")).toCompletableFuture();
        CompletableFuture<Void> third = near().write(bytes("third")).toCompletableFuture();
        assertFalse(first.isDone());
        assertTrue(second.cancel(true));
        get(far().readExactly(LARGE));
        assertEquals("third", text(get(far().readExactly(5))));
        get(third);
    }

    @Test
    void anyNumberOfThreadsWrite() throws Exception {
        int writers = 4;
        int lines = 500;
        CompletionStage<Void> read = readLines(writers * lines);
        List<Background<Void>> running = java.util.stream.IntStream.range(0, writers)
                .mapToObj(writer -> Background.<Void>start(() -> {
                    for (int i = 0; i < lines; i++) {
                        get(near().write(bytes(writer + ":" + "x".repeat(i) + "\n")));
                    }
                    return null;
                }))
                .toList();
        for (Background<Void> each : running) {
            each.join();
        }
        get(read);
    }

    private CompletionStage<Void> readLines(int count) {
        if (count == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return far().readLine().thenComposeAsync(line -> {
            assertTrue(there(line).matches("[0-3]:x*"), line);
            return readLines(count - 1);
        });
    }

    @Test
    void aPeerThatIsGoneFailsWrites() throws Exception {
        CompletionStage<Void> waiting = near().write(pattern(LARGE));
        CompletionStage<Void> queued = near().write(bytes("queued"));
        get(farAborts());
        failure(IOException.class, waiting);
        failure(IOException.class, queued);
        failure(IOException.class, near().write(bytes("late")));
        assertThrows(IOException.class, () -> near().blocking().write(bytes("late")));
    }

    /**
     * The far end aborts where its stages run, after a read that cannot be done at once. On a thread that is held up in the middle of
     * it the transport might take all that is sent, to drop it, before it comes to the abort.
     */
    private CompletionStage<Void> farAborts() {
        return far().readExactly(1_000_000).thenRun(far().connection()::abort);
    }

    @Test
    void anEndThatWaitsBehindAWriteFailsWithIt() throws Exception {
        CompletionStage<Void> waiting = near().write(pattern(LARGE));
        CompletionStage<Void> end = near().closeWrite();
        get(farAborts());
        failure(IOException.class, waiting);
        failure(IOException.class, end);
    }

    @Test
    void whatTheBuffersThrowFailsTheirWriteAndNoOther() throws Exception {
        for (Throwable theirs : List.of(new ArithmeticException(), new AssertionError(), new Exception("undeclared"))) {
            CompletableFuture<Void> before = near().write(pattern(LARGE)).toCompletableFuture();
            CompletionStage<Void> bad = near().writeAll(() -> {
                sneaky(theirs);
                return Collections.emptyIterator();
            });
            CompletionStage<Void> after = near().write(bytes("after"));
            assertFalse(before.isDone());
            get(far().readExactly(LARGE));
            get(before);
            assertSame(theirs, failure(Throwable.class, bad));
            get(after);
            assertEquals("after", text(get(far().readExactly(5))));
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void aLoopOfWritesThatAreDoneAtOnceDoesNotFillTheStack() throws Exception {
        byte[] line = bytes("x\n");
        CompletionStage<Void> written = writeOn(line, MANY);
        for (int i = 0; i < MANY; i++) {
            assertEquals("x", far().blocking().readLine());
        }
        get(written);
    }

    private CompletionStage<Void> writeOn(byte[] line, int count) {
        return near().write(line)
                .thenCompose(done -> count == 1 ? CompletableFuture.completedFuture(null) : writeOn(line, count - 1));
    }
}
