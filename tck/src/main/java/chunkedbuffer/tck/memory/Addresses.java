package chunkedbuffer.tck.memory;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who listens where, and the ports that are given out. Belongs to the wire, but for the checks of an address. */
final class Addresses {

    private static final int FIRST_PORT = 49152;
    private static final int LAST_PORT = 65535;

    /** What Linux takes; a program that does well with longer ones here would fail there. */
    private static final int LONGEST_PATH = 107;

    private final Map<SocketAddress, MemoryListener> listeners = new HashMap<>();
    private int nextPort = FIRST_PORT;

    /** Refuses what is of another kind, as every transport does at the call. */
    static void checkKind(SocketAddress address) {
        Objects.requireNonNull(address, "address");
        if (!isTcp(address) && !(address instanceof UnixDomainSocketAddress)) {
            throw new IllegalArgumentException(
                    "address is a " + address.getClass().getName()
                            + ", not an InetSocketAddress or a UnixDomainSocketAddress: " + address);
        }
    }

    static boolean isTcp(SocketAddress address) {
        return address instanceof InetSocketAddress;
    }

    /** What is wrong with an address of the right kind. */
    private static void checkUsable(String what, SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress tcp && tcp.isUnresolved()) {
            throw new UnknownHostException(what + address + ": the host name is not resolved");
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            int length = unix.getPath().toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_PATH) {
                throw new SocketException(what + address + ": the path has " + length + " bytes, at most "
                        + LONGEST_PATH + " are possible");
            }
        }
    }

    /** Binds a listener, to a free port where 0 is asked for; gives the address that it has. */
    SocketAddress bind(SocketAddress wanted, MemoryListener listener) throws IOException {
        String what = "Cannot listen on ";
        checkUsable(what, wanted);
        SocketAddress local = wanted;
        if (wanted instanceof InetSocketAddress tcp && tcp.getPort() == 0) {
            do {
                local = new InetSocketAddress(tcp.getAddress(), nextPort());
            } while (listening(local) != null);
        }
        if (listening(local) != null) {
            throw new BindException(what + local + ": somebody listens there already");
        }
        listeners.put(local, listener);
        return local;
    }

    void unbind(SocketAddress local, MemoryListener listener) {
        listeners.remove(local, listener);
    }

    /** Who listens there, or on all addresses with that port. */
    @Nullable
    MemoryListener find(SocketAddress remote) throws IOException {
        checkUsable("Cannot connect to ", remote);
        return listening(remote);
    }

    private @Nullable MemoryListener listening(SocketAddress address) {
        MemoryListener exact = listeners.get(address);
        if (exact != null || !(address instanceof InetSocketAddress tcp)) {
            return exact;
        }
        for (Map.Entry<SocketAddress, MemoryListener> entry : listeners.entrySet()) {
            if (entry.getKey() instanceof InetSocketAddress other
                    && other.getPort() == tcp.getPort()
                    && (other.getAddress().isAnyLocalAddress()
                            || tcp.getAddress().isAnyLocalAddress())) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** The address of an end that was not bound. */
    SocketAddress unbound(SocketAddress remote) {
        return isTcp(remote)
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), nextPort())
                : UnixDomainSocketAddress.of("");
    }

    private int nextPort() {
        int port = nextPort;
        nextPort = port == LAST_PORT ? FIRST_PORT : port + 1;
        return port;
    }
}
