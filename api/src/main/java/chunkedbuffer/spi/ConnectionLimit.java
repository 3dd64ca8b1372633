package chunkedbuffer.spi;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places of a transport for connections that its listeners accept: {@link
 * chunkedbuffer.api.TransportOptions#maxConnections()} of them. For transports.
 *
 * <p>A listener takes a place before it accepts, and gives it back when nobody is there to be accepted; a connection gives it back when
 * its socket is closed. Who finds none is run when one is free.
 *
 * <p>Safe from any thread. Nobody sleeps over a free place: whoever finds none enters the line first and then looks once more, and
 * whoever gives one back looks into the line afterwards.
 */
public final class ConnectionLimit {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * For one transport.
     *
     * @param most how many places there are; 0: any number
     */
    public ConnectionLimit(int most) {
        this.most = most;
    }

    /**
     * Takes a place.
     *
     * @param whenFree run once by whoever gives a place back, if there is none now. It must be short, and is no promise that a place is
     *     left then
     * @return whether there was one
     */
    public boolean take(Runnable whenFree) {
        if (tryTake()) {
            return true;
        }
        waiting.add(whenFree);
        if (tryTake()) {
            waiting.remove(whenFree);
            return true;
        }
        if (told.compareAndSet(false, true)) {
            LOG.warn(
                    "{} accepted connections are open, the limit TransportOptions.maxConnections; others wait until one is closed",
                    most);
        }
        return false;
    }

    private boolean tryTake() {
        if (most == 0) {
            return true;
        }
        int now = taken.get();
        while (now < most) {
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
            now = taken.get();
        }
        return false;
    }

    /** Gives a place back. */
    public void release() {
        if (most == 0) {
            return;
        }
        taken.decrementAndGet();
        for (int left = waiting.size(); left > 0; left--) {
            Runnable next = waiting.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    /**
     * Takes somebody out of the line, who does not want a place any more.
     *
     * @param whenFree as given to {@link #take}
     */
    public void forget(Runnable whenFree) {
        waiting.remove(whenFree);
    }
}
