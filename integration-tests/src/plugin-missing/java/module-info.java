/** A plug-in whose provider is declared, and is taken out of it before it is run. */
module chunkedbuffer.plugin.missing {
    requires chunkedbuffer.api;

    provides chunkedbuffer.spi.ChunkPoolProvider with
            chunkedbuffer.plugin.missing.MissingPoolProvider;
}
