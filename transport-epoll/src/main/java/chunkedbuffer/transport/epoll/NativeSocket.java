package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.ConnectionOptions;
import io.netty.channel.ChannelException;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A non-blocking stream socket, through Netty's natives.
 *
 * <p>A descriptor that is closed may be given to another socket at the next moment; who used it then would read or write somebody
 * else's bytes. So {@link #close} and the options exclude each other by this object's lock, and for all other methods the caller
 * makes sure that closing comes after them.
 */
final class NativeSocket {

    private static final Logger LOG = LoggerFactory.getLogger(NativeSocket.class);

    /** Room for an address of either family, as Netty's {@code accept} writes it: length, address, scope, port. */
    static final int ACCEPTED_ADDRESS_SIZE = 25;

    private final SocketKind kind;
    private final Role role;
    private final Socket socket;
    private boolean waitsWhenClosed;
    private boolean closed;

    private NativeSocket(SocketKind kind, Role role, Socket socket) {
        this.kind = kind;
        this.role = role;
        this.socket = socket;
    }

    // ---- making

    /** A socket to connect with, its options set. */
    static NativeSocket client(SocketKind kind, ConnectionOptions options) throws IOException {
        NativeSocket opened = open(kind, Role.CONNECTING);
        opened.prepare(options);
        return opened;
    }

    /**
     * A socket to listen with, its options set: some have to be there before it is bound, such as {@code SO_REUSEPORT}, or
     * before a connection comes in, such as {@code SO_RCVBUF}.
     */
    static NativeSocket server(SocketKind kind, ConnectionOptions options) throws IOException {
        for (SocketOption<?> option : options.options().keySet()) {
            if (!KnownOption.has(option, kind, Role.LISTENING)) {
                named(option, options, () -> KnownOption.of(option, kind, Role.ACCEPTED));
            }
        }
        NativeSocket probe = open(kind, Role.ACCEPTED);
        probe.prepare(options); // tells now, and not at each connection, what cannot be set
        probe.close(false);
        NativeSocket opened = open(kind, Role.LISTENING);
        if (kind == SocketKind.TCP) {
            opened.socket.setReuseAddress(true);
        }
        opened.prepare(options);
        return opened;
    }

    private static NativeSocket open(SocketKind kind, Role role) throws IOException {
        try {
            return new NativeSocket(
                    kind, role, kind == SocketKind.TCP ? Socket.newSocketStream() : Socket.newSocketDomain());
        } catch (ChannelException e) {
            throw refusedBySystem(e);
        }
    }

    /** Sets the options that a socket in this role has; closes it if one cannot be set. */
    void prepare(ConnectionOptions options) throws IOException {
        boolean prepared = false;
        try {
            if (kind == SocketKind.TCP && role != Role.LISTENING) {
                socket.setTcpNoDelay(options.tcpNoDelay());
            }
            for (Map.Entry<SocketOption<?>, Object> option : options.options().entrySet()) {
                // Some of a listener's are for its own socket, others for those it accepts.
                if (role == Role.CONNECTING || KnownOption.has(option.getKey(), kind, role)) {
                    named(option.getKey(), options, () -> set(option.getKey(), option.getValue()));
                }
            }
            prepared = true;
        } finally {
            if (!prepared) {
                close(false);
            }
        }
    }

    private interface Setting {
        void run() throws IOException;
    }

    private static void named(SocketOption<?> option, ConnectionOptions options, Setting setting) throws IOException {
        try {
            setting.run();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new IOException(
                    "socket option " + option.name() + " = " + options.options().get(option) + ": " + e.getMessage(),
                    e);
        }
    }

    // ---- options

    synchronized void set(SocketOption<?> option, @Nullable Object value) throws IOException {
        KnownOption known = known(option);
        try {
            known.set(socket, value);
        } catch (ChannelException e) {
            throw refusedBySystem(e);
        }
        if (known == KnownOption.SO_LINGER) {
            waitsWhenClosed = value instanceof Integer seconds && seconds > 0;
        }
    }

    synchronized Object get(SocketOption<?> option) throws IOException {
        try {
            return known(option).get(socket);
        } catch (ChannelException e) {
            throw refusedBySystem(e);
        }
    }

    /** How Netty's natives say that the system does not do something, at some places. */
    private static IOException refusedBySystem(ChannelException failure) {
        return failure.getCause() instanceof IOException cause ? cause : new SocketException(reason(failure));
    }

