package chunkedbuffer.examples.redis;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as people type it: words, in quotes where they hold spaces. {@code "} knows the escapes {@code \n \r \t \b \a \xHH};
 * {@code '} knows {@code \'} alone.
 */
final class InlineCommand {

    private static final String ESCAPED = "nrtba";
    private static final byte[] MEANT = {'\n', '\r', '\t', '\b', 7};

    private final byte[] line;
    private int at;

    private InlineCommand(byte[] line) {
        this.line = line;
    }

    /**
     * Splits a line into words.
     *
     * @throws ProtocolException if a quote is not closed, or is closed in the middle of a word
     */
    static List<byte[]> split(byte[] line) throws ProtocolException {
        InlineCommand command = new InlineCommand(line);
        List<byte[]> words = new ArrayList<>();
        while (command.skipSpaces()) {
            words.add(command.word());
        }
        return words;
    }

    private boolean skipSpaces() {
        while (at < line.length && isSpace(line[at])) {
            at++;
        }
        return at < line.length;
    }

    private byte[] word() throws ProtocolException {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        while (at < line.length && !endsWord(line[at])) {
            byte b = line[at++];
            if (b == '"' || b == '\'') {
                quoted(b, word);
            } else {
                word.write(b);
            }
        }
        return word.toByteArray();
    }

    private void quoted(byte quote, ByteArrayOutputStream word) throws ProtocolException {
        while (at < line.length && line[at] != quote) {
            if (line[at] == '\\' && at + 1 < line.length && (quote == '"' || line[at + 1] == '\'')) {
                at++;
                word.write(quote == '"' ? escaped() : line[at++]);
            } else {
                word.write(line[at++]);
            }
        }
        boolean closed = at < line.length;
        at++;
        if (!closed || (at < line.length && !isSpace(line[at]))) {
            throw new ProtocolException("unbalanced quotes in request");
        }
    }

    private int escaped() {
        byte b = line[at++];
        if (b == 'x' && at + 1 < line.length) {
            int high = Character.digit(line[at], 16);
            int low = Character.digit(line[at + 1], 16);
            if (high >= 0 && low >= 0) {
                at += 2;
                return high << 4 | low;
            }
        }
        int known = ESCAPED.indexOf(b);
        return known < 0 ? b : MEANT[known];
    }

    /** Fewer than lie between words. */
    static boolean endsWord(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
