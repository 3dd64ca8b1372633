package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.LimitExceededException;
import chunkedbuffer.api.PartialReadException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

/** Reads of an open pipe, copying ones and others: what they return and what they consume. */
public abstract class PipeReadContract extends PipeSuite {
    /** For subclasses. */
    protected PipeReadContract() {}

    @Test
    void readBytesReturnsExactlyN() throws Exception {
        send("abcdef");
        assertText("abcd", pipe.readBytes(4));
        assertEquals(2, pipe.length());
        assertText("ef", pipe.readBytes(2));
        assertEquals(0, pipe.length());
    }

    @Test
    void readBytesReturnsNullAndConsumesNothingIfTooFewAreThere() throws Exception {
        assertNull(pipe.readBytes(1));
        send("abc");
        assertNull(pipe.readBytes(4));
        assertEquals(3, pipe.length());
        send("d");
        assertText("abcd", pipe.readBytes(4));
    }

    @Test
    void readsOfNoBytesAreEmptyAtAnyTime() throws Exception {
        readNothing();
        send("abc");
        readNothing();
        assertText("abc", pipe.readBytes(3));
        readNothing();
        pipe.eof(new IllegalStateException("test"));
        readNothing();
    }

    private void readNothing() throws Exception {
        long before = pipe.length();
        assertText("", pipe.readBytes(0));
        assertText("", pipe.peek(0));
        assertText("", pipe.take(0));
        assertText("", pipe.readAtMost(0));
        assertEquals(0, pipe.skip(0));
        assertEquals(before, pipe.length());
    }

    @Test
    void readAtMostReturnsWhatIsThereUpToN() throws Exception {
        assertNull(pipe.readAtMost(4));
        assertNull(pipe.readAtMost(-1));
        send("abcdef");
        assertText("abcd", pipe.readAtMost(4));
        assertText("ef", pipe.readAtMost(4));
        send("ghijkl");
        assertText("ghijkl", pipe.readAtMost(-1));
        assertEquals(0, pipe.length());
    }

    @Test
    void readUntilReturnsAllUpToAndWithTheSeparator() throws Exception {
        send("test");
        assertNull(pipe.readUntil(CRLF));
        send("\r\nnext");
        assertText("test\r\n", pipe.readUntil(CRLF));
        assertNull(pipe.readUntil(CRLF));
        assertText("next", pipe.readBytes(4));
    }

    @Test
    void readUntilLeavesTheSeparatorOutIfAsked() throws Exception {
        send("one\r\ntwo\r\n\r\n");
        assertText("one", pipe.readUntil(CRLF, true));
        assertText("two\r\n", pipe.readUntil(CRLF, false));
        assertText("", pipe.readUntil(CRLF, true));
        assertEquals(0, pipe.length());
    }

    @Test
    void readUntilFindsASeparatorThatArrivesInPieces() throws Exception {
        send("line\r");
        assertNull(pipe.readUntil(CRLF));
        send("\n");
        assertText("line\r\n", pipe.readUntil(CRLF));
    }

    @Test
    void readUntilMayChangeTheSeparatorFromCallToCall() throws Exception {
        send("a;b|c;d|");
        assertText("a;", pipe.readUntil(bytes(";")));
        assertNull(pipe.readUntil(bytes("!")));
        assertText("b|", pipe.readUntil(bytes("|")));
        assertText("c;d", pipe.readUntil(bytes("|"), true));
    }

    @Test
    void readUntilWithALimitTakesSeparatorsUpToIt() throws Exception {
        send("abcd\r\n");
        assertText("abcd", pipe.readUntil(CRLF, true, 4));
        send("\r\n");
        assertText("\r\n", pipe.readUntil(CRLF, false, 0));
        send("abcd");
        assertNull(pipe.readUntil(CRLF, true, 4));
        send("\r");
        assertNull(pipe.readUntil(CRLF, true, 4));
        send("\n");
        assertText("abcd\r\n", pipe.readUntil(CRLF, false, 4));
    }

    @Test
    void readUntilPastItsLimitFailsAndConsumesNothing() throws Exception {
        send("abcdefg");
        LimitExceededException exceeded =
                assertThrows(LimitExceededException.class, () -> pipe.readUntil(CRLF, true, 4));
        assertNames(exceeded, 4);
        assertEquals(7, pipe.length());
        send("\r\n");
        assertThrows(LimitExceededException.class, () -> pipe.readUntil(CRLF, true, 4));
        assertThrows(LimitExceededException.class, () -> pipe.readUntil(CRLF, true, 6));
        assertText("abcdefg", pipe.readUntil(CRLF, true, 7));
    }

    @Test
    void peekLeavesTheBytesInThePipe() throws Exception {
        assertNull(pipe.peek(4));
        send("abcdef");
        assertText("abcd", pipe.peek(4));
        assertText("abcdef", pipe.peek(100));
        assertEquals(6, pipe.length());
        assertText("abcdef", pipe.readBytes(6));
        assertNull(pipe.peek(1));
    }

