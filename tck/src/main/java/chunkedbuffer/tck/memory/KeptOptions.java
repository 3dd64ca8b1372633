package chunkedbuffer.tck.memory;

import chunkedbuffer.api.ConnectionOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The options of a socket that is none: those that its kind of socket has are kept, and refused if they are not of their type. */
final class KeptOptions {

    private static final int BUFFER = 64 * 1024;

    private final Map<SocketOption<?>, Object> values = new ConcurrentHashMap<>();

    /** As a connection is made, to or from that address. */
    KeptOptions(SocketAddress address, ConnectionOptions options) throws IOException {
        values.put(StandardSocketOptions.SO_SNDBUF, BUFFER);
        values.put(StandardSocketOptions.SO_RCVBUF, BUFFER);
        values.put(StandardSocketOptions.SO_LINGER, -1);
        if (Addresses.isTcp(address)) {
            values.put(StandardSocketOptions.SO_KEEPALIVE, false);
            values.put(StandardSocketOptions.SO_REUSEADDR, false);
            values.put(StandardSocketOptions.TCP_NODELAY, options.tcpNoDelay());
        }
        for (Map.Entry<SocketOption<?>, Object> option : options.options().entrySet()) {
            try {
                put(option.getKey(), option.getValue());
            } catch (UnsupportedOperationException | IllegalArgumentException e) {
                throw new IOException(
                        "socket option " + option.getKey().name() + " = " + option.getValue() + ": " + e.getMessage(),
                        e);
            }
        }
    }

    /** Fails where a connection with these options would. */
    static void check(SocketAddress address, ConnectionOptions options) throws IOException {
        KeptOptions unused = new KeptOptions(address, options);
    }

    void put(SocketOption<?> option, Object value) {
        check(option);
        if (!option.type().isInstance(value) || (isSize(option) && (Integer) value < 1)) {
            throw new IllegalArgumentException(option.name() + " does not take " + value);
        }
        values.put(option, value);
    }

    <T> T get(SocketOption<T> option) {
        check(option);
        return Objects.requireNonNull(option.type().cast(values.get(option)), option.name());
    }

    /** How many bytes may be on their way to this end. */
    int window() {
        return get(StandardSocketOptions.SO_RCVBUF);
    }

    private static boolean isSize(SocketOption<?> option) {
        return option.equals(StandardSocketOptions.SO_SNDBUF) || option.equals(StandardSocketOptions.SO_RCVBUF);
    }

    private void check(SocketOption<?> option) {
        if (!values.containsKey(option)) {
            throw new UnsupportedOperationException(
                    "A connection in memory does not have the option " + option.name() + ", but " + values.keySet());
        }
    }
}
