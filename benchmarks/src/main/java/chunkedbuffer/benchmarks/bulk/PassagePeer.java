package chunkedbuffer.benchmarks.bulk;

import java.io.IOException;

/** What bytes go through from one thread to another. */
public enum PassagePeer {
    /** This library's pipe, chunks outside of the heap. */
    CHUNKEDBUFFER_DIRECT(() -> new Passages.DirectPipe()),
    /** This library's pipe, chunks on the heap. */
    CHUNKEDBUFFER_HEAP(() -> new Passages.HeapPipe()),
    /** This library's pipe, direct, which pauses the writer at 4 MiB only, as much as a line of Netty's buffers holds. */
    CHUNKEDBUFFER_ROOMY(() -> new Passages.RoomyPipe()),
    /** A ring over one array, which spins. */
    LIMIT_RING(() -> new Passages.Ring()),
    /** Netty's pooled buffers through a queue of the JDK, which blocks. */
    NETTY_QUEUE(() -> new Passages.Netty(new Line.Blocking<>())),
    /** Netty's pooled buffers through a ring that spins. */
    NETTY_RING(() -> new Passages.Netty(new Line.Spinning<>())),
    /** Okio's {@code Pipe}. */
    OKIO_PIPE(() -> new Passages.OkioPipe()),
    /** The piped streams of {@code java.io}. */
    JAVA_IO(() -> new Passages.PipedStreams()),
    /** The same, each with a buffered stream over it. */
    JAVA_IO_BUFFERED(() -> new Passages.BufferedStreams()),
    /** The {@code Pipe} of {@code java.nio}, which goes through the kernel. */
    JAVA_NIO(() -> new Passages.Channels());

    private final Opening open;

    PassagePeer(Opening open) {
        this.open = open;
    }

    /**
     * An empty one.
     *
     * @return the passage
     * @throws IOException never
     */
    public Passage open() throws IOException {
        return open.open();
    }

    @FunctionalInterface
    private interface Opening {
        Passage open() throws IOException;
    }
}
