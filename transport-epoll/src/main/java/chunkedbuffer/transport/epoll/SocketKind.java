package chunkedbuffer.transport.epoll;

import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The two kinds of sockets, and how Netty wants their addresses. */
enum SocketKind {
    TCP {
        @Override
        SocketAddress forNetty(SocketAddress address) {
            if (((InetSocketAddress) address).isUnresolved()) {
                throw new UnresolvedAddressException();
            }
            return address;
        }

        @Override
        SocketAddress destination(SocketAddress remote) throws IOException {
            InetSocketAddress address = (InetSocketAddress) remote;
            if (address.isUnresolved() || !address.getAddress().isAnyLocalAddress()) {
                return remote;
            }
            byte[] loopback = new byte[address.getAddress().getAddress().length];
            loopback[loopback.length - 1] = 1;
            if (loopback.length == IPV4) {
                loopback[0] = 127;
            }
            return new InetSocketAddress(InetAddress.getByAddress(loopback), address.getPort());
        }
    },

    UNIX {
        @Override
        SocketAddress forNetty(SocketAddress address) throws IOException {
            String path = ((UnixDomainSocketAddress) address).getPath().toString();
            int length = path.getBytes(StandardCharsets.UTF_8).length;
            if (length == 0) {
                throw new SocketException("the path of the Unix-domain socket is empty");
            }
            if (length > LONGEST_PATH) { // Netty would cut it off
                throw new SocketException("the path of the Unix-domain socket has " + length + " bytes, more than the "
                        + LONGEST_PATH + " that the system takes");
            }
            return new DomainSocketAddress(path);
        }
    };

    private static final int IPV4 = 4;

    /** {@code sockaddr_un.sun_path} has 108 bytes, one of them for a zero. */
    private static final int LONGEST_PATH = 107;

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

    /**
     * The same address as Netty's natives take it.
     *
     * @throws UnresolvedAddressException if it is a host name that is not resolved
     * @throws IOException if the system cannot have such an address
     */
    abstract SocketAddress forNetty(SocketAddress address) throws IOException;

    /** Where a connection goes: as with the JDK's sockets, one to the wildcard address goes to the loopback of its family. */
    SocketAddress destination(SocketAddress remote) throws IOException {
        return remote;
    }
}
