/** A plug-in whose provider cannot even be made. */
module chunkedbuffer.plugin.throwing {
    requires chunkedbuffer.api;

    provides chunkedbuffer.spi.ChunkPoolProvider with
            chunkedbuffer.plugin.throwing.ThrowingPoolProvider;
}
