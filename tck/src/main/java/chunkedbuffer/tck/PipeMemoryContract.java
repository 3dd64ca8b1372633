package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.Pipe;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the chunks are: an empty pipe holds none, a chunk in use is never recycled, and their size adapts. */
public abstract class PipeMemoryContract extends PipeSuite {
    /** For subclasses. */
    protected PipeMemoryContract() {}

    private void assertHoldsNothing() {
        assertEquals(0, pool.inUse(), "chunks in use");
    }

    private void assertHoldsSomething() {
        assertTrue(pool.inUse() > 0, "it holds no chunk");
    }

    @Test
    void aNewPipeHoldsNoChunk() {
        pipe.whenReadable(1);
        pipe.whenWritable();
        pipe.flush();
        assertEquals(0, pipe.buffered().length());
        assertEquals(0, pool.stats().acquired());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readBytes",
                "readAtMost",
                "readUntil",
                "readInto",
                "readString",
                "readLine",
                "take",
                "take all",
                "takeUntil",
                "takeLine",
                "skip",
                "skip all",
                "skipIfStartsWith",
                "readShort",
                "readDecimal",
                "readHexadecimal"
            })
    void theReaderThatEmptiesThePipeReturnsTheChunks(String how) throws Exception {
        for (int round = 0; round < 3; round++) {
            switch (how) {
                case "readShort" -> send("ab");
                case "readDecimal", "readHexadecimal" -> send("123456\n");
                default -> send("abcdef\n");
            }
            assertHoldsSomething();
            switch (how) {
                case "readBytes" -> pipe.readBytes(7);
                case "readAtMost" -> pipe.readAtMost(100);
                case "readUntil" -> pipe.readUntil(bytes("\n"));
                case "readInto" -> pipe.readInto(ByteBuffer.allocate(7));
                case "readString" -> pipe.readString(7, UTF_8);
                case "readLine" -> pipe.readLine(UTF_8);
                case "take" -> some(pipe.take(7)).close();
                case "take all" -> some(pipe.take(-1)).close();
                case "takeUntil" -> some(pipe.takeUntil(bytes("\n"), false)).close();
                case "takeLine" -> some(pipe.takeLine()).close();
                case "skip" -> pipe.skip(7);
                case "skip all" -> pipe.skip(-1);
                case "skipIfStartsWith" -> pipe.skipIfStartsWith(bytes("abcdef\n"));
                case "readShort" -> pipe.readShort();
                case "readDecimal" -> pipe.readDecimal(bytes("\n"));
                default -> pipe.readHexadecimal(bytes("\n"));
            }
            assertHoldsNothing();
        }
    }

    @Test
    void chunksGoBackOneByOneAsTheyAreRead() throws Exception {
        Pipe small = open(options().minimumChunkSize(4).maximumChunkSize(4));
        small.write(bytes("abcdefghijkl"));
        small.flush();
        assertEquals(3, pool.inUse());
        small.readBytes(3);
        assertEquals(3, pool.inUse());
        small.readByte();
        assertEquals(2, pool.inUse());
        small.skip(4);
        assertEquals(1, pool.inUse());
        small.readInt();
        assertHoldsNothing();
    }

    @Test
    void theWriterThatGivesItsBufferBackReturnsTheChunk() throws Exception {
        send("abc");
        pipe.getBuffer(4);
        assertText("abc", pipe.readBytes(3));
        assertHoldsSomething();
        pipe.advance(0);
        assertHoldsNothing();
    }

    @Test
    void theWriterThatGivesItsBufferBackWithAFlushReturnsTheChunk() throws Exception {
        send("abc");
        pipe.getBuffer(4);
        assertText("abc", pipe.readBytes(3));
        pipe.bufferWritten(0);
        assertHoldsNothing();
    }

    @Test
    void aBufferThatWasNeverUsedGoesBack() {
        pipe.getBuffer();
        assertHoldsSomething();
        pipe.advance(0);
        assertHoldsNothing();
        some(pipe.tryGetBuffer(100));
        pipe.bufferWritten(0);
        assertHoldsNothing();
    }

    @Test
    void unflushedBytesKeepTheirChunk() throws Exception {
        send("abc");
        pipe.write(bytes("de"));
        assertText("abc", pipe.readBytes(3));
        assertHoldsSomething();
        pipe.flush();
        assertHoldsSomething();
        assertText("de", pipe.readBytes(2));
        assertHoldsNothing();
    }

    @Test
    void theReaderThatEmptiesThePipeWhileABufferIsOutLeavesThatToTheWriter() throws Exception {
        for (int i = 0; i < 10; i++) {
            send("abc");
            ByteBuffer buffer = pipe.getBuffer(4);
            assertText("abc", pipe.readBytes(3));
            buffer.put(bytes("defg"));
            pipe.advance(4);
            assertEquals("", rest());
            pipe.flush();
            assertText("defg", pipe.readBytes(4));
            assertHoldsNothing();
        }
    }

    @Test
    void theReaderDoesNotFreeTheChunkThatIsWritten() throws Exception {
        StringBuilder got = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            ByteBuffer buffer = pipe.getBuffer(3);
            got.append(rest());
            String text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".substring(i % 23, i % 23 + 3);
            buffer.put(bytes(text));
            expected.append(text);
            pipe.advance(3);
            if (i % 2 == 0) {
                got.append(rest());
            }
            pipe.flush();
            if (i % 3 == 0) {
                got.append(rest());
            }
        }
        got.append(rest());
        assertEquals(expected.toString(), got.toString());
        assertHoldsNothing();
    }

    @Test
    void eofReturnsTheChunkOfABufferThatIsOut() throws Exception {
        send("abc");
        pipe.getBuffer(4);
        assertText("abc", pipe.readBytes(3));
        pipe.eof();
        assertHoldsNothing();
    }

    @Test
    void theReaderReturnsTheLastChunkAfterEof() throws Exception {
        send("abc");
        pipe.write(bytes("de"));
        pipe.getBuffer(2);
        pipe.eof();
        assertText("abcde", pipe.readBytes(5));
        assertHoldsNothing();
    }

    @Test
    void aReplacedBufferIsNotLost() throws Exception {
        pipe.getBuffer(1);
        pipe.getBuffer(1000);
        pipe.getBuffer(5000);
        pipe.advance(0);
        assertHoldsNothing();
        pipe.write(bytes("a"));
        pipe.getBuffer(1000);
        fill(pipe, "b");
        pipe.bufferWritten(1);
        assertText("ab", pipe.readBytes(2));
        assertHoldsNothing();
    }

    @Test
    void aHandOutThatFailsKeepsTheBufferThatIsOut() throws Exception {
        fill(pipe, "abc");
        pool.bound(pool.inUse());
        assertEquals(null, pipe.tryGetBuffer(100_000));
        pipe.bufferWritten(3);
        assertText("abc", pipe.readBytes(3));
        assertHoldsNothing();
    }

    @Test
    void aWriterAtTheBoundOfThePoolHoldsNoChunkThatWasRead() throws Exception {
        Pipe small = open(options().minimumChunkSize(4).maximumChunkSize(4));
        small.write(bytes("abcd"));
        small.flush();
        pool.bound(1);
        assertEquals(null, small.tryGetBuffer(1));
        assertText("abcd", small.readBytes(4));
        assertHoldsNothing();
        assertEquals(4, small.getBuffer(1).remaining());
    }

    @Test
    void aFailedHandOutKeepsNothing() throws Exception {
        send("abc");
        pool.bound(pool.inUse());
        assertEquals(null, pipe.tryGetBuffer(100_000));
        assertText("abc", pipe.readBytes(3));
        assertHoldsNothing();
    }

    @Test
    void takenBytesHoldTheirChunksUntilTheyAreClosed() throws Exception {
        send("abcdef");
        Bytes first = some(pipe.take(3));
        Bytes second = some(pipe.take(3));
        assertHoldsSomething();
        first.close();
        assertHoldsSomething();
        second.close();
        assertHoldsNothing();
        second.close();
        assertHoldsNothing();
    }

    @Test
    void looksHoldNothing() throws Exception {
        send("abcdef");
        pipe.peek(6);
        pipe.indexOf((byte) 'x');
        pipe.indexOf(bytes("xy"));
        pipe.buffered().length();
        pipe.buffered().buffers();
        pipe.take(0);
        pipe.skip(-1);
        assertHoldsNothing();
    }

    @Test
    void aSliceOfAChunkIsNotOverwrittenByWhatFollows() throws Exception {
        Pipe wide = open(options().minimumChunkSize(64).maximumChunkSize(64).pauseThreshold(0));
        byte[] pattern = pattern(40);
        List<Bytes> taken = new java.util.ArrayList<>();
        for (int i = 0; i < 50; i++) {
            wide.write(pattern, i % 20, 20);
            wide.flush();
            taken.add(some(wide.take(20)));
        }
        for (int i = 0; i < 50; i++) {
            try (Bytes slice = taken.get(i)) {
                assertArrayEquals(java.util.Arrays.copyOfRange(pattern, i % 20, i % 20 + 20), slice.toByteArray());
            }
        }
        assertHoldsNothing();
    }

    @Test
    void aChunkIsFilledAsFarAsItGoesWhateverWasAskedFor() throws Exception {
        pool.surplus(50);
        Pipe roomy = open(options().minimumChunkSize(10).maximumChunkSize(10));
        for (int i = 1; i <= 60; i++) {
            roomy.write(bytes("x"));
            roomy.flush();
            if (i % 7 == 0) {
                roomy.skip(1);
            }
        }
        assertEquals(List.of(10), pool.asked());
        assertEquals(60, roomy.getBuffer().remaining(), "a new chunk");
    }

    @Test
    void aBufferShowsAllTheRoomOfItsChunk() {
        pool.surplus(6);
        Pipe roomy = open(options().minimumChunkSize(10).maximumChunkSize(10));
        assertEquals(16, roomy.getBuffer(3).remaining());
        roomy.advance(5);
        assertEquals(11, roomy.getBuffer(3).remaining());
    }

    @Test
    void theFirstChunkHasTheMinimumSize() {
        Pipe adaptive = open(options().minimumChunkSize(16).maximumChunkSize(128));
        adaptive.getBuffer();
        assertEquals(List.of(16), pool.asked());
    }

    @Test
    void theSizeDoublesWhenAChunkWasFilledWhole() throws Exception {
        Pipe adaptive =
                open(options().minimumChunkSize(16).maximumChunkSize(100).pauseThreshold(0));
        for (int size : new int[] {16, 32, 64, 100, 100}) {
            int room = adaptive.getBuffer().remaining();
            assertEquals(size, room);
            adaptive.bufferWritten(room);
        }
        assertEquals(List.of(16, 32, 64, 100, 100), pool.asked());
    }

    @Test
    void theSizeStaysWhenAChunkWasFilledByHalf() throws Exception {
        Pipe adaptive = open(options().minimumChunkSize(16).maximumChunkSize(64));
        for (int i = 0; i < 40; i++) {
            adaptive.getBuffer();
            adaptive.bufferWritten(8);
            adaptive.skip(-1);
        }
        assertEquals(List.of(16), pool.asked().stream().distinct().toList());
    }

    @Test
    void theSizeHalvesAfterTenFillsOfLessThanHalf() throws Exception {
        Pipe adaptive = open(options().minimumChunkSize(16).maximumChunkSize(64).pauseThreshold(0));
        for (int size : new int[] {16, 32}) {
            adaptive.getBuffer();
            adaptive.bufferWritten(size);
        }
        adaptive.skip(-1);
        for (int i = 0; i < 25; i++) {
            adaptive.getBuffer();
            adaptive.bufferWritten(7);
            adaptive.skip(-1);
        }
        List<Integer> asked = pool.asked();
        assertEquals(List.of(16, 32), asked.subList(0, 2));
        assertEquals(java.util.Collections.nCopies(10, 64), asked.subList(2, 12));
        assertEquals(java.util.Collections.nCopies(10, 32), asked.subList(12, 22));
        assertEquals(java.util.Collections.nCopies(5, 16), asked.subList(22, 27));
    }

    @Test
    void theSizeNeverFallsBelowTheMinimum() throws Exception {
        Pipe adaptive = open(options().minimumChunkSize(16).maximumChunkSize(64));
        for (int i = 0; i < 50; i++) {
            adaptive.write(bytes("a"));
            adaptive.flush();
            adaptive.skip(-1);
        }
        assertEquals(List.of(16), pool.asked().stream().distinct().toList());
    }

    @Test
    void aHintAboveTheSizeIsAskedForAsItIs() {
        Pipe adaptive = open(options().minimumChunkSize(16).maximumChunkSize(64));
        adaptive.getBuffer(40);
        adaptive.advance(0);
        adaptive.getBuffer(1000);
        adaptive.advance(0);
        adaptive.getBuffer();
        assertEquals(40, pool.asked().get(0));
        assertEquals(1000, pool.asked().get(1));
        assertTrue(pool.asked().get(2) <= 64, "the hint is not remembered: " + pool.asked());
    }
}
