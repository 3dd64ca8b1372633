package chunkedbuffer.transport.nio;

import chunkedbuffer.api.ConnectionOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Objects;

/** The two kinds of sockets, and how each is opened and set up. */
enum SocketKind {
    TCP,
    UNIX;

    static SocketKind of(SocketAddress address) {
        Objects.requireNonNull(address, "address");
        if (address instanceof InetSocketAddress) {
            return TCP;
        }
        if (address instanceof UnixDomainSocketAddress) {
            return UNIX;
        }
        throw new IllegalArgumentException("address is a " + address.getClass().getName()
                + ", not an InetSocketAddress or a UnixDomainSocketAddress: " + address);
    }

    SocketChannel openClient(ConnectionOptions options) throws IOException {
        SocketChannel channel = this == TCP ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            prepare(channel, options);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Makes a channel non-blocking and sets its options. */
    void prepare(SocketChannel channel, ConnectionOptions options) throws IOException {
        channel.configureBlocking(false);
        if (this == TCP) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, options.tcpNoDelay());
        }
        for (Map.Entry<SocketOption<?>, Object> option : options.options().entrySet()) {
            setOption(channel, option.getKey(), option.getValue());
        }
    }

    /**
     * A channel that is not bound yet. The options that such a channel has are set on it too: some have to be there before it
     * is bound, such as {@code SO_REUSEPORT}, or before a connection comes in, such as {@code SO_RCVBUF}.
     */
    ServerSocketChannel openServer(ConnectionOptions options) throws IOException {
        openClient(options).close(); // tells now, and not at each connection, which option is not to be had
        ServerSocketChannel channel =
                this == TCP ? ServerSocketChannel.open() : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            for (Map.Entry<SocketOption<?>, Object> option : options.options().entrySet()) {
                if (channel.supportedOptions().contains(option.getKey())) {
                    setOption(channel, option.getKey(), option.getValue());
                }
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @SuppressWarnings("unchecked") // ConnectionOptions checked the value against the option's type
    private static void setOption(NetworkChannel channel, SocketOption<?> option, Object value) throws IOException {
        try {
            channel.setOption((SocketOption<Object>) option, value);
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            throw new IOException("socket option " + option.name() + " = " + value + ": " + e.getMessage(), e);
        }
    }
}
