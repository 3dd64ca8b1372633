package chunkedbuffer.transport.epoll;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket of an {@link EpollListener}, on one loop. Everything runs on that. */
final class Acceptor implements LoopMember {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private static final int ACCEPTS_A_TURN = 64;

    /** How long to leave a socket alone on which accepting failed, such as for want of descriptors. */
    private static final long BACK_OFF = TimeUnit.MILLISECONDS.toNanos(100);

    private final EpollListener listener;
    private final EpollLoop loop;
    private final NativeSocket socket;
    private final byte[] address = new byte[NativeSocket.ACCEPTED_ADDRESS_SIZE];
    private @Nullable Watch watch;
    private @Nullable Future<?> backOff;
    private boolean acceptFails;
    private boolean done;

    Acceptor(EpollListener listener, EpollLoop loop, NativeSocket socket) {
        this.listener = listener;
        this.loop = loop;
        this.socket = socket;
    }

    void start() {
        if (done) {
            return;
        }
        loop.add(this);
        try {
            if (loop.isStopping()) {
                end();
                return;
            }
            Watch watching = loop.watch(socket, this);
            watch = watching;
            watching.watchFor(Watch.ACCEPTING);
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void ready(int ops) {
        if (backOff == null) {
            accept();
        }
    }

    private void accept() {
        try {
            for (int i = 0; i < ACCEPTS_A_TURN && !done; i++) { // a handler on this loop may close the listener
                NativeSocket accepted = socket.accept(address);
                if (accepted == null) {
                    return;
                }
                acceptFails = false;
                listener.accepted(loop, accepted, address);
            }
            if (!done) {
                loop.executeLater(this::accept);
            }
        } catch (IOException e) {
            backOff(e);
        }
    }

    private void backOff(IOException failure) {
        if (acceptFails) {
            LOG.debug("Accepting on {} still fails", listener.localAddress(), failure);
        } else {
            acceptFails = true;
            LOG.warn("Accepting on {} failed; trying again every 100 ms", listener.localAddress(), failure);
        }
        backOff = loop.schedule(BACK_OFF, () -> {
            backOff = null;
            accept();
        });
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("The listener on {} failed", listener.localAddress(), cause);
        listener.end(cause);
    }

    @Override
    public void shutdown() {
        listener.end(null);
    }

    @Override
    public void loopEnds() {
        listener.end(
                new IOException("The event loop of the listener on " + listener.localAddress() + " was shut down"));
    }

    void end() {
        if (done) {
            return;
        }
        done = true;
        EpollLoop.cancel(backOff);
        if (watch != null) {
            watch.cancel();
        }
        socket.close(false);
        listener.acceptorEnded(); // first: when nobody is left, the loop may end
        loop.remove(this);
    }
}