    @Test
    void readIntoFillsTheBufferAsFarAsThereAreBytes() throws Exception {
        ByteBuffer dst = ByteBuffer.allocate(8).position(1).limit(6);
        assertEquals(0, pipe.readInto(dst));
        send("abcdefg");
        assertEquals(5, pipe.readInto(dst));
        assertEquals(6, dst.position());
        assertText("\0abcde\0\0", dst.array());
        assertEquals(0, pipe.readInto(dst), "no room");
        dst.limit(8);
        assertEquals(2, pipe.readInto(dst));
        assertEquals(8, dst.position());
        assertText("\0abcdefg", dst.array());
    }

    @Test
    void readIntoFillsDirectBuffersToo() throws Exception {
        send("abc");
        ByteBuffer dst = ByteBuffer.allocateDirect(5);
        assertEquals(3, pipe.readInto(dst));
        assertEquals(ByteBuffer.wrap(bytes("abc")), dst.flip());
    }

    @Test
    void readIntoAReadOnlyBufferConsumesNothing() throws Exception {
        send("abc");
        ByteBuffer dst = ByteBuffer.allocate(5).asReadOnlyBuffer();
        assertThrows(ReadOnlyBufferException.class, () -> pipe.readInto(dst));
        assertText("abc", pipe.readBytes(3));
    }

    @Test
    void theCharsetIsTheOneThatWasAskedFor() throws Exception {
        send("gr\u00fcn\r\ngr\u00fcn\ngr\u00fcn"); // a byte a letter, and no UTF-8
        assertEquals("gr\u00fcn", pipe.readLine(ISO_8859_1));
        assertEquals("gr\u00fcn", pipe.readLine(ISO_8859_1, 4));
        assertEquals("gr\u00fcn", pipe.readString(4, ISO_8859_1));
    }

    @Test
    void readStringDecodesExactlyNBytes() throws Exception {
        byte[] text = "grün €".getBytes(UTF_8);
        send(text);
        assertNull(pipe.readString(text.length + 1, UTF_8));
        assertEquals("grün", pipe.readString(5, UTF_8));
        assertEquals("", pipe.readString(0, UTF_8));
        assertEquals(" €", pipe.readString(4, UTF_8));
        assertEquals(0, pipe.length());
    }

    @Test
    void readLineEndsWithLfOrCrLfBothRemoved() throws Exception {
        send("one\ntwo\r\n\r\n\nthree");
        assertEquals("one", pipe.readLine(UTF_8));
        assertEquals("two", pipe.readLine(UTF_8));
        assertEquals("", pipe.readLine(UTF_8));
        assertEquals("", pipe.readLine(UTF_8));
        assertNull(pipe.readLine(UTF_8));
        assertEquals(5, pipe.length());
        send("\r");
        assertNull(pipe.readLine(UTF_8));
        send("\n");
        assertEquals("three", pipe.readLine(UTF_8));
    }

    @Test
    void readLineKeepsACrThatIsNotBeforeLf() throws Exception {
        send("a\rb\r\r\n");
        assertEquals("a\rb\r", pipe.readLine(UTF_8));
    }

    @Test
    void readLineDecodes() throws Exception {
        send("grün €\n".getBytes(UTF_8));
        assertEquals("grün €", pipe.readLine(UTF_8));
    }

    @Test
    void readLineWithALimitDoesNotCountTheTerminator() throws Exception {
        send("abcd\r\nabcd\nabcd");
        assertEquals("abcd", pipe.readLine(UTF_8, 4));
        assertEquals("abcd", pipe.readLine(UTF_8, 4));
        assertNull(pipe.readLine(UTF_8, 4));
        send("\r");
        assertNull(pipe.readLine(UTF_8, 4));
        send("\n");
        assertEquals("abcd", pipe.readLine(UTF_8, 4));
        send("\n");
        assertEquals("", pipe.readLine(UTF_8, 0));
    }

    @Test
    void readLinePastItsLimitFailsAndConsumesNothing() throws Exception {
        send("abcdef");
        LimitExceededException exceeded = assertThrows(LimitExceededException.class, () -> pipe.readLine(UTF_8, 4));
        assertNames(exceeded, 4);
        send("\n");
        assertThrows(LimitExceededException.class, () -> pipe.readLine(UTF_8, 4));
        assertThrows(LimitExceededException.class, () -> pipe.readLine(UTF_8, 5));
        assertEquals("abcdef", pipe.readLine(UTF_8, 6));
    }

