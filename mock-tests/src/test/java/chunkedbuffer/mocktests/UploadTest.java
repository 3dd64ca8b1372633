package chunkedbuffer.mocktests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import chunkedbuffer.api.Connection;
import chunkedbuffer.api.PipeWriter;
import chunkedbuffer.api.ReaderClosedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class UploadTest {
    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};

    private final Connection connection = mock(Connection.class);
    private final PipeWriter output = mock(PipeWriter.class);

    @BeforeEach
    void connect() {
        when(connection.output()).thenReturn(output);
    }

    private CompletableFuture<Void> upload(Duration patience) {
        return new Upload(connection, List.of(FIRST, SECOND).iterator(), patience)
                .run()
                .toCompletableFuture();
    }

    @Test
    void sendsAllEndsAndCloses() {
        when(output.flush()).thenReturn(true);
        upload(Duration.ofHours(1)).join();
        InOrder order = inOrder(output, connection);
        order.verify(output).write(FIRST);
        order.verify(output).flush();
        order.verify(output).write(SECOND);
        order.verify(output).flush();
        order.verify(output).eof();
        order.verify(connection).close();
    }

    @Test
    void goesOnWhenThePeerTakesMore() {
        CompletableFuture<Void> writable = new CompletableFuture<>();
        when(output.flush()).thenReturn(false, true);
        when(output.whenWritable()).thenReturn(writable);
        CompletableFuture<Void> upload = upload(Duration.ofHours(1));
        verify(output, never()).write(SECOND);
        assertFalse(upload.isDone());
        writable.complete(null);
        upload.join();
        verify(output).write(SECOND);
    }

    @Test
    void aPeerThatNeverTakesMoreIsGivenUp() {
        when(output.whenWritable()).thenReturn(new CompletableFuture<>());
        CompletableFuture<Void> upload = upload(Duration.ofMillis(1));
        ExecutionException failure = assertThrows(ExecutionException.class, () -> upload.get(30, TimeUnit.SECONDS));
        assertInstanceOf(TimeoutException.class, failure.getCause());
        verify(output, never()).write(SECOND);
        verify(connection).abort();
    }

    @Test
    void aPeerThatIsGoneIsToldOf() {
        when(output.flush()).thenReturn(false);
        when(output.whenWritable()).thenReturn(CompletableFuture.failedFuture(new ReaderClosedException("gone")));
        ExecutionException failure = assertThrows(
                ExecutionException.class, () -> upload(Duration.ofHours(1)).get());
        assertInstanceOf(ReaderClosedException.class, failure.getCause());
        verify(connection).abort();
    }
}
