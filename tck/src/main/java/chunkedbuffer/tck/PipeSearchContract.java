package chunkedbuffer.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chunkedbuffer.api.Bytes;
import chunkedbuffer.api.MemoryKind;
import chunkedbuffer.api.Pipe;
import chunkedbuffer.api.PipeOptions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Searching: what is found, that nothing is consumed, and that a search goes on where it stopped.
 *
 * <p>That no byte is looked at twice is shown without a clock: what takes a fraction of a second when it is so takes minutes
 * when it is not, and runs into the time-out of the suite.
 */
public abstract class PipeSearchContract extends PipeSuite {
    private static final int MANY = 1 << 20;
    private static final byte[] ONE = bytes("a");

    /** For subclasses. */
    protected PipeSearchContract() {}

    private long find(String needle) {
        return pipe.indexOf(bytes(needle));
    }

    private long find(String needle, long from, long to) {
        return pipe.indexOf(bytes(needle), from, to);
    }

    @Test
    void aByteIsFoundAndNothingConsumed() {
        assertEquals(-1, pipe.indexOf((byte) 'c'));
        send("abcabc");
        assertEquals(2, pipe.indexOf((byte) 'c'));
        assertEquals(2, pipe.indexOf((byte) 'c'));
        assertEquals(0, pipe.indexOf((byte) 'a'));
        assertEquals(-1, pipe.indexOf((byte) 'x'));
        assertEquals(6, pipe.length());
    }

    @Test
    void bytesAbove127AreFound() {
        send(new byte[] {1, 0, (byte) 0x80, (byte) 0xff, 0, (byte) 0x7f});
        assertEquals(2, pipe.indexOf((byte) 0x80));
        assertEquals(3, pipe.indexOf((byte) 0xff));
        assertEquals(5, pipe.indexOf((byte) 0x7f));
        assertEquals(1, pipe.indexOf((byte) 0));
    }

    @Test
    void aByteIsFoundInARange() {
        send("abcabc");
        assertEquals(3, pipe.indexOf((byte) 'a', 1, -1));
        assertEquals(3, pipe.indexOf((byte) 'a', 3, 4));
        assertEquals(-1, pipe.indexOf((byte) 'a', 1, 3), "to is exclusive");
        assertEquals(-1, pipe.indexOf((byte) 'c', 3, 5));
        assertEquals(5, pipe.indexOf((byte) 'c', 3, 6));
        assertEquals(5, pipe.indexOf((byte) 'c', 3, 1000));
        assertEquals(-1, pipe.indexOf((byte) 'c', 6, -1));
        assertEquals(-1, pipe.indexOf((byte) 'c', 1000, -1));
        assertEquals(-1, pipe.indexOf((byte) 'c', 1000, 2000));
        assertEquals(-1, pipe.indexOf((byte) 'a', 0, 0));
    }

    @Test
    void aNeedleIsFoundAndNothingConsumed() {
        send("abcabcd");
        assertEquals(0, find("abc"));
        assertEquals(3, find("abcd"));
        assertEquals(6, find("d"));
        assertEquals(-1, find("abcde"));
        assertEquals(0, find("abcabcd"));
        assertEquals(7, pipe.length());
    }

    @Test
    void theWholeMatchLiesInTheRange() {
        send("abcabcd");
        assertEquals(3, find("abc", 1, -1));
        assertEquals(3, find("abc", 1, 6));
        assertEquals(-1, find("abc", 1, 5));
        assertEquals(-1, find("abc", 4, -1));
        assertEquals(0, find("abc", 0, 3));
        assertEquals(-1, find("abc", 0, 2));
        assertEquals(3, find("abc", 3, 1000));
        assertEquals(-1, find("abc", 1000, -1));
    }

    @Test
    void aSearchOfARangeDoesNotMisleadTheNextOne() {
        send("abcabcd");
        assertEquals(-1, find("cab", 0, 4));
        assertEquals(2, find("cab"));
        assertEquals(-1, pipe.indexOf((byte) 'b', 2, 4));
        assertEquals(1, pipe.indexOf((byte) 'b'));
        assertEquals(-1, find("abc", 4, -1));
        assertEquals(0, find("abc"));
        assertEquals(-1, find("d", 0, 5));
        assertEquals(6, find("d"));
        assertEquals(-1, find("d", 0, 6), "after it was found further on");
        assertEquals(-1, pipe.indexOf((byte) 'd', 0, 6));
    }

    @Test
    void aRangeBeyondEverythingIsEmpty() throws Exception {
        send("abc");
        pipe.skip(1);
        assertEquals(-1, pipe.indexOf((byte) 'c', Long.MAX_VALUE, -1));
        assertEquals(-1, pipe.indexOf((byte) 'c', Long.MAX_VALUE - 1, Long.MAX_VALUE));
        assertEquals(-1, find("c", Long.MAX_VALUE, -1));
        assertEquals(1, pipe.indexOf((byte) 'c', 0, Long.MAX_VALUE));
        assertEquals(1, find("c", 0, Long.MAX_VALUE));
    }

