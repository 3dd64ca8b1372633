package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.Transport;
import io.netty.channel.EventLoopGroup;
import java.util.Objects;

/**
 * For an application that has Netty event loops of its own: a transport that runs on them, so that its connections and the application's
 * channels share threads.
 *
 * <pre>{@code
 * EventLoopGroup group = new MultiThreadIoEventLoopGroup(EpollIoHandler.newFactory());
 * try (Transport transport = EpollLoops.transport(group)) {
 *     ...
 * }
 * group.shutdownGracefully();                          // the application's business
 * }</pre>
 *
 * <p>Everybody else opens the transport with {@code Transport.open("epoll")} and has no need of this class.
 */
public final class EpollLoops {

    private EpollLoops() {}

    /**
     * Opens a transport that runs on the loops of a group. It marks their threads as {@linkplain chunkedbuffer.spi.EventLoops loops},
     * on which no pool waits, and never takes the mark off. Closing the transport closes its connections and listeners, and leaves the
     * group alone; close it before the group is shut down. A group that is shut down earlier takes the connections with it: they end at once,
     * with a failure.
     *
     * @param group all of whose loops run on epoll: a {@code MultiThreadIoEventLoopGroup} made with {@code
     *     EpollIoHandler.newFactory()}, or an {@code EpollEventLoopGroup}
     * @return a new transport, which the caller closes
     * @throws IllegalArgumentException if a loop of the group does not run on epoll
     * @throws UnsupportedOperationException if epoll does not work here
     */
    public static Transport transport(EventLoopGroup group) {
        Objects.requireNonNull(group, "group");
        EpollTransportProvider.requireAvailable();
        return new EpollTransport(new SharedLoops(group));
    }
}