    @Test
    void takeReturnsExactlyN() throws Exception {
        assertNull(pipe.take(1));
        send("abcdef");
        assertNull(pipe.take(7));
        assertText("abcd", pipe.take(4));
        assertEquals(2, pipe.length());
        assertText("ef", pipe.take(-1));
        assertNull(pipe.take(-1));
    }

    @Test
    void takeUntilTakesTheSeparatorAlongIfAsked() throws Exception {
        send("one\r\ntwo\r\n\r\nx");
        assertText("one\r\n", pipe.takeUntil(CRLF, true));
        assertText("two", pipe.takeUntil(CRLF, false));
        assertText("", pipe.takeUntil(CRLF, false));
        assertNull(pipe.takeUntil(CRLF, false));
        assertText("x", pipe.readBytes(1));
    }

    @Test
    void takeUntilHasALimit() throws Exception {
        send("abcd\r\nabcde");
        assertText("abcd", pipe.takeUntil(CRLF, false, 4));
        assertNull(pipe.takeUntil(CRLF, false, 5));
        send("fg\r\n");
        assertThrows(LimitExceededException.class, () -> pipe.takeUntil(CRLF, false, 6));
        assertThrows(IllegalArgumentException.class, () -> pipe.takeUntil(CRLF, false, -1));
        assertText("abcdefg\r\n", pipe.takeUntil(CRLF, true, 7));
        send("abcd");
        assertThrows(LimitExceededException.class, () -> pipe.takeUntil(CRLF, false, 3));
        send("\r");
        assertNull(pipe.takeUntil(CRLF, false, 4));
    }

    @Test
    void takeUntilHasItsLimitAtTheEndToo() throws Exception {
        send("abcd");
        pipe.eof();
        assertThrows(LimitExceededException.class, () -> pipe.takeUntil(CRLF, false, 3));
        assertEquals(4, pipe.length());
        assertThrows(PartialReadException.class, () -> pipe.takeUntil(CRLF, false, 4));
    }

    @Test
    void takeLineHasALimit() throws Exception {
        send("abcd\r\nabcd");
        assertText("abcd", pipe.takeLine(4));
        assertNull(pipe.takeLine(4));
        send("\r");
        assertNull(pipe.takeLine(4));
        send("\n");
        assertThrows(LimitExceededException.class, () -> pipe.takeLine(3));
        assertThrows(IllegalArgumentException.class, () -> pipe.takeLine(-1));
        assertText("abcd", pipe.takeLine(4));
    }

    @Test
    void ofTheLastLineAReturnAloneCounts() throws Exception {
        send("abc\r");
        assertNull(pipe.takeLine(3));
        pipe.eof();
        assertThrows(LimitExceededException.class, () -> pipe.takeLine(3));
        assertThrows(LimitExceededException.class, () -> pipe.readLine(UTF_8, 3));
        assertText("abc\r", pipe.takeLine(4));
        assertNull(pipe.takeLine(4));
    }

    @Test
    void takeLineEndsWithLfOrCrLfBothRemoved() throws Exception {
        send("one\ntwo\r\n\n\r\nthree\r");
        assertText("one", pipe.takeLine());
        assertText("two", pipe.takeLine());
        assertText("", pipe.takeLine());
        assertText("", pipe.takeLine());
        assertNull(pipe.takeLine());
        send("\n");
        assertText("three", pipe.takeLine());
    }

    @Test
    void bufferedShowsAllThatIsThere() throws Exception {
        assertEquals(0, pipe.buffered().length());
        send("abcdef");
        assertEquals("abcdef", pipe.buffered().toString(UTF_8));
        assertEquals((byte) 'c', pipe.buffered().get(2));
        assertEquals(6, pipe.length(), "it consumes nothing");
        pipe.skip(2);
        assertEquals("cdef", pipe.buffered().toString(UTF_8));
        pipe.write(bytes("gh"));
        assertEquals("cdef", pipe.buffered().toString(UTF_8), "not flushed yet");
        pipe.flush();
        assertEquals("cdefgh", pipe.buffered().toString(UTF_8));
        assertText("cdefgh", pipe.readBytes(6));
        assertEquals(0, pipe.buffered().length());
    }

    @Test
    void bufferedMayBeSearchedBeyondWhatASearchOfThePipeSaw() throws Exception {
        send("abc");
        assertEquals(-1, pipe.indexOf((byte) 'x'));
        send("xyz");
        assertEquals(3, pipe.buffered().indexOf((byte) 'x'));
        assertEquals(2, pipe.buffered().indexOf(bytes("cxy")));
    }

    @Test
    void closingBufferedDoesNothing() throws Exception {
        send("abc");
        Bytes view = pipe.buffered();
        view.close();
        assertEquals("abc", view.toString(UTF_8));
        assertEquals("abc", pipe.buffered().toString(UTF_8));
        assertText("abc", pipe.readBytes(3));
    }