    @Test
    void badRangesAreNamed() {
        send("abc");
        assertNames(assertThrows(IndexOutOfBoundsException.class, () -> find("a", -2, -1)), -2);
        assertNames(assertThrows(IndexOutOfBoundsException.class, () -> find("a", 0, -2)), -2);
        assertThrows(IndexOutOfBoundsException.class, () -> find("a", 2, 1));
        assertNames(assertThrows(IndexOutOfBoundsException.class, () -> pipe.indexOf((byte) 'a', -2, -1)), -2);
        assertNames(assertThrows(IndexOutOfBoundsException.class, () -> pipe.indexOf((byte) 'a', 0, -2)), -2);
        assertThrows(IndexOutOfBoundsException.class, () -> pipe.indexOf((byte) 'a', 2, 1));
    }

    @Test
    void aNeedleThatArrivesByteByByteIsFound() throws Exception {
        String text = "aaabaabaaabaaaabX";
        for (String needle : new String[] {"aabaaab", "aaaab", "bX", "aaab"}) {
            int expected = text.indexOf(needle);
            for (int i = 0; i < text.length(); i++) {
                send(text.substring(i, i + 1));
                assertEquals(i + 1 < expected + needle.length() ? -1 : expected, find(needle), needle + " after " + i);
            }
            pipe.skip(-1);
        }
    }

    @Test
    void aByteThatArrivesLateIsFound() {
        send("abc");
        assertEquals(-1, pipe.indexOf((byte) 'x'));
        send("def");
        assertEquals(-1, pipe.indexOf((byte) 'x'));
        send("xx");
        assertEquals(6, pipe.indexOf((byte) 'x'));
        assertEquals(6, pipe.indexOf((byte) 'x'), "again");
    }

    @Test
    void consumingMovesWhatIsFound() throws Exception {
        send("ab|cd");
        assertEquals(2, pipe.indexOf((byte) '|'));
        assertEquals(2, find("|c"));
        pipe.skip(1);
        assertEquals(1, pipe.indexOf((byte) '|'));
        assertEquals(1, find("|c"));
        pipe.skip(2);
        assertEquals(-1, pipe.indexOf((byte) '|'));
        assertEquals(-1, find("|c"));
        send("e|c");
        assertEquals(3, pipe.indexOf((byte) '|'));
        assertEquals(3, find("|c"));
        pipe.skip(3);
        assertEquals(0, find("|c"));
        pipe.skip(1);
        assertEquals(-1, find("|c"), "its first byte is gone");
    }

    @Test
    void consumingPastWhereASearchStoppedLosesNothing() throws Exception {
        send("abc");
        assertEquals(-1, find("xy"));
        assertEquals(-1, pipe.indexOf((byte) 'x'));
        send("defghx");
        pipe.skip(8);
        assertEquals(0, pipe.indexOf((byte) 'x'));
        assertEquals(-1, find("xy"));
        send("y");
        assertEquals(0, find("xy"));
    }

    @Test
    void consumingInsideAPartialMatchLosesNothing() throws Exception {
        send("aab");
        assertEquals(-1, find("aabaac"));
        send("aab");
        assertEquals(-1, find("aabaac"));
        pipe.skip(1);
        send("aac");
        assertEquals(2, find("aabaac"));
        pipe.skip(2);
        assertEquals(0, find("aabaac"));
    }

    @Test
    void consumingTheBeginningOfAPartialMatchSpoilsIt() throws Exception {
        send("xab");
        assertEquals(-1, find("abc"));
        pipe.skip(2);
        send("c");
        assertEquals(-1, find("abc"));
        send("abc");
        assertEquals(2, find("abc"));
    }

