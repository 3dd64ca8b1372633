package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.Transport;
import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.spi.TransportProvider;
import org.jspecify.annotations.Nullable;

/**
 * Provides the transport {@code epoll}, which works on Linux where Netty's native library is on the path; preferred to {@code nio}
 * there.
 */
public final class EpollTransportProvider implements TransportProvider {

    static final String NAME = "epoll";

    /** For the service loader. */
    public EpollTransportProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return -50;
    }

    /** Whether the native library is there and works. If not, the reason is logged at info, once. */
    @Override
    public boolean isAvailable() {
        return NativeEpoll.unavailable() == null;
    }

    @Override
    public @Nullable String unavailability() {
        return NativeEpoll.unavailable();
    }

    /**
     * Starts a transport with threads of its own.
     *
     * @throws UnsupportedOperationException if it is not available, with the reason
     */
    @Override
    public Transport create(TransportOptions options) {
        requireAvailable();
        return new EpollTransport(new OwnLoops(options), options.maxConnections());
    }

    static void requireAvailable() {
        String reason = NativeEpoll.unavailable();
        if (reason != null) {
            throw new UnsupportedOperationException(
                    "The transport epoll does not work here: " + reason + ". Use the transport nio");
        }
    }
}
