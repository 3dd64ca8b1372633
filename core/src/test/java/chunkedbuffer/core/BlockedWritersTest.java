package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import chunkedbuffer.api.BlockingStream;
import chunkedbuffer.api.ChunkedStream;
import chunkedbuffer.api.Connection;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers that wait, all of them on the threads of the executor on which the pipe's own stages complete. */
@Timeout(60)
class BlockedWritersTest {
    private static final int THREADS = 2;
    private static final int WRITES = 300;
    private static final int SIZE = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Pipe input = Pipe.create();
    private final Pipe output = Pipe.create(
            PipeOptions.builder().pauseThreshold(4096).writerExecutor(threads).build());
    private final BlockingStream stream = ChunkedStream.over(connection()).blocking();

    private Connection connection() {
        Connection connection = mock(Connection.class);
        when(connection.input()).thenReturn(input.reader());
        when(connection.output()).thenReturn(output.writer());
        return connection;
    }

    @AfterEach
    void close() throws InterruptedException {
        input.close();
        output.close();
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
    }

    private List<Future<?>> startWriting() {
        List<Future<?>> writing = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            writing.add(threads.submit(() -> {
                for (int i = 0; i < WRITES; i++) {
                    stream.write(new byte[SIZE]);
                }
                return null;
            }));
        }
        return writing;
    }

    @Test
    void doNotWaitForEachOther() throws Exception {
        List<Future<?>> writing = startWriting();
        long left = (long) THREADS * WRITES * SIZE;
        while (left > 0) {
            assertTrue(output.awaitReadable(1, PATIENCE), "it has not ended");
            left -= output.skip(-1);
        }
        for (Future<?> each : writing) {
            each.get(20, TimeUnit.SECONDS);
        }
    }

    /** The one that has its turn and the one that waits for it. */
    @Test
    void areAllInterrupted() throws Exception {
        List<Future<?>> writing = startWriting();
        assertTrue(output.awaitReadable(4096, PATIENCE));
        threads.shutdownNow();
        for (Future<?> each : writing) {
            ExecutionException thrown = assertThrows(ExecutionException.class, () -> each.get(20, TimeUnit.SECONDS));
            assertInstanceOf(IOException.class, thrown.getCause());
        }
    }
}
