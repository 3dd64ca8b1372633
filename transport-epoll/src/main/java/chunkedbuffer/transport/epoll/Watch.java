package chunkedbuffer.transport.epoll;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket that a loop watches, and who is told of it. Belongs to the loop.
 *
 * <p>Events are taken at their edges ({@code EPOLLET}): an event says that something has changed, not that something is there. So a
 * connection that does not read for a while costs no system call, whatever waits in the kernel meanwhile, and who
 * stops before the kernel has nothing more has to remember it.
 */
final class Watch implements EpollIoHandle {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    static final int IN = EpollIoOps.EPOLLIN.value();
    static final int OUT = EpollIoOps.EPOLLOUT.value();

    /** Any but the two: the other end is gone, for reading at least. Reported unasked. */
    static final int NEITHER_IN_NOR_OUT = ~(IN | OUT);

    /** A connection attempt under way; or a listener. */
    static final EpollIoOps CONNECTING = EpollIoOps.EPOLLOUT;

    static final EpollIoOps ACCEPTING = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);

    /** Not {@link #OUT} all the time: each event would bring it too, and Netty makes an object for most combinations. */
    static final EpollIoOps READING = ACCEPTING.with(EpollIoOps.EPOLLRDHUP);

    static final EpollIoOps READING_AND_WRITING = READING.with(EpollIoOps.EPOLLOUT);

    private final NativeSocket socket;
    private LoopMember member;
    private @Nullable IoRegistration registration;

    Watch(NativeSocket socket, LoopMember member) {
        this.socket = socket;
        this.member = member;
    }

    /** Takes the result of the registration, which is there at once on the loop's thread. */
    void registered(Future<IoRegistration> result) throws IOException {
        if (!result.isSuccess()) {
            throw new IOException("the event loop does not watch the socket: " + result.cause(), result.cause());
        }
        registration = result.getNow();
    }

    /** From now on somebody else is told. */
    void attach(LoopMember next) {
        member = next;
    }

    /** What to watch for. What is there already is reported again. */
    void watchFor(EpollIoOps ops) {
        if (registration != null) {
            registration.submit(ops);
        }
    }

    /** No event any more. Before the socket is closed: its descriptor may be somebody else's at once. */
    void cancel() {
        try {
            if (registration != null) {
                registration.cancel();
            }
        } catch (RejectedExecutionException e) {
            LOG.trace("The loop has ended, and watches nothing", e);
        }
    }

    @Override
    public FileDescriptor fd() {
        return socket.descriptor();
    }

    /** Nothing may be thrown: Netty would let the whole loop sleep for a second. */
    @Override
    public void handle(IoRegistration from, IoEvent event) {
        LoopMember told = member;
        try {
            told.ready(((EpollIoEvent) event).ops().value());
        } catch (Throwable e) {
            told.failed(e);
        }
    }

    @Override
    public void close() {
        member.loopEnds();
    }
}
