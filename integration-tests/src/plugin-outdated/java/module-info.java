/** A plug-in that was compiled against another version of the api: two of its providers cannot be loaded, two cannot create. */
module chunkedbuffer.plugin.outdated {
    requires chunkedbuffer.api;

    provides chunkedbuffer.spi.ChunkPoolProvider with
            chunkedbuffer.plugin.outdated.NeedsGoneType,
            chunkedbuffer.plugin.outdated.LacksName,
            chunkedbuffer.plugin.outdated.LacksCreate,
            chunkedbuffer.plugin.outdated.CallsGoneMethod;
}
