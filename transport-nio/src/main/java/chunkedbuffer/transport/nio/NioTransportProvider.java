package chunkedbuffer.transport.nio;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.spi.TransportProvider;

/** Provides the transport {@code nio}, which works wherever Java does. */
public final class NioTransportProvider implements TransportProvider {

    /** For the service loader. */
    public NioTransportProvider() {}

    @Override
    public String name() {
        return NioTransport.NAME;
    }

    @Override
    public int priority() {
        return -100;
    }

    @Override
    public Transport create(TransportOptions options) {
        return new NioTransport(options);
    }
}
