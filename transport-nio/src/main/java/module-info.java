/** TCP and Unix-domain sockets on {@code java.nio} selectors. */
module chunkedbuffer.transport.nio {
    requires chunkedbuffer.api;
    requires org.slf4j;
    requires static org.jspecify;

    provides chunkedbuffer.spi.TransportProvider with
            chunkedbuffer.transport.nio.NioTransportProvider;
}
