package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.LimitExceededException;
import chunkedbuffer.api.PartialReadException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The end of the stream, with and without a failure, as the reader and the writer see it. */
public abstract class PipeEndContract extends PipeSuite {
    private final Exception failure = new Exception("the cable was cut");

    /** For subclasses. */
    protected PipeEndContract() {}

    @Test
    void whatWasWrittenStaysReadableAfterEof() throws Exception {
        assertFalse(pipe.isEof());
        assertFalse(pipe.isExhausted());
        send("abc");
        pipe.eof();
        assertTrue(pipe.isEof());
        assertFalse(pipe.isExhausted());
        assertEquals(3, pipe.length());
        assertText("abc", pipe.readBytes(3));
        assertTrue(pipe.isExhausted());
        assertNull(pipe.failure());
    }

    @Test
    void eofFlushesFirst() throws Exception {
        pipe.write(bytes("abc"));
        pipe.eof();
        assertEquals(0, pipe.unflushed());
        assertText("abc", pipe.readBytes(3));
    }

    @Test
    void eofWithACauseFlushesFirst() throws Exception {
        pipe.write(bytes("abc"));
        pipe.eof(failure);
        assertText("abc", pipe.readBytes(3));
        assertSame(failure, pipe.failure());
    }

    @Test
    void eofGivesABufferThatIsOutBackUnused() throws Exception {
        fill(pipe, "unseen");
        pipe.eof();
        assertTrue(pipe.isExhausted());
        assertEquals(0, pool.inUse());
    }

    @Test
    void aSecondEofIsIgnored() throws Exception {
        pipe.eof();
        pipe.eof(failure);
        pipe.eof();
        assertNull(pipe.failure());
        assertText("", pipe.readBytes(3));
    }

    @Test
    void theFirstFailureStands() {
        pipe.eof(failure);
        pipe.eof();
        pipe.eof(new Exception("another"));
        assertSame(failure, pipe.failure());
    }

    @Test
    void afterEofNothingCanBeWritten() throws Exception {
        send("abc");
        pipe.eof();
        assertThrows(IllegalStateException.class, () -> pipe.getBuffer());
        assertThrows(IllegalStateException.class, () -> pipe.getBuffer(10));
        assertThrows(IllegalStateException.class, () -> pipe.tryGetBuffer(10));
        assertThrows(IllegalStateException.class, () -> pipe.advance(0));
        assertThrows(IllegalStateException.class, () -> pipe.bufferWritten(1));
        assertThrows(IllegalStateException.class, () -> pipe.write(bytes("x")));
        assertThrows(IllegalStateException.class, () -> pipe.write(bytes("x"), 0, 1));
        ByteBuffer x = ByteBuffer.wrap(bytes("x"));
        assertThrows(IllegalStateException.class, () -> pipe.write(x));
        assertThrows(IllegalStateException.class, () -> pipe.append(x));
        assertEquals(1, x.remaining());
        try (Bytes run = Bytes.wrap(bytes("x"))) {
            assertThrows(IllegalStateException.class, () -> pipe.write(run));
        }
        assertEquals(0, pipe.unflushed());
        assertText("abc", pipe.readBytes(3));
        assertTrue(pipe.isExhausted());
    }

    @Test
    void advanceOfABufferFromBeforeEofIsRefused() throws Exception {
        fill(pipe, "abc");
        pipe.eof();
        assertThrows(IllegalStateException.class, () -> pipe.advance(3));
        assertText("", pipe.readAtMost(-1));
    }

    @Test
    void enoughBytesAreReturnedAfterEof() throws Exception {
        send("ab\r\ncdefghi\r\nj");
        pipe.eof(failure);
        assertText("ab\r\n", pipe.readUntil(CRLF));
        assertEquals("cd", pipe.readString(2, UTF_8));
        assertText("ef", pipe.take(2));
        assertText("ghi", pipe.takeUntil(CRLF, false));
        assertText("j", pipe.readBytes(1));
    }

    @Test
    void exactReadsOfAnExhaustedPipeAreEmpty() throws Exception {
        pipe.eof();
        for (int again = 0; again < 2; again++) {
            assertText("", pipe.readBytes(4));
            assertText("", pipe.readUntil(CRLF));
            assertText("", pipe.readUntil(CRLF, true));
            assertText("", pipe.readUntil(CRLF, true, 10));
            assertEquals("", pipe.readString(4, UTF_8));
            assertText("", pipe.take(4));
            assertText("", pipe.takeUntil(CRLF, true));
        }
    }

