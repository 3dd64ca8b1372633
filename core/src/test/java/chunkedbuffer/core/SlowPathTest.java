package chunkedbuffer.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The seldom half of a read stays a call. The compiler inlines each method of up to 35 bytes of code, however seldom it runs
 * (MaxInlineSize), so a user's method with several reads would be filled with what it never does, until the compiler's limit for
 * one method leaves out what it always does.
 */
class SlowPathTest {
    private static final int INLINED_WHEREVER_CALLED = 35;

    @ParameterizedTest
    @ValueSource(strings = {"look", "settle", "consumeSlowly", "moveTo", "copy", "examine", "showAnew", "retainedAnew"})
    void ofTheCursorIsNotInlined(String method) throws Exception {
        assertLong(ReadCursor.class, method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hasMeanwhile",
                "readBytesSlowly",
                "readLineSlowly",
                "takeLineSlowly",
                "some",
                "takeSlowly",
                "skipSlowly",
                "indexOfFar",
                "findMore",
                "numberFar",
                "readNumberSlowly",
                "tooFew"
            })
    void ofTheReadersEndIsNotInlined(String method) throws Exception {
        assertLong(ReadEnd.class, method);
    }

    private static void assertLong(Class<?> type, String method) throws Exception {
        Pattern code = Pattern.compile(
                "^  [^ (][^(\n]* " + method + "\\(.*\\R    Code:\\R((?: +[0-9]+: .*\\R)+)", Pattern.MULTILINE);
        List<Integer> sizes = code.matcher(disassembled(type))
                .results()
                .map(found -> lastOffset(found.group(1)) + 1)
                .toList();
        long expected = Arrays.stream(type.getDeclaredMethods())
                .filter(one -> one.getName().equals(method))
                .count();
        assertTrue(expected > 0, () -> "no method " + method + " in " + type);
        assertEquals(expected, sizes.size());
        for (int size : sizes) {
            assertTrue(size > INLINED_WHEREVER_CALLED, () -> method + " has " + size + " bytes of code");
        }
    }

    private static int lastOffset(String code) {
        Matcher offset =
                Pattern.compile("^ +([0-9]+): [a-z]", Pattern.MULTILINE).matcher(code);
        int last = 0;
        while (offset.find()) {
            last = Integer.parseInt(offset.group(1));
        }
        return last;
    }

    private static String disassembled(Class<?> type) throws Exception {
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        StringWriter out = new StringWriter();
        Path file = Path.of(type.getResource(type.getSimpleName() + ".class").toURI());
        assertEquals(
                0,
                javap.run(new PrintWriter(out, true), new PrintWriter(System.err, true), "-c", "-p", file.toString()));
        return out.toString();
    }
}
