package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import chunkedbuffer.api.PoolExhaustedException;
import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moving bytes from pipe to pipe. */
public abstract class PipeTransferContract extends PipeSuite {
    private Pipe target;

    /** For subclasses. */
    protected PipeTransferContract() {}

    @BeforeEach
    void openTarget() {
        target = open(linking());
    }

    private PipeOptions.Builder linking() {
        return options().inputCutoffSize(8).pauseThreshold(0);
    }

    @Test
    void itMovesUpToN() throws Exception {
        send("abcdef");
        assertEquals(4, pipe.transferTo(target, 4));
        assertEquals(2, pipe.length());
        assertText("abcd", target.readAtMost(-1));
        assertEquals(2, pipe.transferTo(target.writer(), 4));
        assertText("ef", target.readAtMost(-1));
        assertEquals(0, pool.inUse());
    }

    @Test
    void itMovesAll() throws Exception {
        byte[] pattern = pattern(60);
        send(pattern);
        assertEquals(60, pipe.transferTo(target, -1));
        assertEquals(0, pipe.length());
        assertArrayEquals(pattern, target.readBytes(60));
        assertEquals(0, pool.inUse());
    }

    @Test
    void itFlushesTheTarget() throws Exception {
        target.write(bytes("before"));
        send("abcdef");
        CompletableFuture<?> readable = target.whenReadable(12).toCompletableFuture();
        pipe.transferTo(target, -1);
        assertEquals(0, target.unflushed());
        assertTrue(readable.isDone());
        assertText("beforeabcdef", target.readAtMost(-1));
    }

    @Test
    void itMovesChunksWithoutACopy() throws Exception {
        pipe = open(options().pauseThreshold(0).minimumChunkSize(64).maximumChunkSize(64));
        byte[] pattern = pattern(640);
        send(pattern);
        long acquired = pool.stats().acquired();
        assertEquals(640, pipe.transferTo(target, -1));
        assertEquals(acquired, pool.stats().acquired());
        assertEquals(10, pool.inUse());
        assertArrayEquals(pattern, target.readBytes(640));
        assertEquals(0, pool.inUse());
    }

    @Test
    void nothingIsThereYet() throws Exception {
        assertEquals(0, pipe.transferTo(target, -1));
        assertEquals(0, pipe.transferTo(target, 10));
        send("a");
        assertEquals(0, pipe.transferTo(target, 0));
        assertEquals(1, pipe.length());
    }

    @Test
    void theEndIsMinusOneAndDoesNotEndTheTarget() throws Exception {
        send("a");
        pipe.eof();
        assertEquals(1, pipe.transferTo(target, -1));
        assertEquals(-1, pipe.transferTo(target, -1));
        assertEquals(-1, pipe.transferTo(target, 10));
        assertFalse(target.isEof());
    }

    @Test
    void aFailureIsThrown() throws Exception {
        Exception failure = new Exception("test");
        send("a");
        pipe.eof(failure);
        assertEquals(1, pipe.transferTo(target, -1));
        IOException thrown = assertThrows(IOException.class, () -> pipe.transferTo(target, -1));
        assertSame(failure, thrown.getCause());
    }

    @Test
    void badArgumentsAreNamed() {
        send("abc");
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.transferTo(target, -2)), -2);
        assertThrows(IllegalArgumentException.class, () -> pipe.transferTo(pipe, -1));
        assertThrows(IllegalArgumentException.class, () -> pipe.transferTo(pipe.writer(), -1));
        assertThrows(IllegalArgumentException.class, () -> pipe.reader().transferTo(pipe.writer(), -1));
        assertEquals(3, pipe.length());
    }

    @Test
    @SuppressWarnings("NullAway") // the mistake
    void noTargetIsRefusedAlsoWhenNothingIsThere() {
        assertThrows(NullPointerException.class, () -> pipe.transferTo(null, -1));
        assertThrows(NullPointerException.class, () -> pipe.transferTo(null, 0));
    }

    @Test
    void aTargetWhoseReaderClosedConsumesNothing() {
        send("abcdefghijkl");
        target.reader().close();
        assertThrows(ReaderClosedException.class, () -> pipe.transferTo(target, -1));
        assertEquals(12, pipe.length());
    }

    @Test
    void aTargetThatHasEndedConsumesNothing() throws Exception {
        send("abcdefghijkl");
        target.eof();
        assertThrows(IllegalStateException.class, () -> pipe.transferTo(target, -1));
        assertText("abcdefghijkl", pipe.readBytes(12));
    }

    @Test
    void aCopyThatFailsHalfwayConsumesWhatWasWritten() throws Exception {
        target = open(options()
                .minimumChunkSize(4)
                .maximumChunkSize(4)
                .inputCutoffSize(100)
                .pauseThreshold(0));
        send("abcdefghijkl");
        pool.bound(pool.inUse() + 2);
        try {
            pipe.transferTo(target, -1);
        } catch (PoolExhaustedException e) {
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
        pool.bound(100);
        target.flush();
        String first = some(text(target.readAtMost(-1)));
        pipe.transferTo(target, -1);
        byte[] second = target.readAtMost(-1);
        assertEquals("abcdefghijkl", first + (second == null ? "" : text(second)));
    }

    @Test
    void theTargetsListenerMayTransferToo() throws Exception {
        StringBuilder read = new StringBuilder();
        target.onReadable(() -> {
            try {
                pipe.transferTo(target, -1);
                read.append(text(target.readAtMost(-1)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        send("hello");
        assertEquals(5, pipe.transferTo(target, -1));
        send(" world");
        assertEquals(6, pipe.transferTo(target, -1));
        assertEquals("hello world", read.toString());
        assertEquals(0, pipe.length());
    }

    @Test
    void aClosedReaderIsRefused() {
        send("abc");
        pipe.reader().close();
        assertThrows(IllegalStateException.class, () -> pipe.transferTo(target, -1));
    }

    @Test
    void bothPipesGoOn() throws Exception {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String text = "message " + i + ";";
            expected.append(text);
            send(text);
            pipe.transferTo(target, i % 13);
        }
        pipe.transferTo(target, -1);
        assertText(expected.toString(), target.readAtMost(-1));
    }

    @Test
    void theTailOfTheSourceMayBeWrittenFurther() throws Exception {
        pipe = open(options().minimumChunkSize(64).maximumChunkSize(64));
        send("abcdefghijkl");
        pipe.transferTo(target, -1);
        send("mnopqrstuvwx");
        target.write(bytes("-"));
        pipe.transferTo(target, -1);
        assertText("abcdefghijkl-mnopqrstuvwx", target.readAtMost(-1));
        assertEquals(0, pool.inUse());
    }
}
