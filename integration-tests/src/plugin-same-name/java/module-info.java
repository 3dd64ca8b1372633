/** A plug-in whose pool has the name of the built-in one. */
module chunkedbuffer.plugin.samename {
    requires chunkedbuffer.api;

    provides chunkedbuffer.spi.ChunkPoolProvider with
            chunkedbuffer.plugin.samename.OtherSlabPool;
}
