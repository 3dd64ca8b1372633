package chunkedbuffer.benchmarks.number;

import chunkedbuffer.benchmarks.Modern;
import java.util.function.Supplier;

/** Who parses numbers. */
public enum NumberPeer {
    /** This library, chunks outside of the heap. */
    CHUNKEDBUFFER_DIRECT(() -> new PipeNumbers.Direct()),
    /** This library, chunks on the heap. */
    CHUNKEDBUFFER_HEAP(() -> new PipeNumbers.Heap()),
    /** By hand over one array. */
    LIMIT_ARRAY(() -> new ArrayNumbers()),
    /** Netty's {@code ByteBuf} by hand, direct. */
    NETTY_DIRECT(() -> new NettyNumbers.Direct()),
    /** Netty's {@code ByteBuf} by hand, on the heap. */
    NETTY_HEAP(() -> new NettyNumbers.Heap()),
    /** Okio. */
    OKIO(() -> new OkioNumbers()),
    /** kotlinx-io. */
    KOTLINX_IO(() -> new KotlinxNumbers()),
    /** {@code java.io}: a buffered reader of lines, a buffered stream of bytes. */
    JAVA_IO(() -> new StreamNumbers()),
    /** Jayo, on a newer Java. */
    JAYO(Names.JAYO),
    /** Helidon's {@code DataReader}, on a newer Java. */
    HELIDON(Names.HELIDON);

    private static final class Names {
        static final String JAYO = "chunkedbuffer.benchmarks.number.JayoNumbers";
        static final String HELIDON = "chunkedbuffer.benchmarks.number.HelidonNumbers";
    }

    private final Supplier<NumberBuffer> open;
    private final boolean isThere;

    NumberPeer(Supplier<NumberBuffer> open) {
        this.open = open;
        this.isThere = true;
    }

    NumberPeer(String modern) {
        this.open = () -> Modern.open(NumberBuffer.class, modern);
        this.isThere = Modern.has(modern);
    }

    /**
     * Whether it has a row on this Java.
     *
     * @param numeral how the numbers are written
     * @return false for Jayo's hexadecimal numbers too: it fails where the digits end with one of its segments
     */
    public boolean can(Numeral numeral) {
        return isThere && (this != JAYO || numeral != Numeral.HEXADECIMAL);
    }

    /**
     * An empty buffer.
     *
     * @return the buffer
     */
    public NumberBuffer open() {
        return open.get();
    }
}
