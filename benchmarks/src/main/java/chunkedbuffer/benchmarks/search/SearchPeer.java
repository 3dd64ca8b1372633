package chunkedbuffer.benchmarks.search;

import chunkedbuffer.benchmarks.Modern;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Who searches; "chunks" are of 8 KiB, else all lies in one. */
public enum SearchPeer {
    /** This library's pipe, one direct chunk. */
    CHUNKEDBUFFER_DIRECT(() -> new SearchBuffers.DirectPipe()),
    /** This library's pipe, one heap chunk. */
    CHUNKEDBUFFER_HEAP(() -> new SearchBuffers.HeapPipe()),
    /** This library's pipe, direct chunks. */
    CHUNKEDBUFFER_DIRECT_CHUNKS(() -> new SearchBuffers.DirectChunks()),
    /** This library's pipe, heap chunks. */
    CHUNKEDBUFFER_HEAP_CHUNKS(() -> new SearchBuffers.HeapChunks()),
    /** This library's {@code Bytes}, one array. */
    CHUNKEDBUFFER_BYTES(() -> new SearchBuffers.OfBytes(), WantedSets.THERE),
    /** This library's pipe, one direct chunk, with the module of vectors. */
    CHUNKEDBUFFER_DIRECT_VECTORS(() -> new SearchBuffers.DirectPipe()),
    /** This library's pipe, one heap chunk, with the module of vectors. */
    CHUNKEDBUFFER_HEAP_VECTORS(() -> new SearchBuffers.HeapPipe()),
    /** This library's pipe, direct chunks, with the module of vectors. */
    CHUNKEDBUFFER_DIRECT_CHUNKS_VECTORS(() -> new SearchBuffers.DirectChunks()),
    /** This library's pipe, heap chunks, with the module of vectors. */
    CHUNKEDBUFFER_HEAP_CHUNKS_VECTORS(() -> new SearchBuffers.HeapChunks()),
    /** By hand over an array. */
    LIMIT_ARRAY(() -> new SearchBuffers.ByHand(), EnumSet.of(Wanted.NEWLINE)),
    /** The C library's {@code memchr} over memory outside of the heap, on a newer Java. */
    GLIBC_MEMCHR("chunkedbuffer.benchmarks.search.Memchr", EnumSet.of(Wanted.NEWLINE)),
    /** The C library's {@code memmem} over memory outside of the heap, on a newer Java. */
    GLIBC_MEMMEM(
            "chunkedbuffer.benchmarks.search.Memmem",
            EnumSet.of(Wanted.CRLF, Wanted.WORD, Wanted.HOSTILE, Wanted.NEARLY)),
    /** Netty, one direct buffer. */
    NETTY_DIRECT(() -> new SearchBuffers.NettyDirect()),
    /** Netty, one heap buffer. */
    NETTY_HEAP(() -> new SearchBuffers.NettyHeap()),
    /** Netty, a composite of direct buffers. */
    NETTY_CHUNKS(() -> new SearchBuffers.NettyChunks(), WantedSets.THERE),
    /** Okio's {@code Buffer}, segments of 8 KiB. */
    OKIO(() -> new SearchBuffers.Okio()),
    /** The {@code Buffer} of kotlinx-io, segments of 8 KiB. */
    KOTLINX_IO(() -> new SearchBuffers.Kotlinx());

    private final Supplier<SearchBuffer> open;
    private final boolean isThere;
    private final Set<Wanted> wanted;

    SearchPeer(Supplier<SearchBuffer> open) {
        this(open, EnumSet.allOf(Wanted.class));
    }

    SearchPeer(Supplier<SearchBuffer> open, Set<Wanted> wanted) {
        this.open = open;
        this.isThere = true;
        this.wanted = wanted;
    }

    SearchPeer(String modern, Set<Wanted> wanted) {
        this.open = () -> Modern.open(SearchBuffer.class, modern);
        this.isThere = Modern.has(modern);
        this.wanted = wanted;
    }

    private static final class WantedSets {
        /** What does not grow byte by byte. */
        static final Set<Wanted> THERE = EnumSet.complementOf(EnumSet.of(Wanted.TRICKLE));
    }

    /**
     * Whether it has a row on this Java.
     *
     * @param sought what is looked for
     * @return whether it can
     */
    public boolean can(Wanted sought) {
        return isThere && wanted.contains(sought);
    }

    /**
     * Whether it goes on where the last search ended, when more has come; else a trickle takes the square of its length.
     *
     * @return true for this library
     */
    public boolean goesOn() {
        return name().startsWith("CHUNKEDBUFFER");
    }

    /**
     * Whether it is at its best only after long work.
     *
     * @return true for vectors
     */
    public boolean isLate() {
        return name().endsWith("_VECTORS");
    }

    /**
     * What its JVM has to be told.
     *
     * @return options
     */
    public List<String> options() {
        if (isLate()) {
            return List.of("--add-modules=jdk.incubator.vector");
        }
        return name().startsWith("GLIBC") ? List.of("--enable-native-access=ALL-UNNAMED") : List.of();
    }

    /**
     * An empty buffer.
     *
     * @return the buffer
     */
    public SearchBuffer open() {
        return open.get();
    }
}
