package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.BlockingStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How a stream ends: half of it, or all, by its user, by another thread or by an interrupt. */
public abstract class StreamCloseContract extends StreamSuite {

    /** For subclasses. */
    protected StreamCloseContract() {}

    @Test
    void closingTheOutputLeavesTheInputOpen() throws Exception {
        get(near().write(bytes("last words")));
        get(near().closeWrite());
        get(near().closeWrite());
        assertEquals("last words", text(get(far().read(-1))));
        failure(ClosedChannelException.class, near().write(bytes("more")));
        get(far().write(bytes("answer\n")));
        assertEquals("answer", get(near().readLine()));
        get(far().closeWrite());
        assertNull(get(near().readLine()));
    }

    @Test
    void closingSendsWhatWasWritten() throws Exception {
        byte[] data = pattern(4 << 20);
        CompletionStage<Void> written = near().write(data);
        CompletionStage<Void> tail = near().write(bytes("tail"));
        CompletionStage<Void> closed = near().closeAsync();
        assertArrayEquals(data, get(far().readExactly(data.length)));
        assertEquals("tail", text(get(far().read(-1))));
        get(written);
        get(tail);
        far().close();
        get(closed);
        assertFalse(near().connection().isOpen());
    }

    @Test
    void closingEndsAPendingReadAndRefusesTheNext() throws Exception {
        CompletionStage<String> line = near().readLine();
        near().close();
        failure(AsynchronousCloseException.class, line);
        failure(ClosedChannelException.class, near().readLine());
        failure(ClosedChannelException.class, near().write(bytes("late")));
        assertNull(get(far().readLine()));
        far().close();
        near().close();
        get(near().closeAsync());
    }

    @Test
    void closingTheConnectionEndsAPendingRead() throws Exception {
        CompletionStage<String> line = near().readLine();
        near().connection().close();
        failure(AsynchronousCloseException.class, line);
        failure(ClosedChannelException.class, near().readLine());
    }

    @Test
    void closingWakesAThreadThatReads() throws Exception {
        Background<Throwable> reading = Background.<Throwable>start(
                        () -> assertThrows(AsynchronousCloseException.class, near().blocking()::readLine))
                .untilItWaits();
        near().close();
        reading.join();
        assertThrows(ClosedChannelException.class, near().blocking()::readLine);
    }

    @Test
    void abortingWakesAThreadThatWrites() throws Exception {
        Background<Throwable> writing = Background.<Throwable>start(() -> assertThrows(
                        AsynchronousCloseException.class,
                        () -> near().blocking().write(pattern(32 << 20))))
                .untilItWaits();
        near().connection().abort();
        writing.join();
        assertThrows(ClosedChannelException.class, () -> near().blocking().write(bytes("late")));
        failure(ClosedChannelException.class, near().write(bytes("late")));
    }

    @Test
    void anInterruptOfAReadClosesTheStream() throws Exception {
        Background<Boolean> reading = Background.start(() -> {
                    assertThrows(ClosedByInterruptException.class, near().blocking()::readLine);
                    return Thread.interrupted();
                })
                .untilItWaits();
        reading.interrupt();
        assertSame(true, reading.join());
        assertFalse(near().connection().isOpen());
        assertNull(get(far().readLine()));
        assertThrows(ClosedChannelException.class, near().blocking()::readLine);
    }

    @Test
    void anInterruptOfAWriteClosesTheStream() throws Exception {
        Background<Boolean> writing = Background.start(() -> {
                    assertThrows(
                            ClosedByInterruptException.class,
                            () -> near().blocking().write(pattern(32 << 20)));
                    return Thread.interrupted();
                })
                .untilItWaits();
        writing.interrupt();
        assertSame(true, writing.join());
        assertFalse(near().connection().isOpen());
        assertThrows(ClosedChannelException.class, () -> near().blocking().write(bytes("more")));
    }

    @Test
    void aThreadThatIsInterruptedClosesWithoutAnException() throws Exception {
        BlockingStream stream = near().blocking();
        stream.write(bytes("sent"));
        Thread.currentThread().interrupt();
        try {
            stream.close();
        } finally {
            assertSame(true, Thread.interrupted());
        }
        assertEquals("sent", text(get(far().read(-1))));
    }
}
