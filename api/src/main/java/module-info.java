/** Byte streams in pooled chunks: pipes, byte runs, chunk pools, transports and streams, and the look-up of their providers. */
module chunkedbuffer.api {
    requires org.slf4j;
    requires static org.jspecify;

    exports chunkedbuffer.api;
    exports chunkedbuffer.spi;
}
