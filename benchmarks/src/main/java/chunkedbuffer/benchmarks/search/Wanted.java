package chunkedbuffer.benchmarks.search;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What is looked for. */
public enum Wanted {
    /** One byte, a newline. */
    NEWLINE("\n"),
    /** CR LF. */
    CRLF("\r\n"),
    /** 16 letters, in a text of letters. */
    WORD("qzixveubmwptkyco"),
    /** 15 times "a" and a "b", in a text of "a": the filter of a simple search always matches. */
    HOSTILE("aaaaaaaaaaaaaaab");

    private final String text;

    Wanted(String text) {
        this.text = text;
    }

    byte[] needle() {
        return text.getBytes(US_ASCII);
    }
}