    @Test
    void looseReadsOfAnExhaustedPipe() throws Exception {
        pipe.eof();
        for (int again = 0; again < 2; again++) {
            assertText("", pipe.readAtMost(4));
            assertText("", pipe.readAtMost(-1));
            assertText("", pipe.peek(4));
            assertText("", pipe.take(-1));
            assertNull(pipe.readLine(UTF_8));
            assertNull(pipe.readLine(UTF_8, 10));
            assertNull(pipe.takeLine());
            assertEquals(-1, pipe.readInto(ByteBuffer.allocate(4)));
            assertEquals(0, pipe.skip(4));
            assertEquals(0, pipe.skip(-1));
            assertFalse(pipe.skipIfStartsWith(bytes("a")));
            assertEquals(-1, pipe.indexOf((byte) 'a'));
            assertEquals(-1, pipe.indexOf(CRLF));
            assertEquals(0, pipe.buffered().length());
        }
    }

    @Test
    void structuredReadsOfAnExhaustedPipeUnderflow() {
        pipe.eof();
        assertThrows(BufferUnderflowException.class, () -> pipe.readByte());
        assertThrows(BufferUnderflowException.class, () -> pipe.readLong());
    }

    @Test
    void everyReadOfAFailedPipeThrowsItsCauseEveryTime() throws Exception {
        send("last");
        pipe.eof(failure);
        assertText("last", pipe.readAtMost(-1));
        List<Executable> reads = List.of(
                () -> pipe.readBytes(4),
                () -> pipe.readUntil(CRLF),
                () -> pipe.readUntil(CRLF, true),
                () -> pipe.readUntil(CRLF, true, 10),
                () -> pipe.readString(4, UTF_8),
                () -> pipe.take(4),
                () -> pipe.takeUntil(CRLF, true),
                () -> pipe.readAtMost(4),
                () -> pipe.readAtMost(-1),
                () -> pipe.peek(4),
                () -> pipe.take(-1),
                () -> pipe.readInto(ByteBuffer.allocate(4)),
                () -> pipe.readLine(UTF_8),
                () -> pipe.readLine(UTF_8, 10),
                () -> pipe.takeLine(),
                () -> pipe.skip(4),
                () -> pipe.skipIfStartsWith(bytes("a")),
                () -> pipe.readByte(),
                () -> pipe.readShort(),
                () -> pipe.readInt(),
                () -> pipe.readLong(),
                () -> pipe.readShortLe(),
                () -> pipe.readIntLe(),
                () -> pipe.readLongLe(),
                () -> pipe.readDecimal(CRLF),
                () -> pipe.readHexadecimal(CRLF),
                () -> pipe.awaitReadable(1));
        for (int again = 0; again < 2; again++) {
            for (int i = 0; i < reads.size(); i++) {
                IOException thrown = assertThrows(IOException.class, reads.get(i), "read " + i);
                assertSame(failure, thrown.getCause(), "read " + i);
            }
        }
        assertTrue(pipe.isExhausted());
        assertSame(failure, pipe.failure());
    }

    @Test
    void theFailureIsAFreshExceptionEachTime() {
        pipe.eof(failure);
        IOException first = assertThrows(IOException.class, () -> pipe.readBytes(1));
        first.addSuppressed(new Exception("the user's"));
        IOException second = assertThrows(IOException.class, () -> pipe.readBytes(1));
        assertEquals(0, second.getSuppressed().length);
    }

    @Test
    void aCauseThatIsAnIoExceptionIsStillTheCause() {
        IOException reset = new IOException("Connection reset");
        pipe.eof(reset);
        assertSame(reset, pipe.failure());
        assertSame(
                reset, assertThrows(IOException.class, () -> pipe.readBytes(1)).getCause());
    }

    @Test
    void tooFewBytesBeforeTheEndAreAPartialRead() throws Exception {
        assertPartial("Requested 4 bytes but encountered EOF", () -> pipe.readBytes(4));
    }

    @Test
    void tooFewBytesBeforeTheEndAreAPartialReadOfAString() throws Exception {
        assertPartial("Requested 4 bytes but encountered EOF", () -> pipe.readString(4, UTF_8));
    }

    @Test
    void tooFewBytesBeforeTheEndAreAPartialTake() throws Exception {
        assertPartial("Requested 4 bytes but encountered EOF", () -> pipe.take(4));
    }

    @Test
    void noSeparatorBeforeTheEndIsAPartialRead() throws Exception {
        assertPartial("Requested to readUntil \\r\\n but encountered EOF", () -> pipe.readUntil(CRLF));
    }

