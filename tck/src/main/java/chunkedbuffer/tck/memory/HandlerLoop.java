package chunkedbuffer.tck.memory;

import chunkedbuffer.spi.EventLoops;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop of a transport, on a thread of its own: runs what users do with their connections, and nothing else. */
final class HandlerLoop implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerLoop.class);

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean stopping; // the thread's own

    HandlerLoop(ThreadFactory factory) {
        thread = factory.newThread(this::run);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Ends it when it has done all that it was given before. */
    void stop() {
        tasks.add(() -> stopping = true);
    }

    /** Waits for its end, unless this is it. */
    void join() {
        boolean interrupted = false;
        while (Thread.currentThread() != thread && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        EventLoops.enter();
        try {
            while (!stopping || !tasks.isEmpty()) {
                runNext();
            }
        } finally {
            EventLoops.exit();
        }
    }

    private void runNext() {
        try {
            tasks.take().run();
        } catch (InterruptedException e) {
            LOG.debug("Somebody interrupted an event loop; it goes on", e);
        } catch (RuntimeException | Error e) {
            LOG.warn("Something that ran on an event loop failed; it goes on", e);
        }
    }
}
