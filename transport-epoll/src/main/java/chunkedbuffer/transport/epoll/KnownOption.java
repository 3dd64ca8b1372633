package chunkedbuffer.transport.epoll;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.SocketOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The socket options of this transport, by their names: so those of {@link java.net.StandardSocketOptions}, of {@code
 * jdk.net.ExtendedSocketOptions} and of {@link EpollOptions} all mean what they say. The numbers are those of Linux.
 */
enum KnownOption {
    SO_REUSEADDR(Boolean.class, Level.SOCKET, 2),
    SO_SNDBUF(Integer.class, Level.SOCKET, 7),
    SO_RCVBUF(Integer.class, Level.SOCKET, 8),
    SO_KEEPALIVE(Boolean.class, Level.SOCKET, 9),
    SO_LINGER(Integer.class, Level.SOCKET, 13),
    SO_REUSEPORT(Boolean.class, Level.SOCKET, 15),
    IP_TOS(Integer.class, Level.IP, 1),
    TCP_NODELAY(Boolean.class, Level.TCP, 1),
    TCP_KEEPIDLE(Integer.class, Level.TCP, 4),
    TCP_KEEPINTERVAL(Integer.class, Level.TCP, 5),
    TCP_KEEPCOUNT(Integer.class, Level.TCP, 6),
    TCP_DEFER_ACCEPT(Integer.class, Level.TCP, 9),
    TCP_QUICKACK(Boolean.class, Level.TCP, 12),
    TCP_USER_TIMEOUT(Integer.class, Level.TCP, 18),
    TCP_FASTOPEN(Integer.class, Level.TCP, 23),
    TCP_NOTSENT_LOWAT(Integer.class, Level.TCP, 25),
    TCP_FASTOPEN_CONNECT(Boolean.class, Level.TCP, 30);

    /** The levels of {@code setsockopt}. */
    private static final class Level {
        static final int SOCKET = 1;
        static final int IP = 0;
        static final int TCP = 6;
    }

    /** What the system takes at most. */
    private static final int LONGEST_LINGER = 65535;

    private static final Set<KnownOption> OF_UNIX = EnumSet.of(SO_SNDBUF, SO_RCVBUF, SO_LINGER);
    private static final Set<KnownOption> OF_LISTENERS =
            EnumSet.of(SO_REUSEADDR, SO_REUSEPORT, SO_RCVBUF, TCP_FASTOPEN, TCP_DEFER_ACCEPT);
    private static final Set<KnownOption> OF_LISTENERS_ALONE = EnumSet.of(TCP_FASTOPEN, TCP_DEFER_ACCEPT);

    private final Class<?> type;
    private final int level;
    private final int number;

    KnownOption(Class<?> type, int level, int number) {
        this.type = type;
        this.level = level;
        this.number = number;
    }

    /**
     * The option that a socket has.
     *
     * @throws UnsupportedOperationException if a socket of this kind and role does not have it
     */
    static KnownOption of(SocketOption<?> option, SocketKind kind, Role role) {
        for (KnownOption known : values()) {
            if (known.name().equals(option.name()) && known.type == option.type() && known.isOf(kind, role)) {
                return known;
            }
        }
        String those = Arrays.stream(values())
                .filter(known -> known.isOf(kind, role))
                .map(KnownOption::name)
                .collect(Collectors.joining(", "));
        throw new UnsupportedOperationException(
                "option " + option.name() + " of type " + option.type().getSimpleName() + " is none of a " + kind
                        + " socket " + role.words() + "; it has " + those);
    }

    /** Whether {@link #of} returns one. */
    static boolean has(SocketOption<?> option, SocketKind kind, Role role) {
        for (KnownOption known : values()) {
            if (known.name().equals(option.name()) && known.type == option.type()) {
                return known.isOf(kind, role);
            }
        }
        return false;
    }

    private boolean isOf(SocketKind kind, Role role) {
        if (kind == SocketKind.UNIX && !OF_UNIX.contains(this)) {
            return false;
        }
        return switch (role) {
            case LISTENING -> OF_LISTENERS.contains(this);
            case ACCEPTED -> !OF_LISTENERS_ALONE.contains(this) && this != TCP_FASTOPEN_CONNECT;
            case CONNECTING -> !OF_LISTENERS_ALONE.contains(this);
        };
    }

    /**
     * Sets it.
     *
     * @throws IllegalArgumentException if it does not take the value
     */
    void set(Socket socket, @Nullable Object value) throws IOException {
        if (value instanceof Boolean on) {
            socket.setIntOpt(level, number, on ? 1 : 0);
        } else if (value instanceof Integer size) {
            setNumber(socket, size);
        } else {
            throw new IllegalArgumentException(
                    "option " + name() + " = " + value + ": its type is " + type.getSimpleName());
        }
    }

    private void setNumber(Socket socket, int value) throws IOException {
        if (this == SO_LINGER) {
            socket.setSoLinger(Math.min(value, LONGEST_LINGER));
            return;
        }
        if (value < 0) {
            throw new IllegalArgumentException("option " + name() + " = " + value + ": it is 0 or more");
        }
        if (this == IP_TOS) {
            if (value > 255) {
                throw new IllegalArgumentException("option " + name() + " = " + value + ": it is 255 at most");
            }
            socket.setTrafficClass(value);
        } else {
            socket.setIntOpt(level, number, value);
        }
    }

    /** Its value now: a Boolean or an Integer. */
    Object get(Socket socket) throws IOException {
        if (this == SO_LINGER) {
            return socket.getSoLinger();
        }
        if (this == IP_TOS) {
            return socket.getTrafficClass();
        }
        int value = socket.getIntOpt(level, number);
        if (type == Boolean.class) {
            return value != 0;
        }
        // Linux doubles what is set, for its own needs, and tells that; the JDK takes it back as well.
        return this == SO_SNDBUF || this == SO_RCVBUF ? value / 2 : value;
    }
}