    @Test
    void noSeparatorBeforeTheEndIsAPartialReadWithALimit() throws Exception {
        assertPartial("Requested to readUntil \\r\\n but encountered EOF", () -> pipe.readUntil(CRLF, true, 10));
    }

    @Test
    void noSeparatorBeforeTheEndIsAPartialTake() throws Exception {
        assertPartial("Requested to readUntil \\r\\n but encountered EOF", () -> pipe.takeUntil(CRLF, true));
    }

    /** {@code <separator, escaped>} may be between quotation marks. */
    private void assertPartial(String message, Executable read) throws Exception {
        send("abc");
        pipe.eof();
        EOFException eof = assertThrows(EOFException.class, read);
        PartialReadException partial = assertThrows(PartialReadException.class, () -> {
            throw eof;
        });
        assertEquals(message, String.valueOf(partial.getMessage()).replaceAll("[\"'`]", ""));
        assertText("abc", partial.leftover());
        assertEquals(0, pipe.length(), "the leftover is consumed");
        assertTrue(pipe.isExhausted());
        assertEquals(0, pool.inUse());
        assertText("", pipe.readBytes(4));
    }

    @Test
    void aPartialReadOfAFailedPipeHasTheLeftoverAndThenTheFailure() throws Exception {
        send("abc");
        pipe.eof(failure);
        PartialReadException partial = assertThrows(PartialReadException.class, () -> pipe.readBytes(4));
        assertText("abc", partial.leftover());
        assertSame(failure, partial.getCause());
        for (int again = 0; again < 2; again++) {
            assertSame(
                    failure,
                    assertThrows(IOException.class, () -> pipe.readBytes(4)).getCause());
        }
    }

    @Test
    void theSeparatorInTheMessageIsPrintable() throws Exception {
        send("abc");
        pipe.eof();
        PartialReadException partial =
                assertThrows(PartialReadException.class, () -> pipe.readUntil(new byte[] {0, (byte) 0xff, 'x'}));
        String message = some(partial.getMessage());
        assertTrue(message.chars().allMatch(c -> c >= ' ' && c < 127), message);
    }

    @Test
    void theLastUnterminatedLineIsALine() throws Exception {
        send("one\ntwo");
        pipe.eof();
        assertEquals("one", pipe.readLine(UTF_8));
        assertEquals("two", pipe.readLine(UTF_8));
        assertNull(pipe.readLine(UTF_8));
        assertTrue(pipe.isExhausted());
        assertEquals(0, pool.inUse());
    }

    @Test
    void theLastUnterminatedLineIsALineToTake() throws Exception {
        send("one\r\ntwo");
        pipe.eof();
        assertText("one", pipe.takeLine());
        assertText("two", pipe.takeLine());
        assertNull(pipe.takeLine());
        assertEquals(0, pool.inUse());
    }

    @Test
    void aTerminatedLastLineIsNotFollowedByAnEmptyOne() throws Exception {
        send("one\n");
        pipe.eof();
        assertEquals("one", pipe.readLine(UTF_8));
        assertNull(pipe.readLine(UTF_8));
    }

    @Test
    void aLineThatWasIncompleteBeforeTheEndIsALineAfterIt() throws Exception {
        send("two");
        assertNull(pipe.readLine(UTF_8));
        assertNull(pipe.takeLine());
        pipe.eof();
        assertEquals("two", pipe.readLine(UTF_8));
    }

    @Test
    void theLastUnterminatedLineOfAFailedPipeIsALine() throws Exception {
        send("one");
        pipe.eof(failure);
        assertEquals("one", pipe.readLine(UTF_8));
        assertSame(
                failure,
                assertThrows(IOException.class, () -> pipe.readLine(UTF_8)).getCause());
    }

    @Test
    void theLastLineHasALimitToo() throws Exception {
        send("abcdef");
        pipe.eof();
        assertThrows(LimitExceededException.class, () -> pipe.readLine(UTF_8, 5));
        assertEquals("abcdef", pipe.readLine(UTF_8, 6));
    }

    @Test
    void readAtMostPeekAndTakeGiveWhatIsLeft() throws Exception {
        send("abcdef");
        pipe.eof(failure);
        assertText("abcdef", pipe.peek(100));
        assertText("ab", pipe.readAtMost(2));
        ByteBuffer dst = ByteBuffer.allocate(2);
        assertEquals(2, pipe.readInto(dst));
        assertText("ef", pipe.take(-1));
        assertTrue(pipe.isExhausted());
    }

    @Test
    void anEofWithoutACauseIsNoFailure() throws Exception {
        pipe.eof();
        assertNull(pipe.failure());
        assertNotNull(pipe.readBytes(1));
    }
}
