package chunkedbuffer.api;

/** The kind of memory that the chunks of a pool are made of. */
public enum MemoryKind {

    /**
     * Memory outside of the Java heap, as by {@link java.nio.ByteBuffer#allocateDirect(int)}. Sockets and files read and
     * write it without a copy in between; the right kind for everything that meets a channel.
     */
    DIRECT,

    /**
     * Arrays on the Java heap, as by {@link java.nio.ByteBuffer#allocate(int)}. The JDK copies them through hidden direct
     * memory when a channel reads or writes them; the right kind where bytes stay inside the process.
     */
    HEAP
}
