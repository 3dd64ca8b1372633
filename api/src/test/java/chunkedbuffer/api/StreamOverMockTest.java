package chunkedbuffer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import chunkedbuffer.spi.BoundedWriter;
import chunkedbuffer.spi.EventLoops;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.InOrder;

/** A stream over mocks, as users make them in their tests: it uses the public interfaces alone, and expects little of them. */
@Timeout(30)
class StreamOverMockTest {

    private static final byte[] PING = "PING\r\n".getBytes(UTF_8);

    private final PipeReader input = mock(PipeReader.class);
    private final PipeWriter output = mock(PipeWriter.class);
    private final Connection connection = mock(Connection.class);
    private ChunkedStream stream;

    @BeforeEach
    void connect() {
        when(connection.input()).thenReturn(input);
        when(connection.output()).thenReturn(output);
        when(connection.isOpen()).thenReturn(true);
        stream = ChunkedStream.over(connection);
    }

    @AfterEach
    void nobodyIsInterrupted() {
        assertFalse(Thread.interrupted());
        assertFalse(EventLoops.isLoop());
    }

    @Test
    void aLineThatIsThereIsReadAtOnce() throws Exception {
        when(input.readLine(UTF_8)).thenReturn("hello");
        CompletionStage<String> line = stream.readLine();
        assertTrue(line.toCompletableFuture().isDone());
        assertEquals("hello", get(line));
        verify(input, never()).whenReadable(anyLong());
    }

