package chunkedbuffer.api;

/** As much of it as the plug-in names. */
public interface ChunkPool {}
