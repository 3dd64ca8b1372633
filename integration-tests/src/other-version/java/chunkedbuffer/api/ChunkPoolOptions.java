package chunkedbuffer.api;

/** With a method that the real one does not have. */
public final class ChunkPoolOptions {
    private ChunkPoolOptions() {}

    /** Not there at run time. */
    public static int chunkSize() {
        return 0;
    }
}
