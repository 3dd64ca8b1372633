package chunkedbuffer.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PoolExhaustedException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing: the buffer that is handed out, copies, links, and when the reader sees them. */
public abstract class PipeWriteContract extends PipeSuite {
    /** For subclasses. */
    protected PipeWriteContract() {}

    @Test
    void aBufferHasRoomForAtLeastOneByte() {
        for (int i = 0; i < 20; i++) {
            assertTrue(pipe.getBuffer().remaining() >= 1);
            pipe.bufferWritten(1);
        }
        assertEquals(20, pipe.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void aHintOfMinusOneOrZeroMeansAny(int hint) {
        for (int i = 0; i < 20; i++) {
            assertTrue(pipe.getBuffer(hint).remaining() >= 1);
            pipe.advance(1);
            assertTrue(some(pipe.tryGetBuffer(hint)).remaining() >= 1);
            pipe.advance(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 100, 2047, 2048, 2049, 300_000})
    void aBufferHasContiguousRoomForTheHint(int hint) throws Exception {
        Pipe unlimited = open(options().pauseThreshold(0));
        byte[] pattern = pattern(hint);
        unlimited.write(bytes("abc"));
        assertTrue(unlimited.getBuffer(hint).put(pattern).position() >= hint);
        unlimited.bufferWritten(hint);
        ByteBuffer second = some(unlimited.tryGetBuffer(hint));
        assertTrue(second.remaining() >= hint);
        second.put(pattern);
        unlimited.bufferWritten(hint);
        assertText("abc", unlimited.readBytes(3));
        assertArrayEquals(pattern, unlimited.readBytes(hint));
        assertArrayEquals(pattern, unlimited.readBytes(hint));
    }

    @Test
    void aHintMayExceedTheMaximumChunkSize() {
        Pipe small = open(options().minimumChunkSize(8).maximumChunkSize(16));
        assertTrue(small.getBuffer(100).remaining() >= 100);
        small.advance(0);
        assertTrue(some(small.tryGetBuffer(1000)).remaining() >= 1000);
    }

    @Test
    void aBadHintIsNamedAndChangesNothing() throws Exception {
        fill(pipe, "abc");
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.getBuffer(-2)), -2);
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.tryGetBuffer(-2)), -2);
        pipe.bufferWritten(3);
        assertText("abc", pipe.readBytes(3));
    }

    @Test
    void advanceCountsFromWhereTheBufferWasHandedOutAndIgnoresItsPosition() throws Exception {
        for (int i = 0; i < 10; i++) {
            ByteBuffer buffer = pipe.getBuffer(4);
            int start = buffer.position();
            buffer.put(start, bytes("test"));
            assertEquals(start, buffer.position());
            pipe.bufferWritten(4);
            ByteBuffer next = pipe.getBuffer(4);
            next.put(bytes("more"));
            pipe.bufferWritten(2);
            assertText("testmo", pipe.readBytes(6));
        }
    }

    @Test
    void aBufferMayBeUsedLessThanItHasRoomFor() throws Exception {
        fill(pipe, "abc");
        pipe.advance(1);
        fill(pipe, "xyz");
        pipe.bufferWritten(2);
        assertText("axy", pipe.readBytes(3));
    }

    @Test
    void advanceIsNotYetVisible() throws Exception {
        fill(pipe, "abc");
        pipe.advance(3);
        assertEquals(3, pipe.unflushed());
        assertEquals(0, pipe.length());
        assertNull(pipe.readAtMost(-1));
        assertEquals(-1, pipe.indexOf((byte) 'a'));
        assertTrue(pipe.flush());
        assertEquals(0, pipe.unflushed());
        assertText("abc", pipe.readAtMost(-1));
    }

    @Test
    void bufferWrittenIsAdvanceAndFlush() throws Exception {
        fill(pipe, "abc");
        assertTrue(pipe.bufferWritten(3));
        assertEquals(0, pipe.unflushed());
        assertText("abc", pipe.readAtMost(-1));
        pipe.getBuffer(64);
        assertFalse(pipe.bufferWritten(64), "paused");
    }

    @Test
    void advanceWithoutABufferIsRefused() throws Exception {
        assertThrows(IllegalStateException.class, () -> pipe.advance(1));
        assertThrows(IllegalStateException.class, () -> pipe.advance(0));
        assertThrows(IllegalStateException.class, () -> pipe.bufferWritten(1));
        assertEquals(0, pipe.unflushed());
        assertEquals(0, pipe.length());
        send("abc");
        assertText("abc", pipe.readBytes(3));
    }

    @Test
    void thereIsOneAdvanceForEachBuffer() throws Exception {
        fill(pipe, "abcdef");
        pipe.advance(3);
        assertThrows(IllegalStateException.class, () -> pipe.advance(3));
        assertThrows(IllegalStateException.class, () -> pipe.advance(0));
        assertEquals(3, pipe.unflushed());
        pipe.flush();
        assertThrows(IllegalStateException.class, () -> pipe.bufferWritten(1));
        assertEquals("abc", rest());
    }

    @Test
    void advancePastTheBufferIsRefusedAndChangesNothing() throws Exception {
        ByteBuffer buffer = pipe.getBuffer(5).put(bytes("abcde"));
        int room = buffer.limit() - (buffer.position() - 5);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> pipe.advance(room + 1));
        assertNames(refused, room + 1);
        assertThrows(IllegalStateException.class, () -> pipe.bufferWritten(Integer.MAX_VALUE));
        assertEquals(0, pipe.unflushed());
        assertEquals(0, pipe.length());
        pipe.bufferWritten(5);
        assertText("abcde", pipe.readBytes(5));
    }

    @Test
    void advanceByANegativeNumberIsRefusedAndChangesNothing() throws Exception {
        fill(pipe, "abc");
        assertNames(assertThrows(IllegalArgumentException.class, () -> pipe.advance(-1)), -1);
        assertThrows(IllegalArgumentException.class, () -> pipe.bufferWritten(-1));
        pipe.bufferWritten(3);
        assertText("abc", pipe.readBytes(3));
    }

    @Test
    void advanceByNothingGivesTheBufferBack() throws Exception {
        fill(pipe, "abc");
        pipe.advance(0);
        assertThrows(IllegalStateException.class, () -> pipe.advance(3));
        assertTrue(pipe.flush());
        assertEquals(0, pipe.length());
    }

    @Test
    void aSecondBufferReplacesTheFirst() throws Exception {
        fill(pipe, "abc");
        fill(pipe, "XYZ");
        pipe.advance(2);
        assertThrows(IllegalStateException.class, () -> pipe.advance(1));
        fill(pipe, "abc");
        fill(pipe, "a much longer text, of 44 bytes if you count");
        pipe.bufferWritten(44);
        assertText("XYa much longer text, of 44 bytes if you count", pipe.readBytes(46));
    }

    @Test
    void aSecondBufferMayBeLargerOrSmallerThanTheFirst() throws Exception {
        pipe.write(bytes("<"));
        for (int size : new int[] {1, 50, 2, 3000, 1}) {
            assertTrue(pipe.getBuffer(size).remaining() >= size);
        }
        fill(pipe, ">");
        pipe.bufferWritten(1);
        assertText("<>", pipe.readBytes(2));
    }

    @Test
    void writeWhileABufferIsOutGivesThatBack() throws Exception {
        fill(pipe, "abc");
        pipe.write(bytes("xy"));
        assertThrows(IllegalStateException.class, () -> pipe.advance(3));
        pipe.flush();
        assertEquals("xy", rest());
    }

    @Test
    void writeCopiesAndDoesNotFlush() throws Exception {
        byte[] source = bytes("abcdef");
        pipe.write(source);
        pipe.write(source, 1, 3);
        ByteBuffer buffer = ByteBuffer.wrap(source).position(4);
        pipe.write(buffer);
        assertEquals(6, buffer.position(), "the position advances");
        assertEquals(6, buffer.limit());
        source[0] = source[1] = source[4] = 'X';
        assertEquals(11, pipe.unflushed());
        assertEquals(0, pipe.length());
        pipe.flush();
        assertText("abcdefbcdef", pipe.readBytes(11));
    }

    @Test
    void writeTakesEveryKindOfBuffer() throws Exception {
        ByteBuffer direct = ByteBuffer.allocateDirect(3).put(bytes("abc")).flip();
        pipe.write(direct);
        assertEquals(0, direct.remaining());
        ByteBuffer readOnly = ByteBuffer.wrap(bytes("-def-"), 1, 3).asReadOnlyBuffer();
        pipe.write(readOnly);
        assertEquals(4, readOnly.position());
        ByteBuffer slice = ByteBuffer.wrap(bytes("--ghi")).position(2).slice();
        pipe.write(slice);
        assertEquals(0, slice.remaining());
        pipe.flush();
        assertText("abcdefghi", pipe.readBytes(9));
    }

    @Test
    void writingNothingChangesNothing() {
        pipe.write(new byte[0]);
        pipe.write(new byte[3], 3, 0);
        pipe.write(ByteBuffer.allocate(0));
        pipe.append(ByteBuffer.allocate(0));
        pipe.write(Bytes.empty());
        assertEquals(0, pipe.unflushed());
        assertTrue(pipe.flush());
        assertEquals(0, pipe.length());
        assertEquals(0, pool.inUse());
    }

    @Test
    void aRangeOutsideTheArrayIsNamedAndChangesNothing() {
        byte[] source = new byte[10];
        assertNames(assertThrows(IndexOutOfBoundsException.class, () -> pipe.write(source, 5, 6)), 6);
        assertNames(assertThrows(IndexOutOfBoundsException.class, () -> pipe.write(source, -3, 1)), -3);
        assertNames(assertThrows(IndexOutOfBoundsException.class, () -> pipe.write(source, 0, -4)), -4);
        assertThrows(IndexOutOfBoundsException.class, () -> pipe.write(source, Integer.MAX_VALUE, 2));
        assertEquals(0, pipe.unflushed());
    }

    @Test
    void largeWritesLieOverManyChunks() throws Exception {
        byte[] pattern = pattern(3000);
        pipe.write(pattern);
        pipe.write(ByteBuffer.wrap(pattern));
        ByteBuffer direct = ByteBuffer.allocateDirect(3000).put(pattern).flip();
        pipe.write(direct);
        pipe.flush();
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(pattern, pipe.readBytes(3000));
        }
    }

    @Test
    void writeOfBytesRetainsWhatItLinks() throws Exception {
        Pipe linking = open(options().inputCutoffSize(0));
        Bytes run = Bytes.concat(Bytes.wrap(bytes("abc")), Bytes.wrap(bytes("def")));
        linking.write(run);
        assertEquals(6, linking.unflushed());
        assertEquals(0, linking.length());
        run.close();
        linking.flush();
        assertText("abcdef", linking.readBytes(6));
        assertThrows(IllegalStateException.class, () -> linking.write(run), "a closed run");
    }

    @Test
    void writeOfBytesLinksTheChunksWithoutACopy() throws Exception {
        Pipe linking = open(options().inputCutoffSize(0).pauseThreshold(0));
        byte[] pattern = pattern(100);
        send(pattern);
        Bytes run = some(pipe.take(100));
        long acquired = pool.stats().acquired();
        linking.write(run);
        linking.flush();
        assertEquals(acquired, pool.stats().acquired());
        assertEquals(100, run.length(), "the caller's own handle is open");
        assertArrayEquals(pattern, linking.readBytes(100));
        assertTrue(pool.inUse() > 0, "and holds the chunks");
        run.close();
        assertEquals(0, pool.inUse());
    }

    @Test
    void aLinkedRunMayBeWrittenManyTimesAndTakenAgain() throws Exception {
        Pipe linking = open(options().inputCutoffSize(0).pauseThreshold(0));
        try (Bytes run = Bytes.wrap(bytes("abc"))) {
            linking.write(run);
            linking.write(run);
            linking.write(bytes("-"));
            linking.write(run);
            fill(linking, "+");
            linking.advance(1);
            linking.write(run);
        }
        linking.flush();
        try (Bytes again = some(linking.take(-1))) {
            linking.write(again);
        }
        linking.flush();
        assertText("abcabc-abc+abc", linking.take(-1));
    }

    @Test
    void bytesBelowTheCutoffAreTheCallersAgain() throws Exception {
        Pipe copying = open(options().inputCutoffSize(16));
        byte[] small = bytes("abc");
        copying.append(ByteBuffer.wrap(small));
        small[0] = 'X';
        copying.flush();
        assertText("abc", copying.readBytes(3));
    }

    @Test
    void appendHandsTheMemoryOverWithoutACopy() throws Exception {
        Pipe linking = open(options().inputCutoffSize(16).pauseThreshold(0));
        byte[] pattern = pattern(100);
        ByteBuffer source = ByteBuffer.wrap(pattern).position(10).limit(90);
        linking.append(source);
        assertEquals(90, source.position(), "the position advances");
        assertEquals(90, source.limit());
        assertEquals(80, linking.unflushed());
        assertEquals(0, linking.length());
        linking.flush();
        ByteBuffer direct = ByteBuffer.allocateDirect(16).put(pattern, 0, 16).flip();
        linking.append(direct.asReadOnlyBuffer());
        linking.flush();
        assertEquals(0, pool.stats().acquired());
        assertArrayEquals(java.util.Arrays.copyOfRange(pattern, 10, 90), linking.readBytes(80));
        assertArrayEquals(java.util.Arrays.copyOf(pattern, 16), linking.readBytes(16));
    }

    @Test
    void copiesAndLinksStayInOrder() throws Exception {
        Pipe mixed = open(options().inputCutoffSize(4).pauseThreshold(0));
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String text = "#" + i + "abcdefgh".substring(i % 8);
            expected.append(text);
            switch (i % 5) {
                case 0 -> mixed.write(bytes(text));
                case 1 -> mixed.append(ByteBuffer.wrap(bytes(text)));
                case 2 -> mixed.write(Bytes.wrap(bytes(text)));
                case 3 -> {
                    fill(mixed, text);
                    mixed.advance(text.length());
                }
                default -> mixed.write(ByteBuffer.wrap(bytes(text)));
            }
            if (i % 7 == 0) {
                mixed.flush();
            }
        }
        mixed.flush();
        assertText(expected.toString(), mixed.readAtMost(-1));
    }

    @Test
    void tryGetBufferIsNullInsteadOfWaitingAtTheBoundOfThePool() throws Exception {
        pool.bound(0);
        assertNull(pipe.tryGetBuffer(1));
        assertNull(pipe.tryGetBuffer(-1));
        assertThrows(PoolExhaustedException.class, () -> pipe.getBuffer());
        assertThrows(IllegalStateException.class, () -> pipe.advance(0), "no buffer is out");
        pool.bound(1);
        ByteBuffer buffer = pipe.tryGetBuffer(1);
        assertNotNull(buffer);
        some(buffer).put((byte) 'a');
        pipe.bufferWritten(1);
        assertText("a", pipe.readBytes(1));
    }

    @Test
    void afterTryGetBufferWasNullEarlierBytesAreIntact() throws Exception {
        pipe.write(bytes("abcdefg"));
        pool.bound(pool.inUse());
        assertNull(pipe.tryGetBuffer(100_000));
        pipe.flush();
        assertNull(pipe.tryGetBuffer(100_000));
        assertText("abcdefg", pipe.readBytes(7));
        pool.bound(1);
        fill(pipe, "x");
        pipe.bufferWritten(1);
        assertText("x", pipe.readBytes(1));
    }

    @Test
    void aCopyThatFailsHalfwayConsumedOnlyWhatWasWritten() throws Exception {
        Pipe bounded = open(options().minimumChunkSize(4).maximumChunkSize(4));
        pool.bound(2);
        ByteBuffer source = ByteBuffer.wrap(bytes("abcdefghijkl"));
        assertThrows(PoolExhaustedException.class, () -> bounded.write(source));
        int written = source.position();
        assertEquals(8, written);
        assertEquals(written, bounded.unflushed());
        bounded.flush();
        assertText("abcdefgh", bounded.readBytes(written));
        bounded.write(source);
        bounded.flush();
        assertText("ijkl", bounded.readBytes(4));
    }

    @Test
    void anArrayCopyThatFailsHalfwayLeavesWhatItWrote() throws Exception {
        Pipe bounded = open(options().minimumChunkSize(4).maximumChunkSize(4));
        pool.bound(2);
        assertThrows(PoolExhaustedException.class, () -> bounded.write(bytes("abcdefghijkl")));
        assertEquals(8, bounded.unflushed());
        bounded.flush();
        assertText("abcdefgh", bounded.readBytes(8));
    }

    @Test
    void anAppendThatFailsHalfwayConsumedOnlyWhatWasWritten() throws Exception {
        Pipe bounded = open(options().minimumChunkSize(4).maximumChunkSize(4).inputCutoffSize(100));
        pool.bound(2);
        ByteBuffer source = ByteBuffer.wrap(bytes("abcdefghijkl"));
        assertThrows(PoolExhaustedException.class, () -> bounded.append(source));
        assertEquals(bounded.unflushed(), source.position());
        bounded.flush();
        pool.bound(100);
        bounded.append(source);
        bounded.flush();
        assertText("abcdefghijkl", bounded.readBytes(12));
    }
}
