package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.ReaderClosedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing the reader's end or the whole pipe: what goes back, who learns of it, and what is refused afterwards. */
public abstract class PipeCloseContract extends PipeSuite {
    /** For subclasses. */
    protected PipeCloseContract() {}

    private void close(String what) {
        if (what.equals("pipe")) {
            pipe.close();
        } else {
            pipe.reader().close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void whatIsBufferedIsDroppedAndReturned(String what) {
        send("abcdefgh");
        assertTrue(pool.inUse() > 0);
        close(what);
        assertEquals(0, pool.inUse());
        assertEquals(0, pipe.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void whatIsUnflushedIsDroppedAndReturned(String what) {
        send("abc");
        pipe.write(bytes("defghijkl"));
        close(what);
        assertEquals(0, pool.inUse());
        assertThrows(ReaderClosedException.class, () -> pipe.flush());
        assertEquals(0, pool.inUse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void linkedBytesAreReleased(String what) throws Exception {
        pipe = open(options().inputCutoffSize(0).pauseThreshold(0));
        Pipe source = open(options());
        source.write(bytes("abcdefgh"));
        source.flush();
        Bytes run = some(source.take(8));
        pipe.write(run);
        pipe.flush();
        pipe.write(run);
        run.close();
        assertTrue(pool.inUse() > 0);
        close(what);
        assertThrows(ReaderClosedException.class, () -> pipe.flush());
        assertEquals(0, pool.inUse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void closingTwiceIsClosingOnce(String what) {
        send("abc");
        close(what);
        close(what);
        close("reader");
        close("pipe");
        assertEquals(0, pool.inUse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void everyReadIsRefused(String what) {
        send("12\r\n34\r\n56789012");
        close(what);
        List<Executable> reads = List.of(
                () -> pipe.readBytes(1),
                () -> pipe.readAtMost(1),
                () -> pipe.readAtMost(-1),
                () -> pipe.readUntil(CRLF),
                () -> pipe.readUntil(CRLF, true),
                () -> pipe.readUntil(CRLF, true, 10),
                () -> pipe.peek(1),
                () -> pipe.readInto(ByteBuffer.allocate(1)),
                () -> pipe.readString(1, UTF_8),
                () -> pipe.readLine(UTF_8),
                () -> pipe.readLine(UTF_8, 10),
                () -> pipe.take(1),
                () -> pipe.take(-1),
                () -> pipe.takeUntil(CRLF, true),
                () -> pipe.takeLine(),
                () -> pipe.buffered(),
                () -> pipe.indexOf((byte) '\r'),
                () -> pipe.indexOf((byte) '\r', 1, 2),
                () -> pipe.indexOf(CRLF),
                () -> pipe.indexOf(CRLF, 1, 2),
                () -> pipe.skip(1),
                () -> pipe.skipIfStartsWith(bytes("12")),
                () -> pipe.readByte(),
                () -> pipe.readShort(),
                () -> pipe.readShortLe(),
                () -> pipe.readInt(),
                () -> pipe.readIntLe(),
                () -> pipe.readLong(),
                () -> pipe.readLongLe(),
                () -> pipe.readDecimal(CRLF),
                () -> pipe.readHexadecimal(CRLF),
                () -> pipe.whenReadable(1),
                () -> pipe.awaitReadable(1),
                () -> pipe.onReadable(() -> {}));
        for (int i = 0; i < reads.size(); i++) {
            assertThrows(IllegalStateException.class, reads.get(i), "read " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void aReadThatWouldPassItsLimitIsRefusedAsAnyOther(String what) throws Exception {
        send("a line of 20 bytes..\r\nand another\r\n");
        assertTrue(pipe.has(1));
        pipe.indexOf((byte) '\n'); // so that it has seen them
        close(what);
        List<Executable> reads = List.of(
                () -> pipe.readLine(UTF_8, 10),
                () -> pipe.readUntil(CRLF, true, 10),
                () -> pipe.takeLine(10),
                () -> pipe.takeUntil(CRLF, true, 10));
        for (int i = 0; i < reads.size(); i++) {
            assertThrows(IllegalStateException.class, reads.get(i), "read " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void everyWriteIsRefused(String what) {
        close(what);
        ByteBuffer x = ByteBuffer.wrap(bytes("x"));
        try (Bytes run = Bytes.wrap(bytes("x"))) {
            List<Executable> writes = List.of(
                    () -> pipe.getBuffer(),
                    () -> pipe.getBuffer(10),
                    () -> pipe.tryGetBuffer(10),
                    () -> pipe.flush(),
                    () -> pipe.write(bytes("x")),
                    () -> pipe.write(bytes("x"), 0, 1),
                    () -> pipe.write(x),
                    () -> pipe.write(run),
                    () -> pipe.append(x));
            for (int i = 0; i < writes.size(); i++) {
                assertThrows(ReaderClosedException.class, writes.get(i), "write " + i);
            }
        }
        assertEquals(0, pool.inUse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void theWriterLearnsOfItByAsking(String what) {
        assertFalse(pipe.isReaderClosed());
        pipe.write(bytes("abc"));
        close(what);
        assertTrue(pipe.isReaderClosed());
        assertTrue(pipe.writer().isReaderClosed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "advance",
                "advance 0",
                "bufferWritten",
                "flush",
                "getBuffer",
                "tryGetBuffer",
                "write",
                "write buffer",
                "write bytes",
                "append"
            })
    void aChunkWhoseBufferIsOutGoesBackAtTheWritersNextCall(String call) {
        for (String what : new String[] {"pipe", "reader"}) {
            pipe = open(options());
            send("abc");
            ByteBuffer out = fill(pipe, "defg");
            close(what);
            assertTrue(pool.inUse() <= 2, "at most the chunk whose buffer is out and the one that it follows");
            out.put(out.position() - 1, (byte) 'X');
            assertThrows(
                    ReaderClosedException.class,
                    () -> {
                        switch (call) {
                            case "advance" -> pipe.advance(4);
                            case "advance 0" -> pipe.advance(0);
                            case "bufferWritten" -> pipe.bufferWritten(4);
                            case "flush" -> pipe.flush();
                            case "getBuffer" -> pipe.getBuffer();
                            case "tryGetBuffer" -> pipe.tryGetBuffer(1);
                            case "write" -> pipe.write(bytes("x"));
                            case "write buffer" -> pipe.write(ByteBuffer.wrap(bytes("x")));
                            case "write bytes" -> pipe.write(Bytes.wrap(bytes("x")));
                            default -> pipe.append(ByteBuffer.wrap(bytes("x")));
                        }
                    },
                    what);
            assertEquals(0, pool.inUse(), what);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void eofAfterwardsGivesTheBufferBackAndSaysNothing(String what) {
        fill(pipe, "abc");
        close(what);
        pipe.eof();
        pipe.eof(new Exception("test"));
        assertEquals(0, pool.inUse());
    }

    @Test
    void theReaderIsRefusedAfterItClosedWhateverTheWriterDid() {
        send("abc");
        pipe.eof(new Exception("test"));
        pipe.reader().close();
        assertThrows(IllegalStateException.class, () -> pipe.readBytes(1));
        assertEquals(0, pool.inUse());
    }

    @Test
    void closingTheReadersEndLeavesTheWriterItsOwn() throws Exception {
        try (var reader = pipe.reader()) {
            send("abc");
            assertText("abc", reader.readBytes(3));
        }
        assertFalse(pipe.isEof());
        assertTrue(pipe.isReaderClosed());
        assertThrows(ReaderClosedException.class, () -> send("d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "reader"})
    void waitersOnBothSidesWakeWithAnException(String what) {
        pipe = open(options());
        Pipe paused = pipe;
        assertFalse(send(new byte[64]));
        CompletableFuture<?> writable = paused.whenWritable().toCompletableFuture();
        close(what);
        assertTrue(writable.isCompletedExceptionally());
        pipe = open(options());
        CompletableFuture<?> readable = pipe.whenReadable(1).toCompletableFuture();
        close(what);
        assertTrue(readable.isCompletedExceptionally());
    }

    @Test
    void aBufferThatIsOutMayBeFilledWhileAnotherThreadCloses() throws Exception {
        for (int i = 0; i < 300; i++) {
            Pipe closed = create(options().build());
            closed.write(bytes("abc"));
            closed.flush();
            ByteBuffer out = closed.getBuffer(8);
            Background<Boolean> closer = Background.start(() -> {
                closed.close();
                return true;
            });
            out.put(bytes("12345678"));
            try {
                closed.bufferWritten(8);
                closed.write(bytes("x"));
                closed.flush();
            } catch (ReaderClosedException e) {
                assertTrue(closed.isReaderClosed());
            }
            closer.join();
            assertThrows(ReaderClosedException.class, closed::flush);
            assertEquals(0, pool.inUse(), "round " + i);
        }
    }

    @Test
    void readsMayGoOnWhileAnotherThreadCloses() throws Exception {
        for (int i = 0; i < 300; i++) {
            Pipe closed = create(options().pauseThreshold(0).build());
            closed.write(bytes("abcdefghijklmnopqrstuvwxyz"));
            closed.flush();
            Background<Boolean> closer = Background.start(() -> {
                closed.close();
                return true;
            });
            Bytes taken = null;
            try {
                assertText("a", closed.readBytes(1));
                taken = closed.take(5);
                assertText("ghij", closed.peek(4));
                assertEquals(5, closed.indexOf((byte) 'l'));
                closed.skip(3);
                assertText("jk", closed.take(2));
            } catch (IllegalStateException e) {
                assertThrows(IllegalStateException.class, () -> closed.readBytes(1));
            }
            closer.join();
            if (taken != null) {
                assertText("bcdef", taken);
            }
            assertEquals(0, pool.inUse(), "round " + i);
        }
    }

    @Test
    void everybodyMayCloseAtOnce() throws Exception {
        for (int i = 0; i < 200; i++) {
            Pipe closed = create(options().build());
            closed.write(bytes("abc"));
            closed.flush();
            closed.write(bytes("def"));
            Background<Boolean> closer = Background.start(() -> {
                closed.close();
                return true;
            });
            Background<Boolean> other = Background.start(() -> {
                closed.reader().close();
                return true;
            });
            closed.eof();
            closer.join();
            other.join();
            assertEquals(0, pool.inUse(), "round " + i);
        }
    }

    @Test
    void theEndAndTheCloseMayMeet() throws Exception {
        for (int i = 0; i < 200; i++) {
            Pipe ended = create(options().build());
            ended.getBuffer(3).put(bytes("abc"));
            ended.advance(3);
            ended.getBuffer(3);
            Background<Boolean> closer = Background.start(() -> {
                try (var reader = ended.reader()) {
                    return reader.length() >= 0;
                }
            });
            ended.eof(new IOException("test"));
            closer.join();
            assertEquals(0, pool.inUse(), "round " + i);
            ended.close();
        }
    }
}