    @Test
    void aLineThatIsNotThereIsWaitedFor() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(input.readLine(UTF_8)).thenReturn(null, "hello");
        when(input.length()).thenReturn(3L, 7L);
        when(input.whenReadable(4)).thenReturn(wait);
        CompletableFuture<String> line = stream.readLine().toCompletableFuture();
        assertFalse(line.isDone());
        wait.complete(null);
        assertEquals("hello", get(line));
    }

    @Test
    void theEndNeedsNoMoreThanNull() throws Exception {
        assertNull(get(stream.readLine()));
        assertEquals(0, get(stream.read(10)).length);
        assertEquals(0, get(stream.readExactly(10)).length);
        assertEquals(0, get(stream.readUntil(PING, true)).length);
        assertNull(stream.blocking().readLine());
        assertEquals(0, stream.blocking().read(10).length);
        assertEquals(0, stream.blocking().lines().count());
        assertEquals(-1, stream.blocking().asInputStream().read());
    }

    @Test
    void theEndByAFailureFailsEvenWhereTheReadDoesNot() {
        IOException reset = new IOException("reset");
        when(input.isExhausted()).thenReturn(true);
        when(input.failure()).thenReturn(reset);
        assertSame(reset, failure(IOException.class, stream.readLine()).getCause());
        assertSame(
                reset,
                assertThrows(IOException.class, stream.blocking()::readLine).getCause());
    }

    @Test
    void readingToTheEndWaitsForTheEnd() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(input.whenReadable(anyLong())).thenReturn(wait);
        when(input.readAtMost(-1)).thenReturn(PING);
        CompletableFuture<byte[]> all = stream.read(-1).toCompletableFuture();
        verify(input, never()).readAtMost(-1);
        when(input.isEof()).thenReturn(true);
        wait.complete(null);
        assertArrayEquals(PING, get(all));
    }

    @Test
    void moreThanAnArrayHoldsIsNotReadToTheEnd() throws Exception {
        when(input.length()).thenReturn(1L << 31);
        failure(LimitExceededException.class, stream.read(-1));
        verify(input, never()).readAtMost(-1);
    }

    @Test
    void badArgumentsThrowAtTheCall() {
        assertNames("-2", assertThrows(IllegalArgumentException.class, () -> stream.read(-2)));
        assertNames("-1", assertThrows(IllegalArgumentException.class, () -> stream.readExactly(-1)));
        assertNames("-1", assertThrows(IllegalArgumentException.class, () -> stream.readLine(-1)));
        assertThrows(IllegalArgumentException.class, () -> stream.readUntil(new byte[0], true));
        assertNames("-1", assertThrows(IllegalArgumentException.class, () -> stream.readUntil(PING, true, -1)));
        assertThrows(NullPointerException.class, () -> ChunkedStream.over(null));
        assertThrows(NullPointerException.class, () -> stream.write((byte[]) null));
    }

    @Test
    void theMaximumIsThePipes() throws Exception {
        when(input.readLine(UTF_8, 5)).thenThrow(new LimitExceededException("6 > 5"));
        when(input.readUntil(PING, true, 5)).thenThrow(new LimitExceededException("6 > 5"));
        failure(LimitExceededException.class, stream.readLine(5));
        failure(LimitExceededException.class, stream.readUntil(PING, true, 5));
        assertThrows(LimitExceededException.class, () -> stream.blocking().readLine(5));
        assertThrows(LimitExceededException.class, () -> stream.blocking().readUntil(PING, true, 5));
    }

    @Test
    void aSecondReadIsRefusedUntilTheFirstIsCancelled() throws Exception {
        CompletableFuture<Void> first = new CompletableFuture<>();
        when(input.whenReadable(anyLong())).thenReturn(first);
        CompletableFuture<String> line = stream.readLine().toCompletableFuture();
        assertThrows(IllegalStateException.class, () -> stream.readLine());
        assertThrows(IllegalStateException.class, () -> stream.blocking().readLine());
        assertTrue(line.cancel(true));
        assertTrue(first.isCancelled(), "the wait is withdrawn");
        when(input.readLine(UTF_8)).thenReturn("next");
        assertEquals("next", get(stream.readLine()));
    }

    @Test
    void aReadThatTheUserEndsInAnyWayConsumesNothing() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(input.whenReadable(anyLong())).thenReturn(wait);
        CompletableFuture<String> line = stream.readLine().toCompletableFuture();
        assertTrue(line.complete("no line"));
        assertTrue(wait.isCancelled());
        assertFalse(line.cancel(true));
        verify(input, times(1)).readLine(UTF_8);

        CompletableFuture<Void> another = new CompletableFuture<>();
        when(input.whenReadable(anyLong())).thenReturn(another);
        CompletableFuture<String> timed =
                stream.readLine().toCompletableFuture().orTimeout(1, TimeUnit.MILLISECONDS);
        assertThrows(ExecutionException.class, timed::get);
        assertTrue(another.isCancelled());
    }

    @Test
    void aReadThatHasItsBytesCannotBeCancelled() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(input.whenReadable(anyLong())).thenReturn(wait);
        CompletableFuture<String> line = stream.readLine().toCompletableFuture();
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        // The pipe may run code of its writer's while it is read.
        when(input.readLine(UTF_8)).thenAnswer(call -> {
            cancelled.complete(line.cancel(true));
            return "hello";
        });
        wait.complete(null);
        assertFalse(get(cancelled));
        assertEquals("hello", get(line));
    }

    @Test
    void whatIsDoneOnCompletionMayReadAgain() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(input.readLine(UTF_8)).thenReturn(null, "one", "two");
        when(input.whenReadable(anyLong())).thenReturn(wait);
        CompletionStage<String> second = stream.readLine().thenCompose(one -> stream.readLine());
        wait.complete(null);
        assertEquals("two", get(second));
    }

    @Test
    void aWaitThatFailsFailsTheRead() {
        when(input.whenReadable(anyLong()))
                .thenReturn(CompletableFuture.failedFuture(new IllegalStateException("the reader is closed")));
        failure(IllegalStateException.class, stream.readLine());
        when(connection.isOpen()).thenReturn(false);
        failure(AsynchronousCloseException.class, stream.readLine());
    }

    @Test
    void aWriteIsFlushed() throws Exception {
        when(output.flush()).thenReturn(true);
        CompletionStage<Void> written = stream.write(PING);
        assertTrue(written.toCompletableFuture().isDone());
        get(written);
        InOrder order = inOrder(output);
        order.verify(output).write(PING);
        order.verify(output).flush();
        order.verifyNoMoreInteractions();
    }

    @Test
    void anUnprogrammedMockTakesEveryWrite() throws Exception {
        get(stream.write(PING));
        get(stream.write(ByteBuffer.wrap(PING)));
        Bytes bytes = Bytes.wrap(PING);
        get(stream.write(bytes));
        get(stream.writeAll(List.of(ByteBuffer.wrap(PING))));
        stream.blocking().write(PING);
        verify(output, times(2)).write(PING);
        verify(output).write(bytes);
        get(stream.closeWrite());
        verify(output).eof();
        get(stream.closeAsync());
        verify(connection).close();
    }

    @Test
    void buffersAreGatheredIntoOneFlush() throws Exception {
        when(output.flush()).thenReturn(true);
        ByteBuffer one = ByteBuffer.wrap(PING);
        ByteBuffer two = ByteBuffer.wrap(PING, 2, 2);
        get(stream.writeAll(List.of(one, ByteBuffer.allocate(0), two)));
        InOrder order = inOrder(output);
        order.verify(output, times(2)).write(any(ByteBuffer.class));
        order.verify(output).flush();
        order.verifyNoMoreInteractions();
        assertFalse(one.hasRemaining() || two.hasRemaining());
    }

    @Test
    void writesQueue() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(output.flush()).thenReturn(false, true);
        when(output.whenWritable()).thenReturn(wait);
        CompletableFuture<Void> first = stream.write(PING).toCompletableFuture();
        byte[] pong = "PONG\r\n".getBytes(UTF_8);
        CompletableFuture<Void> second = stream.write(pong).toCompletableFuture();
        CompletableFuture<Void> never = stream.write("never".getBytes(UTF_8)).toCompletableFuture();
        CompletableFuture<Void> ended = stream.closeWrite().toCompletableFuture();
        verify(output, never()).write(pong);
        assertFalse(first.isDone() || second.isDone() || ended.isDone());
        assertTrue(never.cancel(true));
        wait.complete(null);
        get(first);
        get(second);
        get(ended);
        InOrder order = inOrder(output);
        order.verify(output).write(PING);
        order.verify(output).flush();
        order.verify(output).write(pong);
        order.verify(output).flush();
        order.verify(output).eof();
        verify(output, times(2)).write(any(byte[].class));
    }

    @Test
    void bytesThatWaitForTheirTurnAreRetained() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(output.flush()).thenReturn(false, true);
        when(output.whenWritable()).thenReturn(wait);
        stream.write(PING);
        CountedChunk chunk = new CountedChunk(PING);
        Bytes bytes = Bytes.of(chunk, 0, PING.length);
        CompletionStage<Void> written = stream.write(bytes);
        bytes.close();
        assertEquals(2, chunk.references());
        wait.complete(null);
        get(written);
        verify(output).write(any(Bytes.class));
        assertEquals(1, chunk.references());
        assertThrows(IllegalStateException.class, () -> stream.write(bytes));
    }

    @Test
    void aLargeWriteGoesOutInPieces() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(output.flush()).thenReturn(false, true);
        when(output.whenWritable()).thenReturn(wait);
        byte[] data = new byte[100_000];
        CompletableFuture<Void> written = stream.write(data).toCompletableFuture();
        verify(output).write(data, 0, 65_536);
        verify(output, times(1)).flush();
        assertFalse(written.isDone());
        wait.complete(null);
        get(written);
        verify(output).write(data, 65_536, 100_000 - 65_536);
        verify(output, times(2)).flush();
    }

    @Test
    void aWriteThatHasBegunGoesOnThoughItsStageIsCancelled() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(output.flush()).thenReturn(false, true);
        when(output.whenWritable()).thenReturn(wait);
        byte[] data = new byte[100_000];
        assertTrue(stream.write(data).toCompletableFuture().cancel(true));
        wait.complete(null);
        verify(output).write(data, 65_536, 100_000 - 65_536);
    }

    @Test
    void aFailureOfTheConnectionIsTheCauseOfAnIOException() {
        IOException reset = new IOException("reset");
        ReaderClosedException gone = new ReaderClosedException("nobody reads", reset);
        when(output.flush()).thenThrow(gone);
        IOException failed = failure(IOException.class, stream.write(PING));
        assertSame(reset, failed.getCause());
        assertSame(
                reset,
                assertThrows(IOException.class, () -> stream.blocking().write(PING))
                        .getCause());
    }

    @Test
    void aConnectionThatIsClosedDirectlyIsAClosedChannel() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(output.whenWritable()).thenReturn(wait);
        CompletionStage<Void> waiting = stream.write(PING);
        when(connection.isOpen()).thenReturn(false);
        wait.completeExceptionally(new ReaderClosedException("nobody reads"));
        failure(AsynchronousCloseException.class, waiting);
        when(output.flush()).thenThrow(new ReaderClosedException("nobody reads"));
        failure(ClosedChannelException.class, stream.write(PING));
        assertThrows(ClosedChannelException.class, () -> stream.blocking().write(PING));
    }

    @Test
    void whoIsPausedWaitsForTheReaderFirstAndForMemoryThen() throws Exception {
        PipeWriter bounded = mock(PipeWriter.class, withSettings().extraInterfaces(BoundedWriter.class));
        BoundedWriter memory = (BoundedWriter) bounded;
        when(connection.output()).thenReturn(bounded);
        CompletableFuture<Void> writable = new CompletableFuture<>();
        CompletableFuture<Void> more = new CompletableFuture<>();
        when(bounded.flush()).thenReturn(false, true);
        when(bounded.whenWritable()).thenReturn(writable);
        when(memory.whenMemory()).thenReturn(more);
        when(memory.writeSome(any(byte[].class), anyInt(), anyInt())).thenReturn(2, 1, 3);
        CompletionStage<Void> written = stream.write(PING);
        verify(memory, never()).whenMemory();
        writable.complete(null);
        verify(memory).whenMemory();
        assertFalse(written.toCompletableFuture().isDone());
        more.complete(null);
        get(written);
        InOrder order = inOrder(memory);
        order.verify(memory).writeSome(PING, 0, 6);
        order.verify(memory).writeSome(PING, 2, 4);
        order.verify(memory).writeSome(PING, 3, 3);
    }

    @Test
    void aPoolThatIsExhaustedFailsTheWriteWithWhatWasCopiedSent() {
        doThrow(new PoolExhaustedException("no memory")).when(output).write(any(byte[].class));
        failure(PoolExhaustedException.class, stream.write(PING));
        assertThrows(PoolExhaustedException.class, () -> stream.blocking().write(PING));
        verify(output, times(2)).flush();
    }

    @Test
    void closingClosesTheConnectionWhateverElseFails() {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(output.whenWritable()).thenReturn(wait);
        CompletionStage<Void> waiting = stream.write(PING);
        doThrow(new IllegalStateException("a reader of the user's")).when(input).close();
        failure(IllegalStateException.class, stream.closeAsync());
        wait.complete(null);
        assertTrue(waiting.toCompletableFuture().isDone());
        verify(connection).close();
    }

    @Test
    void aConnectionThatCannotSayWhenItIsClosedFailsTheClosing() {
        when(connection.closed()).thenThrow(new IllegalStateException("no answer"));
        failure(IllegalStateException.class, stream.closeAsync());
        verify(connection).close();
    }

    @Test
    void aReaderThatGoesWhileAWriteWaitsIsAnIOException() {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(output.whenWritable()).thenReturn(wait);
        CompletionStage<Void> first = stream.write(PING);
        doThrow(new ReaderClosedException("nobody reads")).when(output).write(any(byte[].class));
        CompletionStage<Void> second = stream.write(PING);
        wait.completeExceptionally(new ReaderClosedException("nobody reads"));
        assertInstanceOf(
                ReaderClosedException.class, failure(IOException.class, first).getCause());
        assertInstanceOf(
                ReaderClosedException.class, failure(IOException.class, second).getCause());
    }

    @Test
    void whatTheBuffersThrowFailsTheWrite() {
        RuntimeException broken = new RuntimeException("broken");
        assertSame(broken, failure(RuntimeException.class, stream.writeAll(() -> {
            throw broken;
        })));
    }

    @Test
    void afterTheEndThereAreNoWrites() throws Exception {
        get(stream.closeWrite());
        get(stream.closeWrite());
        verify(output, times(1)).eof();
        failure(ClosedChannelException.class, stream.write(PING));
        assertThrows(ClosedChannelException.class, () -> stream.blocking().write(PING));
        assertThrows(ClosedChannelException.class, () -> stream.blocking().flush());
    }

    @Test
    void closingFailsThePendingReadAndWhatComesAfter() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(input.whenReadable(anyLong())).thenReturn(wait);
        CompletionStage<String> line = stream.readLine();
        stream.close();
        failure(AsynchronousCloseException.class, line);
        assertTrue(wait.isCancelled());
        verify(connection).close();
        failure(ClosedChannelException.class, stream.readLine());
        failure(ClosedChannelException.class, stream.write(PING));
        assertThrows(ClosedChannelException.class, stream.blocking()::readLine);
        assertThrows(ClosedChannelException.class, () -> stream.blocking().write(PING));
        stream.close();
        stream.blocking().close();
        get(stream.closeAsync());
        verify(connection, times(1)).close();
    }

    @Test
    void closingWaitsForTheWritesBefore() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        when(output.whenWritable()).thenReturn(wait);
        when(connection.closed()).thenReturn(gone);
        stream.write(PING);
        CompletionStage<Void> closed = stream.closeAsync();
        verify(connection, never()).close();
        verify(input).close();
        wait.complete(null);
        verify(connection).close();
        assertFalse(closed.toCompletableFuture().isDone());
        gone.complete(null);
        get(closed);
    }

    @Test
    void closingTellsAFailureOfTheConnection() throws Exception {
        IOException reset = new IOException("reset");
        when(connection.closed()).thenReturn(CompletableFuture.failedFuture(reset));
        assertSame(reset, assertThrows(IOException.class, stream.blocking()::close));
        stream.blocking().close();
        assertSame(reset, failure(IOException.class, stream.closeAsync()));
    }

    @Test
    void aTimeOutConsumesNothingAndLeavesTheStreamUsable() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        when(connection.readTimeout()).thenReturn(Duration.ofMillis(1));
        when(connection.remoteAddress()).thenReturn(InetSocketAddress.createUnresolved("peer", 7));
        when(input.whenReadable(anyLong())).thenReturn(wait);
        CompletionStage<String> line = stream.readLine();
        SocketTimeoutException failure = failure(SocketTimeoutException.class, line);
        assertNames("PT0.001S", failure);
        assertNames("peer", failure);
        assertTrue(wait.isCancelled());
        verify(input, times(1)).readLine(UTF_8);

        when(input.awaitReadable(1, Duration.ofMillis(1))).thenThrow(new TimeoutException());
        assertThrows(SocketTimeoutException.class, stream.blocking()::readLine);

        when(input.readLine(UTF_8)).thenReturn("late");
        assertEquals("late", stream.blocking().readLine());
        assertEquals("late", get(stream.readLine()));
    }

    @Test
    void bytesThatAreThereBeforeTheExecutorTellsAreNoTimeOut() throws Exception {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        CountDownLatch looked = new CountDownLatch(1);
        when(connection.readTimeout()).thenReturn(Duration.ofMillis(1));
        when(input.whenReadable(anyLong())).thenReturn(wait);
        when(input.isEof()).thenAnswer(call -> {
            looked.countDown();
            return true;
        });
        CompletionStage<String> line = stream.readLine();
        assertTrue(looked.await(20, TimeUnit.SECONDS));
        when(input.readLine(UTF_8)).thenReturn("late");
        wait.complete(null);
        assertEquals("late", get(line));
    }

    @Test
    void underATimeOutEachByteBeginsItAnew() throws Exception {
        when(connection.readTimeout()).thenReturn(Duration.ofSeconds(20));
        when(input.length()).thenReturn(5L);
        CompletableFuture<Void> first = new CompletableFuture<>();
        when(input.whenReadable(6)).thenReturn(first);
        CompletableFuture<byte[]> read = stream.readExactly(100).toCompletableFuture();
        when(input.length()).thenReturn(50L);
        CompletableFuture<Void> second = new CompletableFuture<>();
        when(input.whenReadable(51)).thenReturn(second);
        first.complete(null);
        assertFalse(read.isDone());
        when(input.readBytes(100)).thenReturn(PING);
        second.complete(null);
        assertArrayEquals(PING, get(read));
    }

    @Test
    void withoutATimeOutAnExactReadWaitsForAll() {
        when(connection.readTimeout()).thenReturn(null);
        when(input.whenReadable(100)).thenReturn(new CompletableFuture<>());
        assertFalse(stream.readExactly(100).toCompletableFuture().isDone());
        verify(input).whenReadable(100);
    }

    @Test
    void endlessTimeOutsAreNone() throws Exception {
        for (Duration endless : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            when(connection.readTimeout()).thenReturn(endless);
            assertNull(stream.blocking().readLine());
        }
        verify(input, times(2)).awaitReadable(1);
        when(connection.readTimeout()).thenReturn(Duration.ofSeconds(Long.MAX_VALUE));
        assertNull(stream.blocking().readLine());
        verify(input).awaitReadable(1, Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void anInterruptClosesTheStream() throws Exception {
        when(input.awaitReadable(anyLong())).thenThrow(new InterruptedException());
        assertThrows(ClosedByInterruptException.class, stream.blocking()::readLine);
        assertTrue(Thread.interrupted());
        verify(connection).close();
    }

    @Test
    void anInterruptUnderATimeOutClosesTheStream() throws Exception {
        when(connection.readTimeout()).thenReturn(Duration.ofSeconds(20));
        when(input.awaitReadable(anyLong(), any())).thenThrow(new InterruptedException());
        assertThrows(ClosedByInterruptException.class, () -> stream.blocking().read(1));
        assertTrue(Thread.interrupted());
        verify(connection).close();
    }

    @Test
    void anInterruptOfAWriteResetsTheConnection() throws Exception {
        doThrow(new InterruptedException()).when(output).awaitWritable();
        assertThrows(ClosedByInterruptException.class, () -> stream.blocking().write(PING));
        assertTrue(Thread.interrupted());
        verify(connection).abort();
        assertThrows(ClosedChannelException.class, () -> stream.blocking().write(PING));
    }

    @Test
    void noEventLoopIsBlocked() throws Exception {
        EventLoops.enter();
        try {
            assertNames("handlerExecutor", assertThrows(IllegalStateException.class, stream.blocking()::readLine));
            assertNames(
                    "handlerExecutor",
                    assertThrows(
                            IllegalStateException.class, () -> stream.blocking().write(PING)));
            when(input.readLine(UTF_8)).thenReturn("there");
            when(output.flush()).thenReturn(true);
            assertEquals("there", stream.blocking().readLine());
            stream.blocking().write(PING);
            when(connection.closed()).thenReturn(new CompletableFuture<>());
            stream.blocking().close();
        } finally {
            EventLoops.exit();
        }
        verify(connection).close();
    }

    @Test
    void theStreamIsTheConnections() {
        when(connection.localAddress()).thenReturn(InetSocketAddress.createUnresolved("here", 1));
        when(connection.remoteAddress()).thenReturn(InetSocketAddress.createUnresolved("there", 2));
        assertSame(connection, stream.connection());
        assertSame(connection, stream.blocking().connection());
        assertSame(stream.blocking(), stream.blocking());
        assertSame(connection.localAddress(), stream.localAddress());
        assertSame(connection.remoteAddress(), stream.remoteAddress());
        assertSame(connection.localAddress(), stream.blocking().localAddress());
        assertSame(connection.remoteAddress(), stream.blocking().remoteAddress());
        assertNames("there", new Exception(stream.toString()));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static <E extends Throwable> E failure(Class<E> type, CompletionStage<?> stage) {
        return assertInstanceOf(
                type, assertThrows(ExecutionException.class, () -> get(stage)).getCause());
    }

    private static void assertNames(String expected, Throwable failure) {
        assertTrue(String.valueOf(failure.getMessage()).contains(expected), failure::toString);
    }

    private static final class CountedChunk extends Chunk {

        CountedChunk(byte[] content) {
            super(ByteBuffer.wrap(content));
        }

        @Override
        protected void recycle() {}
    }
}