    @Test
    void searchesThatTakeTurnsDoNotDisturbEachOther() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String piece = "-" + "ab\r\ncd\nxyz;".charAt(i % 11);
            send(piece);
            text.append(piece);
            for (String needle : new String[] {"\r-\n", ";", "-z-;-a", "nowhere"}) {
                assertEquals(text.indexOf(needle), find(needle));
            }
            assertEquals(text.indexOf(";"), pipe.indexOf((byte) ';'));
            assertEquals(text.indexOf("\n"), pipe.indexOf((byte) '\n'));
            assertEquals(text.indexOf("z", 10), pipe.indexOf((byte) 'z', 10, -1));
        }
    }

    @Test
    void aSequenceIsRememberedByContentNotByIdentity() {
        byte[] needle = bytes("ab");
        send("xx");
        assertEquals(-1, pipe.indexOf(needle));
        needle[0] = 'x';
        needle[1] = 'x';
        assertEquals(0, pipe.indexOf(needle), "the same array, other bytes");
    }

    @Test
    void whatAPoolRecyclesDoesNotAliasAnOldSearch() throws Exception {
        for (int i = 0; i < 50; i++) {
            send("abcdef");
            assertEquals(-1, pipe.indexOf((byte) 'x'));
            assertEquals(-1, find("fx"));
            pipe.skip(-1);
            send("x");
            assertEquals(0, pipe.indexOf((byte) 'x'), "round " + i);
            assertEquals(-1, find("fx"), "round " + i);
            pipe.skip(-1);
        }
    }

    @Test
    void aReadAfterASearchOfAnotherKindFindsTheSame() throws Exception {
        send("key=value\r");
        assertEquals(-1, find("\r\n"));
        assertNull(pipe.readLine(ISO_8859_1));
        assertNull(pipe.readUntil(CRLF));
        send("\n");
        assertEquals("key=value", pipe.readLine(ISO_8859_1));
        send("next\r\n");
        assertText("next\r\n", pipe.readUntil(CRLF));
    }

    /** Something that looks for the end of a message, and finds it at the last byte. */
    private interface Attempt {
        boolean found(Pipe pipe) throws Exception;
    }

    @ParameterizedTest
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ValueSource(
            strings = {
                "byte",
                "byte bounded",
                "needle bounded",
                "takeLine limited",
                "takeUntil limited",
                "needle",
                "two needles",
                "readUntil",
                "readUntil limited",
                "takeUntil",
                "readLine",
                "readLine limited",
                "takeLine",
                "line and needle"
            })
    void lookingForAnEndThatComesByteByByteIsLinear(String kind) throws Exception {
        byte[] other = bytes("\n\n");
        Attempt attempt = switch (kind) {
            case "byte" -> p -> p.indexOf((byte) '\n') >= 0;
            case "byte bounded" -> p -> p.indexOf((byte) '\n', 0, MANY) >= 0;
            case "needle bounded" -> p -> p.indexOf(CRLF, 0, MANY) >= 0;
            case "takeLine limited" -> p -> closed(p.takeLine(MANY));
            case "takeUntil limited" -> p -> closed(p.takeUntil(CRLF, true, MANY));
            case "needle" -> p -> p.indexOf(CRLF) >= 0;
            case "two needles" -> p -> Math.max(p.indexOf(CRLF), p.indexOf(other.clone())) >= 0;
            case "readUntil" -> p -> p.readUntil(CRLF) != null;
            case "readUntil limited" -> p -> p.readUntil(CRLF, true, MANY) != null;
            case "takeUntil" -> p -> closed(p.takeUntil(CRLF, true));
            case "readLine" -> p -> p.readLine(ISO_8859_1) != null;
            case "readLine limited" -> p -> p.readLine(ISO_8859_1, MANY) != null;
            case "takeLine" -> p -> closed(p.takeLine());
            default ->
                p -> {
                    long found = p.indexOf(CRLF);
                    return p.readLine(ISO_8859_1) != null || found >= 0;
                };
        };
        Pipe slow = linear();
        boolean large = variant.chunkSize() == (variant.memory() == MemoryKind.HEAP ? 0 : 1);
        int count = large ? MANY - 2 : 1000;
        for (int i = 0; i < count; i++) {
            slow.write(ONE);
            slow.flush();
            if (attempt.found(slow)) {
                throw new AssertionError("found after " + i + " bytes");
            }
        }
        slow.write(CRLF);
        slow.flush();
        assertEquals(true, attempt.found(slow));
    }

    private static boolean closed(@Nullable Bytes taken) {
        if (taken == null) {
            return false;
        }
        taken.close();
        return true;
    }

    /** In few chunks, in very many, or, so that it does not take long, in a few very small ones. */
    private Pipe linear() {
        PipeOptions.Builder options = options()
                .pool(closing(new ProbePool(variant.memory()).forgetful()))
                .pauseThreshold(0);
        return open(variant.chunkSize() == 1 ? options.maximumChunkSize(16).minimumChunkSize(16) : options);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theWorstCaseOfAHostileNeedleIsLinear() throws Exception {
        byte[] hay = new byte[MANY];
        Arrays.fill(hay, (byte) 'a');
        byte[] needle = new byte[MANY / 8];
        Arrays.fill(needle, (byte) 'a');
        needle[needle.length - 1] = 'b';
        Pipe large =
                open(PipeOptions.builder().pool(new ProbePool(MemoryKind.HEAP)).pauseThreshold(0));
        large.write(hay);
        large.flush();
        assertEquals(-1, large.indexOf(needle));
        large.write(bytes("b"));
        large.flush();
        assertEquals(hay.length + 1 - needle.length, large.indexOf(needle));
        needle[0] = 'b';
        assertEquals(-1, large.indexOf(needle));
        needle[needle.length / 2] = 'b';
        assertEquals(-1, large.indexOf(needle, 1, -1));
    }
}
