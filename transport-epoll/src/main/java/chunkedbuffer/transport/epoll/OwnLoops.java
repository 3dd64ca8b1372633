package chunkedbuffer.transport.epoll;

import chunkedbuffer.api.TransportOptions;
import chunkedbuffer.spi.EventLoops;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Event loops that the transport has made for itself, each with a running thread. */
final class OwnLoops implements Loops {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /** Not in a group of Netty's, whose end would start one more thread and leave it there for a second. */
    private final List<IoEventLoop> netty = new ArrayList<>();

    private final List<EpollLoop> loops = new ArrayList<>();

    /** Set to the transport's own when the given one has failed: Netty needs a thread also to end a loop. */
    private volatile ThreadFactory factory;

    OwnLoops(TransportOptions options) {
        ThreadFactory given = options.threadFactory();
        factory = given == null ? OwnLoops::newThread : given;
        int count = options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
        boolean started = false;
        try {
            IoHandlerFactory epoll = EpollIoHandler.newFactory();
            for (int i = 0; i < count; i++) {
                IoEventLoop loop = new SingleThreadIoEventLoop(null, this::startThread, epoll);
                netty.add(loop);
                loop.execute(() -> {}); // starts the thread
                loops.add(new EpollLoop(loop));
            }
            started = true;
        } finally {
            if (!started) {
                factory = OwnLoops::newThread;
                end();
                join();
            }
        }
    }

    private static Thread newThread(Runnable loop) {
        Thread thread = new FastThreadLocalThread(loop, "chunkedbuffer-epoll-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private void startThread(Runnable loop) {
        ThreadFactory maker = factory;
        Thread thread = maker.newThread(() -> {
            EventLoops.enter();
            try {
                loop.run();
            } finally {
                EventLoops.exit();
            }
        });
        if (thread == null) {
            throw new IllegalStateException("The thread factory " + maker + " made no thread for an event loop");
        }
        threads.add(thread);
        thread.start();
    }

    @Override
    public List<EpollLoop> all() {
        return loops;
    }

    @Override
    public void end() {
        for (IoEventLoop loop : netty) {
            var unused = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
    }

    @Override
    public void join() {
        for (IoEventLoop loop : netty) {
            loop.terminationFuture().awaitUninterruptibly();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
