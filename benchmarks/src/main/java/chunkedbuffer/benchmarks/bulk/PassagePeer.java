package chunkedbuffer.benchmarks.bulk;

import java.io.IOException;

/** What bytes go through from one thread to another. */
public enum PassagePeer {
    /** This library's pipe, chunks outside of the heap. */
    CHUNKEDBUFFER_DIRECT((holds, write) -> new Passages.DirectPipe(holds)),
    /** This library's pipe, chunks on the heap. */
    CHUNKEDBUFFER_HEAP((holds, write) -> new Passages.HeapPipe(holds)),
    /** A ring over one array, which spins. */
    LIMIT_RING((holds, write) -> new Passages.Ring(holds)),
    /** Netty's pooled buffers through a queue of the JDK, which blocks. */
    NETTY_QUEUE((holds, write) -> new Passages.Netty(new Line.Blocking<>(places(holds, write)))),
    /** Netty's pooled buffers through a ring that spins. */
    NETTY_RING((holds, write) -> new Passages.Netty(new Line.Spinning<>(places(holds, write)))),
    /** Okio's {@code Pipe}. */
    OKIO_PIPE((holds, write) -> new Passages.OkioPipe(holds)),
    /** The piped streams of {@code java.io}. */
    JAVA_IO((holds, write) -> new Passages.PipedStreams(holds)),
    /** The same, each with a buffered stream over it. */
    JAVA_IO_BUFFERED((holds, write) -> new Passages.BufferedStreams(holds)),
    /** The {@code Pipe} of {@code java.nio}, which goes through the kernel and holds what that gives it. */
    JAVA_NIO((holds, write) -> new Passages.Channels());

    private final Opening open;

    PassagePeer(Opening open) {
        this.open = open;
    }

    private static int places(int holds, int write) {
        return holds / write;
    }

    /**
     * Whether it has a row.
     *
     * @param holds bytes that may lie in it
     * @return whether it can be told so
     */
    public boolean can(int holds) {
        return this != JAVA_NIO || holds == 1 << 16;
    }

    /**
     * An empty one.
     *
     * @param holds bytes that may lie in it
     * @param write bytes of each write
     * @return the passage
     * @throws IOException never
     */
    public Passage open(int holds, int write) throws IOException {
        return open.open(holds, write);
    }

    @FunctionalInterface
    private interface Opening {
        Passage open(int holds, int write) throws IOException;
    }
}
