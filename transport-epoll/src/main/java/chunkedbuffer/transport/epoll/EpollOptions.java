package chunkedbuffer.transport.epoll;

import java.net.SocketOption;
import java.net.StandardSocketOptions;

/**
 * Socket options of Linux, beyond {@link StandardSocketOptions}, that connections and listeners of the transport {@code epoll}
 * have. They go where all options go: {@code ConnectionOptions.builder().option(…)}, {@code Connection.setOption} and {@code
 * getOption}. All are options of TCP.
 *
 * <pre>{@code
 * ConnectionOptions options = ConnectionOptions.builder()
 *         .option(EpollOptions.TCP_QUICKACK, true)
 *         .option(EpollOptions.TCP_USER_TIMEOUT, 20_000)
 *         .build();
 * }</pre>
 *
 * <p>Options that are for listeners alone are set on the listener's socket; other options of a listener are set on each connection
 * that it accepts. The JDK's own {@code jdk.net.ExtendedSocketOptions} {@code TCP_QUICKACK}, {@code TCP_KEEPIDLE}, {@code
 * TCP_KEEPINTERVAL} and {@code TCP_KEEPCOUNT} work too.
 */
public final class EpollOptions {

    /**
     * Acknowledges at once what comes in, and does not wait for an answer that could take the acknowledgement along. Not kept by the
     * system for good: it may go back by itself, so that who depends on it sets it again and again.
     */
    public static final SocketOption<Boolean> TCP_QUICKACK = new Named<>("TCP_QUICKACK", Boolean.class);

    /**
     * For listeners: lets clients that have been here before send bytes with the first packet. The value is how many of them
     * may wait; 0 turns it off. The system must allow it ({@code net.ipv4.tcp_fastopen}, bit 1), else it has no effect.
     */
    public static final SocketOption<Integer> TCP_FASTOPEN = new Named<>("TCP_FASTOPEN", Integer.class);

    /**
     * For connections that are made: where the server has been talked to before and allows it, {@code connect} does not wait for it,
     * and the first bytes go with the first packet. A server that is not there is then a failure of the connection, not of {@code
     * connect}, and nothing is sent to it before the first flush. The system must allow it ({@code net.ipv4.tcp_fastopen}, bit 0).
     */
    public static final SocketOption<Boolean> TCP_FASTOPEN_CONNECT = new Named<>("TCP_FASTOPEN_CONNECT", Boolean.class);

    /** For listeners: a connection is handed over only when it has sent something, or after so many seconds. */
    public static final SocketOption<Integer> TCP_DEFER_ACCEPT = new Named<>("TCP_DEFER_ACCEPT", Integer.class);

    /** After how many milliseconds a connection fails whose bytes the peer does not acknowledge; 0: as the system does. */
    public static final SocketOption<Integer> TCP_USER_TIMEOUT = new Named<>("TCP_USER_TIMEOUT", Integer.class);

    /** The socket takes bytes only while it has less than so many that were not sent: the rest stays in the output, where it counts. */
    public static final SocketOption<Integer> TCP_NOTSENT_LOWAT = new Named<>("TCP_NOTSENT_LOWAT", Integer.class);

    /** After how many seconds of silence {@link StandardSocketOptions#SO_KEEPALIVE} asks the peer whether it is there. */
    public static final SocketOption<Integer> TCP_KEEPIDLE = new Named<>("TCP_KEEPIDLE", Integer.class);

    /** How many seconds later it asks again. */
    public static final SocketOption<Integer> TCP_KEEPINTERVAL = new Named<>("TCP_KEEPINTERVAL", Integer.class);

    /** After how many unanswered questions the connection fails. */
    public static final SocketOption<Integer> TCP_KEEPCOUNT = new Named<>("TCP_KEEPCOUNT", Integer.class);

    /**
     * The same option as {@link StandardSocketOptions#SO_REUSEPORT}. A listener of this transport that has it gets a socket of
     * its own on each event loop, all bound to the one port: the system spreads the connections over them, and each connection stays on the
     * loop that accepted it. Other listeners, also of other processes of the same user, may share the port in the same way.
     */
    public static final SocketOption<Boolean> SO_REUSEPORT = StandardSocketOptions.SO_REUSEPORT;

    private EpollOptions() {}

    private record Named<T>(String name, Class<T> type) implements SocketOption<T> {
        @Override
        public String toString() {
            return name;
        }
    }
}