    @Test
    void sliceAndRetainOfBufferedAreOwned() throws Exception {
        send("abcdef");
        Bytes slice = closing(pipe.buffered().slice(1, 4));
        Bytes whole = closing(pipe.buffered().retain());
        assertNotSame(whole, pipe.buffered());
        assertText("abcdef", pipe.readBytes(6));
        send("uvwxyz");
        assertText("bcd", slice);
        assertText("abcdef", whole);
        assertThrows(IllegalStateException.class, whole::length, "its close() counts");
    }

    @Test
    void skipConsumesUpToN() throws Exception {
        assertEquals(0, pipe.skip(3));
        assertEquals(0, pipe.skip(-1));
        send("abcdef");
        assertEquals(2, pipe.skip(2));
        assertText("cd", pipe.readBytes(2));
        assertEquals(2, pipe.skip(100));
        send("abcdef");
        assertEquals(6, pipe.skip(-1));
        assertEquals(0, pipe.length());
    }

    @Test
    void skipIfStartsWithConsumesThePrefixOnly() throws Exception {
        assertFalse(pipe.skipIfStartsWith(bytes("ab")));
        assertTrue(pipe.skipIfStartsWith(bytes("")));
        send("a");
        assertFalse(pipe.skipIfStartsWith(bytes("ab")), "too few to tell");
        send("bcd");
        assertFalse(pipe.skipIfStartsWith(bytes("ac")));
        assertFalse(pipe.skipIfStartsWith(bytes("abx")));
        assertEquals(4, pipe.length());
        assertTrue(pipe.skipIfStartsWith(bytes("ab")));
        assertTrue(pipe.skipIfStartsWith(bytes("cd")));
        assertEquals(0, pipe.length());
    }

    @Test
    void lengthCountsFlushedBytesNotConsumed() throws Exception {
        assertEquals(0, pipe.length());
        pipe.write(bytes("abc"));
        assertEquals(0, pipe.length());
        pipe.flush();
        assertEquals(3, pipe.length());
        pipe.write(bytes("de"));
        assertEquals(3, pipe.length());
        pipe.flush();
        assertEquals(5, pipe.length());
        pipe.readByte();
        assertEquals(4, pipe.length());
    }

    @Test
    void whatWasReadIsTheCallersOwn() throws Exception {
        send("abcdef");
        byte[] peeked = some(pipe.peek(6));
        byte[] read = some(pipe.readBytes(3));
        peeked[3] = 'X';
        read[0] = 'X';
        assertText("def", pipe.readBytes(3));
    }

    @Test
    void takenBytesStayGoodWhateverThePipeDoes() throws Exception {
        send("abcdef");
        Bytes taken = some(pipe.take(5));
        for (int i = 0; i < 100; i++) {
            send("0123456789012345678901234567890123456789");
            pipe.skip(-1);
        }
        pipe.close();
        assertText("abcde", taken);
    }

    @Test
    void bothEndsShowTheSamePipe() throws Exception {
        pipe.writer().write(bytes("abc"));
        assertEquals(3, pipe.unflushed());
        assertTrue(pipe.writer().flush());
        assertEquals(3, pipe.reader().length());
        assertText("a", pipe.reader().readBytes(1));
        assertText("b", pipe.readBytes(1));
        assertText("c", pipe.reader().readBytes(1));
        assertEquals(0, pipe.length());
        pipe.writer().eof();
        assertTrue(pipe.reader().isExhausted());
        assertTrue(pipe.isExhausted());
    }

    @Test
    void aThousandMessagesPassThrough() throws Exception {
        byte[] pattern = pattern(1000);
        for (int i = 1; i < 1000; i++) {
            int length = i % 61 + 1;
            pipe.write(pattern, i % 900, length);
            pipe.flush();
            byte[] expected = new byte[length];
            System.arraycopy(pattern, i % 900, expected, 0, length);
            assertArrayEquals(expected, pipe.readBytes(length));
        }
    }

    @Test
    void badArgumentsAreNamedAndChangeNothing() throws Exception {
        send("abc");
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.readBytes(-7)), -7);
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.readAtMost(-7)), -7);
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.peek(-7)), -7);
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.take(-7)), -7);
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.skip(-7)), -7);
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.readString(-7, UTF_8)), -7);
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.readLine(UTF_8, -7)), -7);
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.readUntil(CRLF, true, -7)), -7);
        byte[] none = {};
        assertThrows(IllegalArgumentException.class, () -> pipe.readUntil(none));
        assertThrows(IllegalArgumentException.class, () -> pipe.takeUntil(none, true));
        assertThrows(IllegalArgumentException.class, () -> pipe.indexOf(none));
        assertThrows(IllegalArgumentException.class, () -> pipe.readDecimal(none));
        assertThrows(IllegalArgumentException.class, () -> pipe.readHexadecimal(none));
        assertText("abc", pipe.readBytes(3));
    }
}
