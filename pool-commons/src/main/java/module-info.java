/** A pool of chunks on Apache Commons Pool 2, with limits, eviction and JMX. */
module chunkedbuffer.pool.commons {
    requires transitive chunkedbuffer.api;
    requires org.apache.commons.pool2;
    requires org.slf4j;
    requires static org.jspecify;

    exports chunkedbuffer.pool.commons;

    provides chunkedbuffer.spi.ChunkPoolProvider with
            chunkedbuffer.pool.commons.CommonsPoolProvider;
}
