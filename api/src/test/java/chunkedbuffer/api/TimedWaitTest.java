package chunkedbuffer.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limited wait of a reader that does not bring one of its own. */
class TimedWaitTest {

    private final PipeReader reader = mock(PipeReader.class);
    private final CompletableFuture<Void> wait = new CompletableFuture<>();

    @BeforeEach
    void useTheDefault() throws Exception {
        when(reader.whenReadable(5)).thenReturn(wait);
        when(reader.awaitReadable(anyLong(), any())).thenCallRealMethod();
    }

    @Test
    void whatIsThereIsReadable() throws Exception {
        wait.complete(null);
        when(reader.length()).thenReturn(5L);
        assertTrue(reader.awaitReadable(5, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void theEndIsNot() throws Exception {
        wait.complete(null);
        when(reader.length()).thenReturn(4L);
        assertFalse(reader.awaitReadable(5, Duration.ZERO));
    }

    @Test
    void aFailureIsThrownWhenAllIsRead() {
        IOException reset = new IOException("reset");
        wait.complete(null);
        when(reader.failure()).thenReturn(reset);
        assertSame(
                reset,
                assertThrows(IOException.class, () -> reader.awaitReadable(5, Duration.ofSeconds(1)))
                        .getCause());
    }

    @Test
    void theWaitIsWithdrawnWhenTheTimeIsUp() {
        assertThrows(TimeoutException.class, () -> reader.awaitReadable(5, Duration.ofMillis(1)));
        assertTrue(wait.isCancelled());
    }

    @Test
    void theWaitIsWithdrawnByAnInterrupt() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> reader.awaitReadable(5, Duration.ofSeconds(1)));
        assertFalse(Thread.interrupted());
        assertTrue(wait.isCancelled());
    }

    @Test
    void anInterruptCountsThoughTheBytesAreThere() {
        wait.complete(null);
        when(reader.length()).thenReturn(5L);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> reader.awaitReadable(5, Duration.ofSeconds(1)));
        assertFalse(Thread.interrupted());
    }

    @Test
    void aReaderThatClosesMeanwhileIsItsOwnException() {
        wait.completeExceptionally(new IllegalStateException("closed"));
        assertThrows(IllegalStateException.class, () -> reader.awaitReadable(5, Duration.ofSeconds(1)));
    }
}
