package chunkedbuffer.api;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The transport of {@link ChunkedStream#connect(java.net.SocketAddress)}: one a process, opened at the first use and closed
 * when the process ends. A failure to open it is not remembered.
 */
final class DefaultTransport {

    private static final ReentrantLock OPENING = new ReentrantLock();
    private static volatile @Nullable Transport transport;

    private DefaultTransport() {}

    static Transport get() {
        Transport open = transport;
        return open != null ? open : open();
    }

    private static Transport open() {
        OPENING.lock();
        try {
            Transport open = transport;
            if (open == null) {
                open = Transport.open(
                        TransportOptions.builder().threadFactory(new Daemons()).build());
                closeAtExit(open);
                transport = open;
            }
            return open;
        } finally {
            OPENING.unlock();
        }
    }

    /** What a program has written and flushed when it ends is sent: daemons alone would drop it. */
    private static void closeAtExit(Transport open) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(open::close, "chunkedbuffer-default-close"));
        } catch (IllegalStateException e) {
            // The process is ending already.
        }
    }

    /** Nobody closes this transport, so its threads must not keep the process alive. */
    private static final class Daemons implements ThreadFactory {

        private final AtomicInteger made = new AtomicInteger();

        @Override
        public Thread newThread(Runnable loop) {
            Thread thread = new Thread(null, loop, "chunkedbuffer-default-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
