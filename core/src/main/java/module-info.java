/** The default pipe and the slab pool. */
module chunkedbuffer.core {
    requires chunkedbuffer.api;
    requires org.slf4j;
    requires static org.jspecify;

    provides chunkedbuffer.spi.PipeProvider with
            chunkedbuffer.core.DefaultPipeProvider;
    provides chunkedbuffer.spi.ChunkPoolProvider with
            chunkedbuffer.core.SlabPoolProvider;
}