    private KnownOption known(SocketOption<?> option) throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return KnownOption.of(option, kind, role);
    }

    // ---- connecting

    FileDescriptor descriptor() {
        return socket;
    }

    /** False: it is under way, and {@link #finishConnect} tells when it is done. */
    boolean connect(SocketAddress remote) throws IOException {
        try {
            return socket.connect(kind.forNetty(kind.destination(remote)));
        } catch (IOException e) {
            throw likeTheJdk(e);
        }
    }

    boolean finishConnect() throws IOException {
        try {
            return socket.finishConnect();
        } catch (IOException e) {
            throw likeTheJdk(e);
        }
    }

    /** What Linux says to a Unix-domain connect when the listener's queue is full; TCP just waits. */
    boolean isQueueFull(IOException connecting) {
        Throwable cause = connecting.getCause();
        return kind == SocketKind.UNIX
                && cause != null
                && String.valueOf(cause.getMessage()).contains("(" + Errors.ERRNO_EAGAIN_NEGATIVE + ")");
    }

    private static IOException likeTheJdk(IOException failure) {
        IOException told;
        if (failure instanceof FileNotFoundException) {
            told = new SocketException("No such file or directory");
        } else if (failure instanceof NoRouteToHostException) {
            told = new NoRouteToHostException(
                    "No route to host, or network is unreachable"); // Netty does not say which
        } else if (failure instanceof ConnectException) {
            told = new ConnectException(reason(failure));
        } else {
            return failure;
        }
        told.initCause(failure);
        return told;
    }

    /** Netty's messages begin with the name and the number: {@code connect(..) failed with error(-111): Connection refused}. */
    private static String reason(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return message.substring(message.lastIndexOf("): ") + 1).replaceFirst("^\\W+", "");
    }

    // ---- listening

    void listen(SocketAddress local, int backlog) throws IOException {
        SocketAddress address = kind.forNetty(local);
        // Netty deletes what is there, be it the socket of another listener.
        if (local instanceof UnixDomainSocketAddress unix && Files.exists(unix.getPath(), LinkOption.NOFOLLOW_LINKS)) {
            throw new BindException("Address already in use");
        }
        try {
            socket.bind(address);
            socket.listen(backlog);
        } catch (Errors.NativeIoException e) {
            BindException told = new BindException(reason(e));
            told.initCause(e);
            throw told;
        }
    }

    /** Null: nobody waits to be accepted. */
    @Nullable
    NativeSocket accept(byte[] address) throws IOException {
        int descriptor = socket.accept(address);
        return descriptor < 0 ? null : new NativeSocket(kind, Role.ACCEPTED, new Socket(descriptor));
    }

    static InetSocketAddress acceptedAddress(byte[] address) {
        return NativeInetAddress.address(address, 1, address[0]);
    }

    // ---- addresses

    /** The address of this end; an unnamed one where the system does not tell. */
    SocketAddress localAddress() {
        if (kind == SocketKind.UNIX) {
            return unix(socket.localDomainSocketAddress());
        }
        InetSocketAddress told = socket.localAddress();
        return told == null ? new InetSocketAddress(0) : told;
    }

    /** The address of this end; the very object {@code likely} where that is it. */
    SocketAddress localAddress(SocketAddress likely) {
        SocketAddress told = localAddress();
        return told.equals(likely) ? likely : told;
    }

    /** The address of the peer; {@code otherwise} where the system does not tell. */
    SocketAddress remoteAddress(SocketAddress otherwise) {
        if (kind == SocketKind.UNIX) {
            return unix(socket.remoteDomainSocketAddress());
        }
        InetSocketAddress told = socket.remoteAddress();
        return told == null || told.equals(otherwise) ? otherwise : told;
    }

    private static UnixDomainSocketAddress unix(io.netty.channel.unix.@Nullable DomainSocketAddress told) {
        return UnixDomainSocketAddress.of(told == null ? "" : told.path());
    }

    // ---- bytes

    /**
     * Reads into direct memory, by index.
     *
     * @return how many bytes; 0: nothing is there now; -1: the end of the stream
     */
    int read(ByteBuffer memory, int from, int to) throws IOException {
        try {
            return socket.recv(memory, from, to);
        } catch (Errors.NativeIoException | NotYetConnectedException e) {
            throw broken(e);
        }
    }

    /** Writes from direct memory, by index; the number of bytes that were taken, fewer than there are when the socket is full. */
    int write(ByteBuffer memory, int from, int to) throws IOException {
        try {
            return socket.send(memory, from, to);
        } catch (Errors.NativeIoException | NotYetConnectedException e) {
            throw broken(e);
        }
    }

    /** Writes several at once, from an array of {@code iovec}s. */
    long writeAll(long vectors, int count) throws IOException {
        try {
            return socket.writevAddresses(vectors, count);
        } catch (Errors.NativeIoException | NotYetConnectedException e) {
            throw broken(e);
        }
    }

    private static SocketException broken(Exception failure) {
        String reason = failure instanceof NotYetConnectedException ? "Not connected any more" : reason(failure);
        SocketException told = new SocketException(reason);
        told.initCause(failure);
        return told;
    }

    // ---- ending

    void endOutput() throws IOException {
        try {
            socket.shutdown(false, true);
        } catch (NotYetConnectedException e) {
            LOG.trace("The peer has reset the connection before its end", e); // reading will tell
        }
    }

    /**
     * Closes it; once.
     *
     * @param reset with a reset, where the kind of socket has one
     */
    synchronized void close(boolean reset) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (kind == SocketKind.TCP && reset) {
                socket.setSoLinger(0);
            } else if (waitsWhenClosed) {
                socket.setSoLinger(-1); // the loop has others to serve; and what was to be sent has been sent
            }
        } catch (IOException e) {
            LOG.debug("No way of closing can be chosen for {}", socket, e);
        }
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing {} failed", socket, e);
        }
    }
}
