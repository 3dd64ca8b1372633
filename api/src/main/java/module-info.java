/**
 * The interfaces of chunkedbuffer: pipes of pooled chunks, the pools that the chunks come from, and the transports that
 * fill and drain pipes from sockets.
 *
 * <p>Code that uses the library requires this module and no other; {@link java.util.ServiceLoader} finds the
 * implementations: {@code chunkedbuffer.core} for pipes and the slab pool, {@code chunkedbuffer.transport.nio} or {@code
 * chunkedbuffer.transport.epoll} for sockets.
 */
@SuppressWarnings("requires-automatic") // OSGi's own, whose jar is no module; nobody needs it outside of OSGi
module chunkedbuffer.api {
    requires org.slf4j;
    requires static jdk.jfr;
    requires static org.jspecify;
    requires static osgi.core;

    exports chunkedbuffer.api;
    exports chunkedbuffer.spi;

    uses chunkedbuffer.spi.PipeProvider;
    uses chunkedbuffer.spi.ChunkPoolProvider;
    uses chunkedbuffer.spi.TransportProvider;
}
