/** Somebody else's pool. */
module plugin {
    requires chunkedbuffer.api;

    provides chunkedbuffer.spi.ChunkPoolProvider with
            plugin.PluggedInPool;
}
