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
    HOSTILE("aaaaaaaaaaaaaaab"),
    /** 16 bytes in a text of "a" that match everywhere but in the middle: their ends, which are looked for first, always match. */
    NEARLY("aaaaaaaabaaaaaaa"),
    /** CR LF behind a text that arrives byte by byte, and is searched at each. */
    TRICKLE("\r\n");

    private final String text;

    Wanted(String text) {
        this.text = text;
    }

    /**
     * Whether it is looked for while it arrives.
     *
     * @return false if it is looked for in a text that is there
     */
    public boolean arrives() {
        return this == TRICKLE;
    }

    /** Whether it stands in a text of nothing but "a". */
    boolean isHostile() {
        return this == HOSTILE || this == NEARLY;
    }

    byte[] needle() {
        return text.getBytes(US_ASCII);
    }
}
