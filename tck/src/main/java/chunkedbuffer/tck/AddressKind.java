package chunkedbuffer.tck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The kinds of addresses that a transport has to serve; each test of {@link TransportContract} runs with each. */
enum AddressKind {
    TCP {
        @Override
        SocketAddress free(Path directory) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        }

        @Override
        SocketAddress unused(Path directory) throws IOException {
            try (ServerSocketChannel probe = ServerSocketChannel.open()) {
                return probe.bind(free(directory)).getLocalAddress();
            }
        }

        @Override
        SocketChannel client() throws IOException {
            return SocketChannel.open();
        }

        @Override
        ServerSocketChannel server() throws IOException {
            return ServerSocketChannel.open();
        }
    },
    UNIX {
        @Override
        SocketAddress free(Path directory) {
            return UnixDomainSocketAddress.of(directory.resolve("s" + COUNT.incrementAndGet()));
        }

        @Override
        SocketAddress unused(Path directory) {
            return free(directory);
        }

        @Override
        SocketChannel client() throws IOException {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        }

        @Override
        ServerSocketChannel server() throws IOException {
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** An address to listen on. */
    abstract SocketAddress free(Path directory);

    /** An address on which nobody listens. */
    abstract SocketAddress unused(Path directory) throws IOException;

    abstract SocketChannel client() throws IOException;

    abstract ServerSocketChannel server() throws IOException;
}
