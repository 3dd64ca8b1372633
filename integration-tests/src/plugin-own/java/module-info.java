/** What a user plugs in: a pool of their own. */
module chunkedbuffer.plugin.own {
    requires chunkedbuffer.api;

    provides chunkedbuffer.spi.ChunkPoolProvider with
            chunkedbuffer.plugin.own.PlainPool;
}
