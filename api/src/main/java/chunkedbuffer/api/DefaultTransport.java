package chunkedbuffer.api;

import chunkedbuffer.osgi.ProviderBundles;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The transport of {@link ChunkedStream#connect(java.net.SocketAddress)}: one a process, opened at the first use and closed
 * when the process ends, or the OSGi bundle that it came from stops. A failure to open it is not remembered.
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
                transport = open;
                Transport opened = open;
                Thread exit = new Thread(opened::close, "chunkedbuffer-default-close");
                closeAtExit(exit);
                ProviderBundles.keep(opened, () -> forget(opened, exit));
            }
            return open;
        } finally {
            OPENING.unlock();
        }
    }

    /** What a program has written and flushed when it ends is sent: daemons alone would drop it. */
    private static void closeAtExit(Thread exit) {
        try {
            Runtime.getRuntime().addShutdownHook(exit);
        } catch (IllegalStateException e) {
            // The process is ending already.
        }
    }

    /** The bundle that it came from stops: its connections end, and the next one who asks gets another. */
    private static void forget(Transport gone, Thread exit) {
        OPENING.lock();
        try {
            if (transport == gone) {
                transport = null;
            }
        } finally {
            OPENING.unlock();
        }
        gone.close();
        try {
            Runtime.getRuntime().removeShutdownHook(exit);
        } catch (IllegalStateException e) {
            // The process is ending already.
        }
    }

    /** Nobody closes this transport, so its threads must not keep the process alive. */
    static final class Daemons implements ThreadFactory {

        private final AtomicInteger made = new AtomicInteger();

        @Override
        public Thread newThread(Runnable loop) {
            Thread thread = new Thread(null, loop, "chunkedbuffer-default-" + made.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            // That of whoever was first may be an application's that ends earlier.
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            return thread;
        }
    }
}
