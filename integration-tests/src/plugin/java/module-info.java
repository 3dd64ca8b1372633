/** What a third party plugs in: a pool, and a provider that cannot even be made. */
module chunkedbuffer.plugin {
    requires chunkedbuffer.api;

    provides chunkedbuffer.spi.ChunkPoolProvider with
            chunkedbuffer.plugin.BrokenPoolProvider,
            chunkedbuffer.plugin.PlainPoolProvider;
}
