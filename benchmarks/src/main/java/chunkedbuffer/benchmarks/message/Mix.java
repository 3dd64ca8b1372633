package chunkedbuffer.benchmarks.message;

/** What kind of messages a stream is made of; lengths are spread evenly between two bounds. */
public enum Mix {
    /** Lines of 64 bytes in the mean, with their CRLF. */
    LINES_64(30, 94, 2),
    /** Lines of 1000 bytes in the mean. */
    LINES_1000(498, 1498, 2),
    /** Lines as a Redis protocol has them: 5 to 20 bytes. */
    LINES_RESP(3, 18, 2),
    /** Lines of 32 KiB, which arrive byte by byte: what looks at every byte again at each of them takes for ever. */
    LINES_32K(32766, 32766, 2),
    /** A length in 4 bytes, big-endian, and 100 bytes. */
    FRAMES_100(100, 100, 4),
    /** A length in 4 bytes, big-endian, and 8 KiB. */
    FRAMES_8K(8192, 8192, 4);

    private final int shortest;
    private final int longest;
    private final int overhead;

    Mix(int shortest, int longest, int overhead) {
        this.shortest = shortest;
        this.longest = longest;
        this.overhead = overhead;
    }

    /**
     * Whether the messages end with CRLF; else a length stands before each.
     *
     * @return true for lines
     */
    public boolean isLines() {
        return overhead == 2;
    }

    int shortest() {
        return shortest;
    }

    int longest() {
        return longest;
    }

    int overhead() {
        return overhead;
    }
}
